import { Random } from "../../random.js";
import { set } from "../../sparsity/set.js";
import { sgd } from "../../training/optimizers.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Found } from "../rewired/results.js";
import { trainWatched } from "../rewired/training.js";
import { type Config, variantTitles } from "./config.js";
import { imagesFor } from "./data.js";
import { deviation, networkFor } from "./network.js";
import type { Job } from "./results.js";

/** Trains one network; those of one run begin with the same seed, so all sparse ones with the same weights. */
export async function runJob({ variant, run }: Job, config: Config, context: JobContext): Promise<Found> {
  const images = imagesFor(config, context),
    { hidden, epochs, batchSize, fraction, momentum, decay } = config,
    random = new Random(context.seed).stream("run").stream(run),
    rate = variant === "dense" ? config.denseRate : config.rate,
    options = {
      epochs,
      batchSize,
      loss: "squaredError",
      // In the long run momentum multiplies what decays in a step by 1 / (1 − momentum).
      optimizer: sgd({ rate, momentum, weightDecay: (decay * (1 - momentum)) / rate }),
      ...((variant === "signed" || variant === "magnitude") && {
        rewiring: set({ fraction, rule: variant, deviation, random: random.stream("set") }),
      }),
      random: random.stream("fit"),
    } as const;
  const arena = new Arena(context.kernels);
  try {
    const network = networkFor(variant, config, images.train, arena, random.stream("network"));
    return await trainWatched(network, hidden, images, options, context, `${variantTitles[variant]}, run ${run}`);
  } finally {
    arena.dispose();
  }
}
