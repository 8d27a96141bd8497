import { ArgumentError } from "../errors.js";
import { expectInteger } from "./expect.js";
import type { Graph } from "./graph.js";
import { graphFromEdges } from "./graph-from-edges.js";

/** Nodes of a ring, each joined to the degree / 2 nearest on either side: by distance, then round the ring. */
export function ringEdges(call: string, nodes: number, degree: number): { sources: Int32Array; targets: Int32Array } {
  expectInteger(call, "nodes", nodes, 1, 2 ** 30);
  if (!Number.isInteger(degree) || degree < 0 || degree >= nodes || degree % 2 !== 0)
    throw new ArgumentError(call, "degree", degree, `an even integer from 0 to ${nodes - 1}`);
  const sources = new Int32Array((nodes * degree) / 2),
    targets = new Int32Array(sources.length);
  let e = 0;
  for (let step = 1; step <= degree / 2; step++)
    for (let i = 0; i < nodes; i++) {
      sources[e] = i;
      targets[e++] = (i + step) % nodes;
    }
  return { sources, targets };
}

/**
 * The ring lattice: n nodes in a ring, each joined to the degree / 2 nearest on either side. While degree ≤ 2n/3 its
 * clustering is C = 3(k − 2) / 4(k − 1). O(edges).
 * @throws {ArgumentError} unless degree is even, and below the number of nodes
 * Source: Watts & Strogatz 1998, doi:10.1038/30918.
 */
export function ringLattice(options: { readonly nodes: number; readonly degree: number }): Graph {
  const { nodes, degree } = options;
  return graphFromEdges(ringEdges("ringLattice", nodes, degree), { nodes });
}
