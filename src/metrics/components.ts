import { incoming, outgoing } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";

export interface Components {
  /** The component of every node, 0 … count − 1 in order of their lowest nodes. */
  readonly labels: Int32Array;
  readonly count: number;
  /** Nodes of each. */
  readonly sizes: Int32Array;
  /** The nodes of the largest one, ascending; of equals the first. */
  readonly largest: Int32Array;
}

/**
 * Connected components; of a directed graph the weak ones, in which edges may be walked either way. O(n + edges).
 * Brain Connectivity Toolbox: `get_components`.
 */
export function components(input: GraphInput): Components {
  const graph = graphOf(input),
    labels = new Int32Array(graph.nodes).fill(-1),
    queue = new Int32Array(graph.nodes),
    sizes: number[] = [];
  const neighbourhoods = graph.directed ? [outgoing(graph), incoming(graph)] : [outgoing(graph)];
  for (let seed = 0; seed < graph.nodes; seed++) {
    if (labels[seed] !== -1) continue;
    let end = 0;
    queue[end++] = seed;
    labels[seed] = sizes.length;
    for (let head = 0; head < end; head++)
      for (const { pointers, targets } of neighbourhoods)
        for (let p = pointers[queue[head]!]!; p < pointers[queue[head]! + 1]!; p++) {
          const j = targets[p]!;
          if (labels[j] !== -1) continue;
          labels[j] = sizes.length;
          queue[end++] = j;
        }
    sizes.push(end);
  }
  const winner = sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0)),
    largest = Int32Array.from(labels.keys()).filter((i) => labels[i] === winner);
  return { labels, count: sizes.length, sizes: Int32Array.from(sizes), largest };
}
