import type { Graph } from "neurite/metrics";

/** A graph's matrix, small enough to be drawn. */
export interface Picture {
  /** Rows and columns: the nodes', at most `finest`. */
  readonly size: number;
  /** Mean weight of each square of nodes. */
  readonly values: Float32Array<ArrayBuffer>;
  /** The value that 98 % of those do not pass that are not 0: a few heavy edges would leave all others pale. */
  readonly high: number;
}

/** Of more nodes, several share a row. */
export const finest = 512;

/** The matrix with its nodes in this order; O(nodes + edges + size²). */
export function pictureOf(graph: Graph, order: ArrayLike<number>): Picture {
  const { nodes } = graph,
    size = Math.min(nodes, finest),
    place = new Int32Array(nodes),
    counts = new Int32Array(size),
    values = new Float32Array(size * size);
  for (let k = 0; k < nodes; k++) {
    place[order[k]!] = rowOf(k, nodes);
    counts[rowOf(k, nodes)]!++;
  }
  const { sources, targets, weights } = graph.toEdges();
  for (let e = 0; e < sources.length; e++) {
    const [i, j] = [place[sources[e]!]!, place[targets[e]!]!];
    values[i * size + j]! += weights[e]!;
    if (!graph.directed && sources[e] !== targets[e]) values[j * size + i]! += weights[e]!;
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) values[i * size + j]! /= counts[i]! * counts[j]!;
  return { size, values, high: highMark(values) };
}

/** The row of the k-th node. */
export function rowOf(k: number, nodes: number): number {
  return nodes <= finest ? k : Math.floor((k * finest) / nodes);
}

function highMark(values: Float32Array): number {
  const present = values.filter((value) => value > 0).sort();
  return present[Math.ceil(0.98 * (present.length - 1))] ?? 1;
}
