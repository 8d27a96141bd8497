import { Dense } from "../../networks/dense.js";
import { SparseLinear } from "../../networks/sparse-linear.js";
import { Random } from "../../random.js";
import type { Progress } from "../../schedules.js";
import { uniformPattern } from "../../sparsity/random.js";
import { rigl } from "../../sparsity/rigl.js";
import { relu } from "../../tape/activations.js";
import { sgd } from "../../training/optimizers.js";
import { Sequential } from "../../training/sequential.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Found } from "../rewired/results.js";
import { trainWatched } from "../rewired/training.js";
import { type Config, type Variant, variantTitles } from "./config.js";
import { imagesFor } from "./data.js";

/** One network, for the run-th time. */
export interface Job {
  readonly variant: Variant;
  /** From 1. */
  readonly run: number;
}

/** Trains one network; those of one run begin with the same weights. */
export async function runJob({ variant, run }: Job, config: Config, context: JobContext): Promise<Found> {
  const images = imagesFor(config, context),
    { hidden, epochs, batchSize, rate, thirds, momentum, decay, fraction, interval } = config,
    random = new Random(context.seed).stream("run").stream(run),
    steps = epochs * Math.ceil(images.train.size / batchSize),
    options = {
      epochs,
      batchSize,
      optimizer: sgd({ rate, momentum, nesterov: true, weightDecay: decay }),
      schedule: ({ epoch }: Progress) =>
        thirds.reduce((factor, share) => (epoch >= share * epochs ? factor / 3 : factor), 1),
      ...(variant === "rigl" && {
        rewiring: rigl({ steps: interval, until: Math.max(1, Math.floor(config.until * steps)), fraction }),
      }),
      random: random.stream("fit"),
    };
  const arena = new Arena(context.kernels);
  try {
    const network = networkFor(config, images.train, arena, random.stream("network"));
    return await trainWatched(network, hidden, images, options, context, `${variantTitles[variant]}, run ${run}`);
  } finally {
    arena.dispose();
  }
}

/** Rectifiers with so many connections less, drawn uniformly; the readout has all of them. */
function networkFor(
  { hidden, sparsity }: Config,
  { features, outputs }: { readonly features: number; readonly outputs: number },
  arena: Arena,
  random: Random,
): Sequential {
  const layers = hidden.flatMap((rows, l) => {
    const cells = rows * (l === 0 ? features : hidden[l - 1]!),
      count = cells - Math.floor(sparsity[l]! * cells);
    return [
      count === cells
        ? new Dense(rows)
        : new SparseLinear(rows, { pattern: (own, size) => uniformPattern(own, { ...size, count }) }),
      relu,
    ];
  });
  return new Sequential(arena, { inputs: features, layers: [...layers, new Dense(outputs)], random });
}
