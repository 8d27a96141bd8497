import type { Adjacency } from "./graph.js";

export type Rows = Pick<Adjacency, "pointers" | "targets">;

/** What breadth-first searches from all nodes find, in whole numbers. */
export interface Hops {
  /** counts[d]: ordered pairs of nodes d > 0 hops apart, each weighing the product of its nodes' multiplicities. */
  readonly counts: readonly number[];
  /** Hops to the farthest node that can be reached from each node. */
  readonly farthest: Int32Array;
  /** 1 for a node from which every node can be reached. */
  readonly complete: Uint8Array;
}

/**
 * Breadth-first searches from all nodes, 32 at a time: bit k of a node's word says whether the search from source k has
 * come there, so that one walk over the edges advances 32 searches. A small frontier pushes its bits along its edges; for a
 * large one, nodes that miss bits pull them, and stop once they have all. No memory beyond O(n), time O(n · edges / 32).
 * Source: Then et al. 2014, "The more the merrier: efficient multi-source graph traversal", doi:10.14778/2735496.2735507;
 * Beamer, Asanović & Patterson 2012, "Direction-optimizing breadth-first search", doi:10.1109/SC.2012.50.
 * @param out the edges by their sources    @param into the same by their targets
 * @param multiplicity 1 or 2 for each node; 1 for all when left out
 */
export function hops(out: Rows, into: Rows, multiplicity?: Uint8Array): Hops {
  const nodes = out.pointers.length - 1,
    { pointers, targets } = out,
    counts = [0],
    farthest = new Int32Array(nodes),
    complete = new Uint8Array(nodes),
    seen = new Int32Array(nodes);
  let current = new Int32Array(nodes),
    next = new Int32Array(nodes),
    frontier = new Int32Array(nodes),
    reached = new Int32Array(nodes);
  for (let base = 0; base < nodes; base += 32) {
    const width = Math.min(32, nodes - base),
      full = width === 32 ? -1 : 2 ** width - 1;
    let length = width,
      edges = 0,
      missed = width * (nodes - 1),
      twice = 0;
    seen.fill(0);
    for (let k = 0; k < width; k++) {
      const source = base + k;
      seen[source] = current[source] = 1 << k;
      frontier[k] = source;
      edges += pointers[source + 1]! - pointers[source]!;
      if (multiplicity && multiplicity[source] === 2) twice |= 1 << k;
    }
    for (let level = 1; length > 0 && missed > 0; level++) {
      const sparse = edges < targets.length / 4,
        found = sparse
          ? push(out, frontier, length, current, seen, next, reached)
          : pull(into, full, current, seen, next, reached);
      for (let k = 0; k < length; k++) current[frontier[k]!] = 0;
      let count = 0,
        any = 0;
      edges = 0;
      for (let k = 0; k < found; k++) {
        const v = reached[k]!,
          fresh = next[v]!,
          sources = bitCount(fresh);
        seen[v] = seen[v]! | fresh;
        any |= fresh;
        missed -= sources;
        count += multiplicity ? multiplicity[v]! * (sources + bitCount(fresh & twice)) : sources;
        edges += pointers[v + 1]! - pointers[v]!;
      }
      if (found > 0) counts[level] = (counts[level] ?? 0) + count;
      for (let k = 0; k < width; k++) if ((any >>> k) & 1) farthest[base + k] = level;
      [current, next] = [next, current];
      [frontier, reached] = [reached, frontier];
      length = found;
    }
    for (let k = 0; k < length; k++) current[frontier[k]!] = 0;
    let all = full;
    for (let v = 0; v < nodes; v++) all &= seen[v]!;
    for (let k = 0; k < width; k++) complete[base + k] = (all >>> k) & 1;
  }
  return { counts, farthest, complete };
}

/** Sends the frontier's bits along its edges; gives the number of nodes that got bits they had not seen. */
function push(
  { pointers, targets }: Rows,
  frontier: Int32Array,
  length: number,
  current: Int32Array,
  seen: Int32Array,
  next: Int32Array,
  reached: Int32Array,
): number {
  let found = 0;
  for (let k = 0; k < length; k++) {
    const u = frontier[k]!,
      word = current[u]!;
    for (let p = pointers[u]!, end = pointers[u + 1]!; p < end; p++) {
      const v = targets[p]!,
        fresh = word & ~seen[v]!;
      if (fresh === 0) continue;
      if (next[v] === 0) reached[found++] = v;
      next[v] = next[v]! | fresh;
    }
  }
  return found;
}

/** The same, asked for by the nodes that miss bits. */
function pull(
  { pointers, targets }: Rows,
  full: number,
  current: Int32Array,
  seen: Int32Array,
  next: Int32Array,
  reached: Int32Array,
): number {
  let found = 0;
  for (let v = 0; v < seen.length; v++) {
    const missing = full & ~seen[v]!;
    if (missing === 0) continue;
    let word = 0;
    for (let p = pointers[v]!, end = pointers[v + 1]!; p < end && (word & missing) !== missing; p++)
      word |= current[targets[p]!]!;
    if ((word & missing) === 0) continue;
    next[v] = word & missing;
    reached[found++] = v;
  }
  return found;
}

function bitCount(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** One plain breadth-first search: hops from the source, ∞ where it does not come. */
export function hopsFrom({ pointers, targets }: Rows, source: number, distance: Float64Array, queue: Int32Array): void {
  distance.fill(Number.POSITIVE_INFINITY);
  distance[source] = 0;
  queue[0] = source;
  for (let head = 0, end = 1; head < end; head++) {
    const u = queue[head]!,
      hop = distance[u]! + 1;
    for (let p = pointers[u]!; p < pointers[u + 1]!; p++) {
      const v = targets[p]!;
      if (distance[v]! !== Number.POSITIVE_INFINITY) continue;
      distance[v] = hop;
      queue[end++] = v;
    }
  }
}
