import { Random } from "../random.js";
import { Draws } from "./draws.js";
import { EdgeSet } from "./edge-set.js";
import { expectNumber, expectRandom } from "./expect.js";
import type { Graph } from "./graph.js";
import { graphFromEdges } from "./graph-from-edges.js";
import { ringEdges } from "./ring-lattice.js";

export interface WattsStrogatzOptions {
  readonly nodes: number;
  /** Neighbours of each node in the ring lattice it starts from: even. */
  readonly degree: number;
  /** Probability p of each edge to be rewired: 0 leaves the lattice, 1 gives a random graph. */
  readonly rewiring: number;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

/**
 * The small-world graph of Watts and Strogatz: each edge i – i + step of the ring lattice, the nearest first, has its far end
 * moved with probability `rewiring` to a node drawn among those i is not joined to. The number of edges stays; the graph may
 * fall apart. NetworkX: `watts_strogatz_graph`. O(edges) unless nearly all pairs are joined.
 * @throws {ArgumentError} unless degree is even and below the number of nodes, and rewiring from 0 to 1
 * Source: Watts & Strogatz 1998, doi:10.1038/30918.
 */
export function wattsStrogatz(options: WattsStrogatzOptions): Graph {
  const { nodes, degree, random = new Random(0) } = options,
    { sources, targets } = ringEdges("wattsStrogatz", nodes, degree),
    rewiring = expectNumber("wattsStrogatz", "rewiring", options.rewiring, 0, 1),
    draws = new Draws(expectRandom("wattsStrogatz", random)),
    edges = new EdgeSet(sources.length, false),
    degrees = new Int32Array(nodes).fill(degree);
  for (let e = 0; e < sources.length; e++) edges.add(sources[e]!, targets[e]!);
  for (let e = 0; e < sources.length; e++) {
    const i = sources[e]!,
      old = targets[e]!;
    // Drawn for every edge, so that the same edges are rewired whatever happens to others.
    if (draws.uniform() >= rewiring || degrees[i] === nodes - 1) continue;
    let other = draws.integer(nodes);
    while (other === i || edges.has(i, other)) other = draws.integer(nodes);
    edges.delete(i, old);
    edges.add(i, other);
    degrees[old]!--;
    degrees[other]!++;
    targets[e] = other;
  }
  return graphFromEdges({ sources, targets }, { nodes });
}
