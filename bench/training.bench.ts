import { digits } from "../src/data/digits.js";
import { scales } from "../src/experiments/sparse-mnist/config.js";
import { nameOf } from "../src/experiments/sparse-mnist/network.js";
import { pairOf } from "../src/experiments/sparse-mnist/speed.js";
import type { Suite } from "./suite.js";

/** One training step of the digit network (gather, forward, backward, Adam) beside the same network in plain JavaScript. */
export const training: Suite = {
  name: "training",
  *cases(arena) {
    const config = scales.default,
      data = digits({ count: 1024, seed: 1 }).normalise();
    for (const density of [1, 0.1, 0.01]) {
      const pair = pairOf({ kernels: arena.kernels, seed: 1 }, config, data, density),
        widths = [data.features, ...config.hidden, data.outputs].join("-");
      // Forward and weight gradient at every layer, and the error passed down above the first.
      const [first = 0, ...others] = pair.weightCounts;
      const flops = 2 * config.batchSize * (2 * first + 3 * others.reduce((sum, count) => sum + count, 0));
      try {
        yield {
          name: `${widths}, ${nameOf(density)}`,
          density,
          flops,
          kernel: pair.stepWasm,
          baseline: pair.stepPlain,
        };
      } finally {
        pair.dispose();
      }
    }
  },
};
