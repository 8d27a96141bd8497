import * as fc from "fast-check";
import { type Graph, graphFromEdges } from "../../src/metrics/index.js";

export interface GraphCase {
  readonly graph: Graph;
  readonly nodes: number;
  readonly directed: boolean;
  /** W as rows. */
  readonly matrix: number[][];
}

/** Simple graphs of both kinds, from none to many nodes, often in several parts, with isolated nodes. */
export function graphs({
  most = 12,
  directed,
  weights = fc.double({ min: 0.01, max: 8, noNaN: true }),
}: {
  readonly most?: number;
  readonly directed?: boolean;
  readonly weights?: fc.Arbitrary<number>;
} = {}): fc.Arbitrary<GraphCase> {
  const kind = directed === undefined ? fc.boolean() : fc.constant(directed);
  return fc.tuple(fc.integer({ min: 0, max: most }), kind).chain(([nodes, directed]) => {
    const node = fc.integer({ min: 0, max: Math.max(0, nodes - 1) }),
      edge = fc.tuple(node, node, weights).filter(([a, b]) => a !== b),
      edges = nodes < 2 ? fc.constant([]) : fc.array(edge, { maxLength: Math.min(3 * nodes, nodes ** 2), size: "max" });
    return edges.map((list) => caseOf(graphFromEdges(list, { nodes, directed, duplicates: "first" })));
  });
}

export function caseOf(graph: Graph): GraphCase {
  const { nodes, directed } = graph,
    dense = graph.toDense(),
    matrix = Array.from({ length: nodes }, (_, i) => [...dense.subarray(i * nodes, (i + 1) * nodes)]);
  return { graph, nodes, directed, matrix };
}

/** A graph with a label from 0 to 3 for every node. */
export const partitioned = (options: Parameters<typeof graphs>[0] = {}) =>
  graphs(options).chain((given) =>
    fc.tuple(
      fc.constant(given),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: given.nodes, maxLength: given.nodes }),
    ),
  );

/** An order of the numbers 0 … n − 1. */
export const orders = (n: number): fc.Arbitrary<number[]> => {
  const all = Array.from({ length: n }, (_, i) => i);
  return fc.shuffledSubarray(all, { minLength: n, maxLength: n });
};
