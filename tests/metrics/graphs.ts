import fc from "fast-check";
import type { Graph } from "../../src/metrics/graph.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";

/** A square matrix of small weights, most of them 0, and whether it is that of a directed graph. */
export const matrices = ({ signed = false, loops = true, nodes = 9 } = {}) =>
  fc
    .record({
      directed: fc.boolean(),
      n: fc.nat(nodes),
      seed: fc.array(fc.integer({ min: signed ? -3 : 0, max: 4 }), { minLength: nodes ** 2, maxLength: nodes ** 2 }),
      thin: fc.nat(3),
    })
    .map(({ directed, n, seed, thin }) => {
      const at = (i: number, j: number) =>
        (i * 7 + j * 3 + seed[j * nodes + i]!) % (thin + 1) === 0 ? seed[i * nodes + j]! / 4 : 0;
      const matrix = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => (i === j && !loops ? 0 : directed || i <= j ? at(i, j) : at(j, i))),
      );
      return { directed, matrix };
    });

/** Random graphs of up to nine nodes, directed or not, self-loops kept. */
export const graphs = (options?: Parameters<typeof matrices>[0]): fc.Arbitrary<Graph> =>
  matrices(options).map(({ directed, matrix }) => graphFromDense(matrix, { directed, selfLoops: "keep" }));
