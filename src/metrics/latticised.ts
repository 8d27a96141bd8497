import { Random } from "../random.js";
import { Draws } from "./draws.js";
import { type SwapOptions, swapped } from "./edge-swaps.js";
import { expectOneOf } from "./expect.js";
import type { Graph } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";
import { Ring } from "./ring.js";

export interface LatticeOptions extends SwapOptions {
  /** The order of nodes round the ring: a random one (`"random"`, the default) or that of their numbers. */
  readonly order?: "random" | "number";
}

/**
 * A lattice-like graph of the same degrees: the nodes are put round a ring, and double-edge swaps are made as in `randomised`
 * but only where they bring edges no farther from the diagonal, D[a,b] + D[c,d] ≥ D[a,d] + D[c,b], D being the distance
 * round the ring, min(|i − j|, n − |i − j|). The second edge is drawn among those that end near the first, no farther from
 * its one end than its other end is: all swaps that are allowed can be found there, and in large graphs few elsewhere. All
 * else is as in `randomised`. Ten swaps an edge bring a hundred nodes near a lattice; a thousand take a hundred.
 *
 * Brain Connectivity Toolbox: `latmio_und`, `latmio_und_connected`, `latmio_dir`, `latmio_dir_connected`, which put the nodes
 * in random order, too, but draw both edges among all, and so stop farther from a lattice after as many swaps (clustering
 * 0.64 of the karate club, here 0.68; of Watts and Strogatz's 1000 nodes of degree 10, 0.11 and 0.47). NetworkX:
 * `lattice_reference` compares other pairs, D[a,c] + D[b,d], and keeps the order of numbers.
 * Source: Sporns & Zwi 2004, doi:10.1385/NI:2:2:145.
 * @throws {ArgumentError} as `randomised` does, and for an unknown order
 */
export function latticised(input: GraphInput, options: LatticeOptions = {}): Graph {
  const { swapsPerEdge = 10, connected = false, random = new Random(0), order = "random" } = options,
    graph = graphOf(input),
    nodes = Int32Array.from({ length: graph.nodes }, (_, i) => i);
  if (expectOneOf("latticised", "order", order, ["random", "number"]) === "random") new Draws(random).shuffle(nodes);
  return swapped("latticised", graph, { swapsPerEdge, connected, random }, new Ring(nodes));
}
