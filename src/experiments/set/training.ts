import { Random } from "../../random.js";
import { set } from "../../sparsity/set.js";
import { sgd } from "../../training/optimizers.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Found } from "../rewired/results.js";
import { centralShare, denseWeights, matricesOf, weightsOf, wiringOf } from "../rewired/wiring.js";
import { type Config, variantTitles } from "./config.js";
import { imagesFor } from "./data.js";
import { deviation, networkFor } from "./network.js";
import type { Job } from "./results.js";

/** Trains one network; those of one run begin with the same seed, so all sparse ones with the same weights. */
export async function runJob({ variant, run }: Job, config: Config, context: JobContext): Promise<Found> {
  const begin = performance.now(),
    { train, test } = imagesFor(config, context),
    { fraction, momentum, decay } = config,
    random = new Random(context.seed).stream("run").stream(run),
    rate = variant === "dense" ? config.denseRate : config.rate,
    arena = new Arena(context.kernels);
  try {
    const network = networkFor(variant, config, train, arena, random.stream("network")),
      [first] = matricesOf(network),
      before = wiringOf(network),
      weights = weightsOf(network),
      central = [centralShare(first, train.shape)];
    const { epochs } = await network.fit(train, {
      epochs: config.epochs,
      batchSize: config.batchSize,
      loss: "squaredError",
      // In the long run momentum multiplies what decays in a step by 1 / (1 − momentum).
      optimizer: sgd({ rate, momentum, weightDecay: (decay * (1 - momentum)) / rate }),
      ...((variant === "signed" || variant === "magnitude") && {
        rewiring: set({ fraction, rule: variant, deviation, random: random.stream("set") }),
      }),
      validation: test,
      random: random.stream("fit"),
      signal: context.signal,
      callbacks: [
        {
          onBatch({ epoch, step, steps }) {
            context.progress((epoch - 1 + step / steps) / config.epochs, `${variantTitles[variant]}, run ${run}`);
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
