import { degrees } from "../../metrics/degrees.js";
import type { Graph } from "../../metrics/graph.js";

/** Nodes by community, those of many edges first in each, and where each community begins among them. */
export function communityOrder(graph: Graph, communities: Int32Array): { order: Int32Array; begins: number[] } {
  const degree = degrees(graph),
    order = Int32Array.from(communities.keys()).sort(
      (a, b) => communities[a]! - communities[b]! || degree[b]! - degree[a]! || a - b,
    ),
    begins = [...order.keys()].filter((k) => k === 0 || communities[order[k]!] !== communities[order[k - 1]!]);
  return { order, begins };
}
