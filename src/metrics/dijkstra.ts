import type { Adjacency } from "./graph.js";

/**
 * Shortest paths along edges of positive length, by Dijkstra's algorithm with a binary heap whose nodes rise when a shorter
 * way to them is found: O((n + edges) log n) a source, memory O(n), nothing allocated between sources.
 * Source: Dijkstra 1959, "A note on two problems in connexion with graphs", doi:10.1007/BF01386390.
 */
export class Dijkstra {
  readonly #adjacency: Adjacency;
  readonly #heap: Int32Array;
  /** Where a node stands in the heap; −1 for one that is not in it. */
  readonly #place: Int32Array;
  #size = 0;

  /** @param adjacency its weights are the lengths */
  constructor(adjacency: Adjacency) {
    const nodes = adjacency.pointers.length - 1;
    this.#adjacency = adjacency;
    this.#heap = new Int32Array(nodes);
    this.#place = new Int32Array(nodes).fill(-1);
  }

  /** Writes the distance of every node from the source, ∞ where there is no way. */
  from(source: number, distance: Float64Array): void {
    const { pointers, targets, weights } = this.#adjacency;
    distance.fill(Number.POSITIVE_INFINITY);
    distance[source] = 0;
    this.#size = 1;
    this.#settle(0, source);
    while (this.#size > 0) {
      const u = this.#pop(distance),
        way = distance[u]!;
      for (let p = pointers[u]!, end = pointers[u + 1]!; p < end; p++) {
        const v = targets[p]!,
          length = way + weights[p]!;
        if (length >= distance[v]!) continue;
        distance[v] = length;
        if (this.#place[v]! < 0) this.#place[v] = this.#size++;
        this.#rise(v, distance);
      }
    }
  }

  #settle(at: number, node: number): void {
    this.#heap[at] = node;
    this.#place[node] = at;
  }

  #rise(node: number, distance: Float64Array): void {
    const heap = this.#heap,
      key = distance[node]!;
    let at = this.#place[node]!;
    while (at > 0) {
      const above = (at - 1) >> 1,
        other = heap[above]!;
      if (distance[other]! <= key) break;
      this.#settle(at, other);
      at = above;
    }
    this.#settle(at, node);
  }

  #pop(distance: Float64Array): number {
    const heap = this.#heap,
      top = heap[0]!,
      size = --this.#size,
      node = heap[size]!,
      key = distance[node]!;
    this.#place[top] = -1;
    if (size === 0) return top;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && distance[heap[below + 1]!]! < distance[heap[below]!]!) below++;
      if (distance[heap[below]!]! >= key) break;
      this.#settle(at, heap[below]!);
      at = below;
    }
    this.#settle(at, node);
    return top;
  }
}
