import { adamStep } from "../src/ops/optimizer.js";
import { Tensor } from "../src/tensor/tensor.js";
import { adam } from "./baseline/optimizer.js";
import { weights } from "./shapes.js";
import type { Suite } from "./suite.js";
import { values } from "./values.js";

/** A step of Adam over the weights of one layer. `gflops` counts ten operations a weight. */
export const optimizer: Suite = {
  name: "optimizer",
  *cases(arena) {
    const start = values("weights", weights),
      slopes = values("slopes", weights),
      [weight, gradient, mean, variance] = [start, slopes, slopes.map(() => 0), slopes.map(() => 0)].map((array) =>
        Tensor.from(arena, [weights], array),
      ) as [Tensor, Tensor, Tensor, Tensor];
    const plain = { weight: start.slice(), mean: new Float32Array(weights), variance: new Float32Array(weights) };
    const options = { rate: 1e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, correction1: 0.5, correction2: 0.1 };
    yield {
      name: `adam [${weights}]`,
      density: null,
      flops: 10 * weights,
      kernel: () => adamStep(weight, gradient, mean, variance, options),
      baseline: () => adam(plain.weight, slopes, plain.mean, plain.variance, options),
    };
  },
};
