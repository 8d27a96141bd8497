import { squaredDistances, tsneAffinities, tsneSymmetrise } from "../src/ops/affinities.js";
import { fill } from "../src/ops/elementwise.js";
import { sum } from "../src/ops/reduce.js";
import { tsneForces, tsneStep } from "../src/ops/tsne.js";
import { Tensor } from "../src/tensor/tensor.js";
import { tsneGradient } from "./baseline/tsne.js";
import type { Suite } from "./suite.js";
import { values } from "./values.js";

/**
 * One iteration of exact t-SNE: the gradient over all pairs and, in the kernels' form, the step it leads to.
 * `gflops` counts 20 operations for each ordered pair, the division among them.
 */
export const tsne: Suite = {
  name: "tsne",
  *cases(arena) {
    const n = 2000,
      features = 50,
      points = Tensor.from(arena, [n, features], values("tsne points", n * features)),
      p = squaredDistances(points, new Tensor(arena, [n, n])),
      map = Tensor.from(
        arena,
        [2, n],
        values("tsne map", 2 * n).map((value) => 20 * value),
      );
    tsneSymmetrise(tsneAffinities(p, 30, p));
    const like = () => new Tensor(arena, [2, n]),
      [attraction, repulsion, velocity, gains] = [like(), like(), like(), fill(like(), 1)],
      z = new Tensor(arena, [n]);
    const plainP = p.data.slice(),
      [plainX, plainY] = [0, 1].map((axis) => Float64Array.from(map.data.subarray(axis * n, axis * n + n))),
      [plainGradient, plainRepulsion] = [new Float64Array(2 * n), new Float64Array(2 * n)];
    yield {
      name: `gradient, ${n} points`,
      density: null,
      flops: 20 * n * n,
      kernel() {
        tsneForces(p, map, attraction, repulsion, z);
        const how = { rate: 1e-3, momentum: 0.8, exaggeration: 1, normaliser: sum(z) };
        tsneStep(attraction, repulsion, how, velocity, gains, map);
      },
      baseline() {
        tsneGradient(plainP, plainX!, plainY!, plainGradient, plainRepulsion);
      },
    };
  },
};
