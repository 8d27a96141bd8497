import { outgoing } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";

/**
 * Share of the possible edges that exist, self-loops left out: edges / (n(n − 1)) in a directed graph, twice that in an
 * undirected one. NaN for fewer than two nodes. Brain Connectivity Toolbox: `density_dir`, `density_und`.
 */
export function density(input: GraphInput): number {
  const { nodes, edges, selfLoops, directed } = graphOf(input);
  return ((edges - selfLoops) * (directed ? 1 : 2)) / (nodes * (nodes - 1));
}

/**
 * Share of a directed graph's edges whose reverse edge exists too, self-loops left out. 1 for an undirected graph, NaN for
 * one without edges. NetworkX: `overall_reciprocity`.
 */
export function reciprocity(input: GraphInput): number {
  const graph = graphOf(input),
    { pointers, targets } = outgoing(graph),
    // Row i's targets are asked in ascending order of i, so each row's own place only ever moves on.
    next = pointers.slice(0, graph.nodes);
  let both = 0;
  for (let i = 0; i < graph.nodes; i++)
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
      const j = targets[p]!;
      if (j === i) continue;
      while (next[j]! < pointers[j + 1]! && targets[next[j]!]! < i) next[j]!++;
      if (next[j]! < pointers[j + 1]! && targets[next[j]!] === i) both++;
    }
  return both / (pointers[graph.nodes]! - graph.selfLoops);
}
