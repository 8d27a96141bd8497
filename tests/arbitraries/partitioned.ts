import fc from "fast-check";
import type { Graph } from "../../src/metrics/graph.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";

export interface Partitioned {
  readonly graph: Graph;
  /** W, row-major. */
  readonly dense: Float64Array;
  readonly labels: number[];
}

/** Random graphs of 0 … `most` nodes with a partition: un/directed, un/weighted, with self-loops, on request with signs. */
export const partitioned = ({ most = 12, signed = false }: { most?: number; signed?: boolean } = {}) =>
  fc
    .record({
      nodes: fc.integer({ min: 0, max: most }),
      directed: fc.boolean(),
      weighted: fc.boolean(),
      selfLoops: fc.constantFrom("keep" as const, "drop" as const),
      density: fc.integer({ min: 1, max: 10 }),
    })
    .chain(({ nodes, directed, weighted, selfLoops, density }) =>
      fc
        .record({
          entries: fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 12 }), fc.boolean()), {
            minLength: nodes ** 2,
            maxLength: nodes ** 2,
          }),
          labels: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: nodes, maxLength: nodes }),
        })
        .map(({ entries, labels }): Partitioned => {
          const weight = ([place, size, negative]: [number, number, boolean]) =>
            place > density ? 0 : (weighted ? size / 4 : 1) * (signed && negative ? -1 : 1);
          const rows = labels.map((_, i) =>
            labels.map((__, j) => weight(entries[directed || i < j ? i * nodes + j : j * nodes + i]!)),
          );
          const graph = graphFromDense(rows, { directed, selfLoops });
          return { graph, dense: graph.toDense(), labels };
        }),
    );
