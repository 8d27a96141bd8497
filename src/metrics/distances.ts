import { Dijkstra } from "./dijkstra.js";
import { expectInteger, expectOneOf } from "./expect.js";
import { type Graph, outgoing } from "./graph.js";
import { type GraphInput, graphOf, unsignedGraphOf } from "./graph-input.js";
import { hopsFrom } from "./hops.js";

/**
 * How long an edge is: 1 (`"hop"`), its weight (`"weight"`), or 1/weight (`"inverse"`), for weights that say how strongly
 * two nodes are connected.
 */
export type EdgeLength = "hop" | "weight" | "inverse";

export interface DistanceOptions {
  /** `"hop"` by default, whatever the weights are. */
  readonly length?: EdgeLength;
}

/**
 * The graph whose weights are the lengths of the edges, or undefined where every edge counts as one hop.
 * @throws {ArgumentError} for an unknown kind of length, negative weights where they matter, or a length that overflows
 */
export function lengthsOf(call: string, input: GraphInput, length: EdgeLength): Graph | undefined {
  expectOneOf(call, "length", length, ["hop", "weight", "inverse"]);
  if (length === "hop") return undefined;
  const graph = unsignedGraphOf(call, input);
  if (!graph.weighted) return undefined;
  return length === "weight" ? graph : graph.mapWeights((weight) => 1 / weight);
}

/** A search from one node at a time that writes the distances of all. */
export function searchOf(graph: Graph, lengths: Graph | undefined): (source: number, distance: Float64Array) => void {
  if (lengths) {
    const dijkstra = new Dijkstra(outgoing(lengths));
    return (source, distance) => dijkstra.from(source, distance);
  }
  const rows = outgoing(graph),
    queue = new Int32Array(graph.nodes);
  return (source, distance) => hopsFrom(rows, source, distance, queue);
}

/**
 * Distance of every node from one, along edges in their direction: the length of the shortest way, 0 to itself, ∞ where
 * there is none. Breadth-first search for hops, else Dijkstra's algorithm. O(n + edges), or O((n + edges) log n).
 * NetworkX: `single_source_shortest_path_length`, which leaves out what cannot be reached.
 * @throws {ArgumentError} unless source is a node; for negative weights where the lengths come from them
 */
export function distancesFrom(input: GraphInput, source: number, options: DistanceOptions = {}): Float64Array {
  const graph = graphOf(input),
    lengths = lengthsOf("distancesFrom", graph, options.length ?? "hop"),
    distance = new Float64Array(graph.nodes);
  expectInteger("distancesFrom", "source", source, 0, graph.nodes - 1);
  searchOf(graph, lengths)(source, distance);
  return distance;
}

/**
 * Distances between all nodes, n × n, row-major: entry [i][j] is the length of the shortest way i → j, ∞ where there is
 * none; the diagonal is 0. Memory O(n²): the measures of `paths` do without it.
 * Brain Connectivity Toolbox: `distance_bin`; `distance_wei`, which takes lengths, as `"weight"` does here (a matrix of
 * strengths given to it by mistake makes weak connections short).
 * @throws {ArgumentError} for negative weights where the lengths come from them
 */
export function distances(input: GraphInput, options: DistanceOptions = {}): Float64Array {
  const graph = graphOf(input),
    search = searchOf(graph, lengthsOf("distances", graph, options.length ?? "hop")),
    matrix = new Float64Array(graph.nodes ** 2);
  for (let i = 0; i < graph.nodes; i++) search(i, matrix.subarray(i * graph.nodes, (i + 1) * graph.nodes));
  return matrix;
}
