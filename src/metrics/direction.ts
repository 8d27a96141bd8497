import { expectOneOf } from "./expect.js";
import { type Adjacency, type Graph, incoming, outgoing } from "./graph.js";

/** Which edges of a node count in a directed graph; in an undirected one all three mean the same. */
export type Direction = "both" | "in" | "out";

/** The rows to walk for a node's edges: two of them for both directions of a directed graph. */
export function rowsOf(call: string, graph: Graph, direction: Direction): readonly Adjacency[] {
  expectOneOf(call, "direction", direction, ["both", "in", "out"]);
  if (!graph.directed || direction === "out") return [outgoing(graph)];
  return direction === "in" ? [incoming(graph)] : [outgoing(graph), incoming(graph)];
}
