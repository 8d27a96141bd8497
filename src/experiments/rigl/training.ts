import { Dense } from "../../networks/dense.js";
import { SparseLinear } from "../../networks/sparse-linear.js";
import { Random } from "../../random.js";
import { uniformPattern } from "../../sparsity/random.js";
import { rigl } from "../../sparsity/rigl.js";
import { relu } from "../../tape/activations.js";
import { sgd } from "../../training/optimizers.js";
import { Sequential } from "../../training/sequential.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Found } from "../rewired/results.js";
import { centralShare, denseWeights, matricesOf, weightsOf, wiringOf } from "../rewired/wiring.js";
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
  const begin = performance.now(),
    { train, test } = imagesFor(config, context),
    { batchSize, rate, momentum, decay, fraction, interval } = config,
    random = new Random(context.seed).stream("run").stream(run),
    steps = config.epochs * Math.ceil(train.size / batchSize),
    arena = new Arena(context.kernels);
  try {
    const network = networkFor(config, train, arena, random.stream("network")),
      [first] = matricesOf(network),
      before = wiringOf(network),
      weights = weightsOf(network),
      central = [centralShare(first, train.shape)];
    const { epochs } = await network.fit(train, {
      epochs: config.epochs,
      batchSize,
      optimizer: sgd({ rate, momentum, nesterov: true, weightDecay: decay }),
      schedule: ({ epoch }) =>
        config.thirds.reduce((factor, share) => (epoch >= share * config.epochs ? factor / 3 : factor), 1),
      ...(variant === "rigl" && {
        rewiring: rigl({ steps: interval, until: Math.max(1, Math.floor(config.until * steps)), fraction }),
      }),
      validation: test,
      random: random.stream("fit"),
      signal: context.signal,
      callbacks: [
        {
          onBatch({ epoch, step, steps: perEpoch }) {
            context.progress((epoch - 1 + step / perEpoch) / config.epochs, `${variantTitles[variant]}, run ${run}`);
            return undefined;
          },
          onEpoch() {
            central.push(centralShare(first, train.shape));
            return undefined;
          },
        },
      ],
    });
    const after = wiringOf(network);
    return {
      accuracy: epochs.map(({ validation }) => validation!.accuracy),
      loss: epochs.map(({ loss }) => loss),
      central,
      weights: [weights, weightsOf(network), denseWeights([train.features, ...config.hidden, train.outputs])],
      ...(before && after && { wirings: [before, after] }),
      milliseconds: performance.now() - begin,
      fingerprint: await fingerprint(network.parameters),
    };
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
