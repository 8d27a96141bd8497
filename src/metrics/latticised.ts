import { Random } from "../random.js";
import { Draws } from "./draws.js";
import { type SwapOptions, swapped } from "./edge-swaps.js";
import { expectOneOf } from "./expect.js";
import type { Graph } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";

export interface LatticeOptions extends SwapOptions {
  /** The order of nodes round the ring: a random one (`"random"`, the default) or that of their numbers. */
  readonly order?: "random" | "number";
}

/**
 * A lattice-like graph of the same degrees: the nodes are put round a ring, and double-edge swaps are made as in `randomised`
 * but only where they bring edges no farther from the diagonal, D[a,b] + D[c,d] ≥ D[a,d] + D[c,b], D being the distance
 * round the ring, min(|i − j|, n − |i − j|). All else is as in `randomised`.
 *
 * Brain Connectivity Toolbox: `latmio_und`, `latmio_und_connected`, `latmio_dir`, `latmio_dir_connected`, which put the nodes
 * in random order, too. NetworkX: `lattice_reference` compares other pairs, D[a,c] + D[b,d], and keeps the order of numbers.
 * Source: Sporns & Zwi 2004, doi:10.1385/NI:2:2:145.
 * @throws {ArgumentError} as `randomised` does, and for an unknown order
 */
export function latticised(input: GraphInput, options: LatticeOptions = {}): Graph {
  const { swapsPerEdge = 10, connected = false, random = new Random(0), order = "random" } = options,
    graph = graphOf(input),
    nodes = graph.nodes,
    place = Int32Array.from({ length: nodes }, (_, i) => i);
  if (expectOneOf("latticised", "order", order, ["random", "number"]) === "random") new Draws(random).shuffle(place);
  const ring = (i: number, j: number) => {
    const apart = Math.abs(place[i]! - place[j]!);
    return Math.min(apart, nodes - apart);
  };
  return swapped(
    "latticised",
    graph,
    { swapsPerEdge, connected, random },
    (a, b, c, d) => ring(a, b) + ring(c, d) >= ring(a, d) + ring(c, b),
  );
}
