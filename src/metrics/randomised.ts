import { Random } from "../random.js";
import { type SwapOptions, swapped } from "./edge-swaps.js";
import type { Graph } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";

/**
 * A random graph of the same degrees (Maslov & Sneppen): `swapsPerEdge` times the number of edges, two edges drawn at random
 * exchange their ends, a → b and c → d becoming a → d and c → b unless that makes a self-loop or an edge twice. Every node
 * keeps its degree, in a directed graph its in-degree and its out-degree. Weights travel with their edge's source, so a
 * directed graph keeps its out-strengths; strengths are not kept otherwise. Self-loops are left out.
 *
 * With `connected` a swap that would split the graph is not made; of a directed graph the weak connection is kept. A swap
 * for which ten draws of two edges fail is given up: complete graphs and stars come back unchanged.
 *
 * Brain Connectivity Toolbox: `randmio_und`, `randmio_und_connected`, `randmio_dir`, `randmio_dir_connected`, with the
 * same number of swaps (they give one up after about as many draws as the mean degree). NetworkX: `random_reference` keeps connected; `double_edge_swap` counts swaps, not swaps per edge.
 * Source: Maslov & Sneppen 2002, doi:10.1126/science.1065103.
 * @throws {ArgumentError} for swapsPerEdge that is no number from 0; for `connected` and a graph that is not
 */
export function randomised(input: GraphInput, options: SwapOptions = {}): Graph {
  const { swapsPerEdge = 10, connected = false, random = new Random(0) } = options;
  return swapped("randomised", graphOf(input), { swapsPerEdge, connected, random });
}
