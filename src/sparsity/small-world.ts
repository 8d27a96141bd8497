import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import type { Random } from "../random.js";
import type { Pattern } from "../tensor/pattern.js";
import { expectDimensions, expectFraction, INDEX_LIMIT } from "./check.js";

export interface WattsStrogatzOptions {
  /** Vertices: rows and columns of the pattern. */
  readonly size: number;
  /** Lattice neighbours of a vertex, half on each side: even, less than size (0 when size is 0). */
  readonly neighbours: number;
  /** Probability p that an edge is rewired. */
  readonly rewiring: number;
}

/**
 * Small-world graph: a ring in which every vertex has an edge to its `neighbours` nearest, half on each side, then, lap
 * by lap from near to far neighbours, each edge (i, i + lap) keeps its end i and with probability p moves the other end
 * to a vertex drawn evenly from those i has no edge to (so it does move, and neither self-loops nor double edges arise;
 * a vertex joined to all others keeps its edge). Symmetric, empty diagonal, exactly size · neighbours / 2 edges, each
 * in both directions.
 * Source: Watts & Strogatz 1998, "Collective dynamics of 'small-world' networks", doi:10.1038/30918.
 * @throws {ArgumentError} on an option out of range, or more than 2^31 − 1 connections
 */
export function wattsStrogatzPattern(random: Random, options: WattsStrogatzOptions): Pattern {
  const { size, neighbours, rewiring } = options;
  expectDimensions("wattsStrogatzPattern", size, size);
  expectInteger("wattsStrogatzPattern", "neighbours", neighbours, 0, Math.max(0, size - 1));
  if (neighbours % 2 !== 0) throw new ArgumentError("wattsStrogatzPattern", "neighbours", neighbours, "even");
  expectFraction("wattsStrogatzPattern", "rewiring", rewiring);
  expectConnections("wattsStrogatzPattern", size, neighbours);
  // taken[i]: where i may not send an edge, i itself and its neighbours, ascending.
  const taken = Array.from({ length: size }, (_, i) => ringWindow(i - neighbours / 2, neighbours + 1, size));
  for (let lap = 1; lap <= neighbours / 2; lap++)
    for (let i = 0; i < size; i++) {
      const own = taken[i]!,
        free = size - own.length;
      if (!(random.uniform() < rewiring) || free === 0) continue;
      const from = (i + lap) % size,
        to = nthAbsent(own, random.integer(free));
      remove(own, from);
      remove(taken[from]!, i);
      insert(own, to);
      insert(taken[to]!, i);
    }
  for (let i = 0; i < size; i++) remove(taken[i]!, i);
  return fromLists(taken, size);
}

export interface BipartiteSmallWorldOptions {
  readonly rows: number;
  readonly columns: number;
  /** Connections of every row, from 0 to columns. */
  readonly neighbours: number;
  /** Probability p that a connection is rewired. */
  readonly rewiring: number;
}

/**
 * The small-world construction between two layers, for patterns of any shape: both layers lie evenly spaced on one
 * ring, each row connects to the `neighbours` columns nearest to it, and each of these connections moves with
 * probability p to a column drawn evenly from those the row does not connect to. Every row keeps exactly `neighbours`
 * connections; p = 0 gives local receptive fields, p = 1 nearly random ones.
 *
 * Row r of R stands at (r + ½) / R of the ring and column c of C at (c + ½) / C; the field is `neighbours` consecutive
 * columns (around the ring) starting at ⌊(r + ½) · C / R − neighbours / 2 + ½⌋. It holds the row's own place, so a
 * square pattern has its diagonal, unlike `wattsStrogatzPattern`.
 * Source: Watts & Strogatz 1998, doi:10.1038/30918, carried over to two layers.
 * @throws {ArgumentError} on an option out of range, or more than 2^31 − 1 connections
 */
export function bipartiteSmallWorldPattern(random: Random, options: BipartiteSmallWorldOptions): Pattern {
  const { rows, columns, neighbours, rewiring } = options;
  expectDimensions("bipartiteSmallWorldPattern", rows, columns);
  expectInteger("bipartiteSmallWorldPattern", "neighbours", neighbours, 0, columns);
  expectFraction("bipartiteSmallWorldPattern", "rewiring", rewiring);
  expectConnections("bipartiteSmallWorldPattern", rows, neighbours);
  const lists = Array.from({ length: rows }, (_, row) => {
    const start = Math.floor(((2 * row + 1) * columns - (neighbours - 1) * rows) / (2 * rows)),
      own = ringWindow(start, neighbours, columns);
    if (neighbours === columns) return own;
    for (let k = 0; k < neighbours; k++)
      if (random.uniform() < rewiring) {
        const to = nthAbsent(own, random.integer(columns - neighbours));
        remove(own, (((start + k) % columns) + columns) % columns);
        insert(own, to);
      }
    return own;
  });
  return fromLists(lists, columns);
}

function expectConnections(operation: string, rows: number, perRow: number): void {
  if (rows * perRow > INDEX_LIMIT)
    throw new ArgumentError(operation, "number of connections", rows * perRow, `at most ${INDEX_LIMIT}`);
}

/** `length` consecutive places of a ring of `size` from `start`, which may be negative, in ascending order. */
function ringWindow(start: number, length: number, size: number): number[] {
  if (length === 0 || size === 0) return [];
  start = ((start % size) + size) % size;
  const wrapped = Math.max(0, start + length - size);
  return Array.from({ length }, (_, k) => (k < wrapped ? k : start + k - wrapped));
}

/** The n-th (from 0) of the numbers 0, 1, 2, … that an ascending list leaves out. */
function nthAbsent(ascending: readonly number[], n: number): number {
  let low = 0,
    high = ascending.length;
  // ascending[k] − k numbers below ascending[k] are left out; find how many entries precede the answer.
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! - middle <= n) low = middle + 1;
    else high = middle;
  }
  return n + low;
}

function lowerBound(ascending: readonly number[], value: number): number {
  let low = 0,
    high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insert(ascending: number[], value: number): void {
  ascending.splice(lowerBound(ascending, value), 0, value);
}

function remove(ascending: number[], value: number): void {
  ascending.splice(lowerBound(ascending, value), 1);
}

function fromLists(lists: readonly (readonly number[])[], columns: number): Pattern {
  const rows = lists.length,
    rowPointers = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) rowPointers[row + 1] = rowPointers[row]! + lists[row]!.length;
  const columnIndices = new Int32Array(rowPointers[rows]!);
  for (let row = 0; row < rows; row++) columnIndices.set(lists[row]!, rowPointers[row]);
  return { rows, columns, rowPointers, columnIndices };
}
