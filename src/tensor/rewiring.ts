import { ArgumentError, ShapeError } from "../errors.js";
import type { Pattern } from "./pattern.js";
import { type DataType, isView, type Tensor } from "./tensor.js";

/** A change of a structure that was found to fit: lists ascend, and no more entries grow than are dropped. */
export interface Rewiring {
  /** Places of the dropped entries in the old list of entries, and of the grown ones in the new list. */
  readonly removed: Int32Array;
  readonly inserted: Int32Array;
  /** Where the grown entries lie. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Whether the structure becomes another: false when all that grows had just been dropped. */
  readonly changes: boolean;
}

/**
 * Reads and checks a rewiring in O(dropped + grown + entries of the rows where some grow).
 * @throws {ShapeError} {ArgumentError} as CsrMatrix.rewire
 */
export function planRewiring(
  operation: string,
  { rows, columns, rowPointers, columnIndices }: Pattern,
  dropped: ArrayLike<number>,
  grown: ArrayLike<number>,
): Rewiring {
  const places = expectCells(operation, rows, columns),
    removed = new Int32Array(readAscending(operation, "dropped", dropped, columnIndices.length)),
    cells = readAscending(operation, "grown", grown, places),
    count = cells.length;
  if (count > removed.length)
    throw new ShapeError(operation, `${removed.length} entries dropped and ${count} grown: their number must not rise`);
  const inserted = new Int32Array(count),
    grownRows = new Int32Array(count),
    grownColumns = new Int32Array(count);
  let changes = count < removed.length;
  for (let k = 0, before = 0, row = -1, next = 0, at = 0, end = 0; k < count; k++) {
    const cell = cells[k]!;
    if (cell >= next) {
      row = rowOf(cell, columns);
      next = (row + 1) * columns;
      at = rowPointers[row]!;
      end = rowPointers[row + 1]!;
    }
    const column = cell - row * columns;
    at = firstFrom(columnIndices, at, end, column);
    while (before < removed.length && removed[before]! < at) before++;
    if (at === end || columnIndices[at] !== column) changes = true;
    else if (removed[before] !== at)
      throw new ArgumentError(operation, `grown[${k}]`, cell, `a place where no entry stays; row ${row} has one there`);
    inserted[k] = at - before + k;
    grownRows[k] = row;
    grownColumns[k] = column;
  }
  return { removed, inserted, rows: grownRows, columns: grownColumns, changes };
}

/** The part of a list of entries that a rewiring changes; what lies outside of it stays or, behind it, moves as a whole. */
export interface Span {
  readonly first: number;
  /** Its length before and after. */
  readonly before: number;
  readonly after: number;
}

/**
 * Merges the lists of a rewiring: for every place of the span, where its element stood in it, or −1 where one grows.
 * @param nnz entries before    @param sources receives them, in its first `after` elements
 */
export function mergeInto(sources: Int32Array, { removed, inserted }: Rewiring, nnz: number): Span {
  const lost = removed.length - inserted.length,
    first = Math.min(removed[0] ?? nnz, inserted[0] ?? nnz),
    end = lost > 0 ? nnz : Math.max(removed.at(-1) ?? 0, inserted.at(-1) ?? 0) + 1,
    before = Math.max(0, end - first),
    after = Math.max(0, before - lost);
  for (let i = 0, from = 0, r = 0, g = 0; i < after; i++) {
    if (inserted[g] === first + i) {
      sources[i] = -1;
      g++;
      continue;
    }
    for (; removed[r] === first + from; r++) from++;
    sources[i] = from++;
  }
  return { first, before, after };
}

/** Moves the ends of the rows by what was removed from, and grew in, the rows up to them. */
export function moveRowPointers(rowPointers: Int32Array, { removed, rows }: Rewiring): void {
  for (let row = 0, r = 0, g = 0; row < rowPointers.length - 1; row++) {
    while (r < removed.length && removed[r]! < rowPointers[row + 1]!) r++;
    while (g < rows.length && rows[g]! <= row) g++;
    rowPointers[row + 1]! += g - r;
  }
}

/**
 * The flat positions of places without an entry, given by their ranks among all such places, those of the entries
 * `dropped` included. Rows without a wanted place are passed over: O(rows + count + entries of the other rows).
 */
export function vacanciesOf(
  operation: string,
  { rows, columns, rowPointers, columnIndices }: Pattern,
  ranks: ArrayLike<number>,
  dropped: ArrayLike<number>,
): Float64Array<ArrayBuffer> {
  const places = expectCells(operation, rows, columns),
    nnz = columnIndices.length,
    leaving = readAscending(operation, "dropped", dropped, nnz),
    wanted = readAscending(operation, "ranks", ranks, places - nnz + leaving.length),
    found = new Float64Array(wanted.length);
  let k = 0,
    d = 0,
    vacant = 0; // before the row
  for (let row = 0; k < wanted.length; row++) {
    const from = rowPointers[row]!,
      to = rowPointers[row + 1]!,
      first = d;
    while (d < leaving.length && leaving[d]! < to) d++;
    const inRow = columns - (to - from) + (d - first);
    // Within a row the place of rank r stands behind as many stayers as have at most r vacancies before them.
    let stayers = 0,
      next = first,
      p = from;
    for (; k < wanted.length && wanted[k]! < vacant + inRow; k++) {
      const rank = wanted[k]! - vacant;
      for (; p < to; p++) {
        if (next < d && leaving[next] === p) next++;
        else if (columnIndices[p]! - stayers <= rank) stayers++;
        else break;
      }
      found[k] = row * columns + rank + stayers;
    }
    vacant += inRow;
  }
  return found;
}

/** What leads from one structure to another: entries to drop, and flat positions to grow at. */
export function differenceOf(from: Pattern, to: Pattern): { readonly dropped: number[]; readonly grown: number[] } {
  const dropped: number[] = [],
    grown: number[] = [];
  for (let row = 0; row < from.rows; row++) {
    let p = from.rowPointers[row]!,
      q = to.rowPointers[row]!;
    const end = from.rowPointers[row + 1]!,
      stop = to.rowPointers[row + 1]!;
    while (p < end || q < stop) {
      const left = p < end ? from.columnIndices[p]! : Infinity,
        right = q < stop ? to.columnIndices[q]! : Infinity;
      if (left < right) dropped.push(p);
      if (right < left) grown.push(row * from.columns + right);
      if (left <= right) p++;
      if (right <= left) q++;
    }
  }
  return { dropped, grown };
}

/** @throws {ShapeError} unless each holds one 4-byte element per entry in memory of its own, the matrix's, and none overlaps */
export function expectCompanions(operation: string, values: Tensor, companions: readonly Tensor<DataType>[]): void {
  if (!Array.isArray(companions)) throw new ArgumentError(operation, "companions", companions, "an array of tensors");
  const all: Tensor<DataType>[] = [values as Tensor<DataType>, ...companions],
    bytes = 4 * values.size;
  for (const [i, tensor] of companions.entries()) {
    const refuse = (detail: string) => new ShapeError(operation, `companions[${i}] ${detail}`);
    if (!Array.isArray((tensor as Partial<Tensor> | null)?.shape))
      throw new ArgumentError(operation, `companions[${i}]`, tensor, "a Tensor");
    if (tensor.dtype === "u8" || tensor.shape.length !== 1 || tensor.size !== values.size)
      throw refuse(`is ${tensor.dtype} [${tensor.shape}], must be f32 or i32 [${values.size}]`);
    if (tensor.arena.kernels.memory !== values.arena.kernels.memory)
      throw refuse("lives in another WebAssembly memory; load() once and share its kernels");
    if (isView(tensor)) throw refuse("is a view of another tensor");
    const { ptr } = tensor;
    if (all.slice(0, i + 1).some((other) => Math.abs(other.ptr - ptr) < bytes))
      throw refuse("must not overlap the values or another companion");
  }
}

/** Strictly ascending integers from 0 to below `limit`, each read once. */
function readAscending(operation: string, name: string, array: ArrayLike<number>, limit: number): Float64Array {
  if (typeof array !== "object" || array === null || !Number.isSafeInteger(array.length) || array.length < 0)
    throw new ArgumentError(operation, name, array, "an array of integers");
  if (array.length > limit) throw new ShapeError(operation, `${name} has ${array.length} elements, at most ${limit}`);
  const numbers = copyOf(operation, name, array);
  for (let i = 0, previous = -1; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (Math.floor(value) !== value || value <= previous || value >= limit)
      throw new ArgumentError(
        operation,
        `${name}[${i}]`,
        value,
        previous < 0 ? `an integer from 0 to ${limit - 1}` : `an integer above ${previous}, up to ${limit - 1}`,
      );
    previous = value;
  }
  return numbers;
}

/** Numbers in double precision. @throws {ArgumentError} for what is none */
function copyOf(operation: string, name: string, array: ArrayLike<number>): Float64Array {
  if (ArrayBuffer.isView(array) && !(array instanceof DataView)) return new Float64Array(array);
  const numbers = new Float64Array(array.length);
  for (let i = 0; i < numbers.length; i++) {
    const value: unknown = array[i];
    if (typeof value !== "number") throw new ArgumentError(operation, `${name}[${i}]`, value, "an integer");
    numbers[i] = value;
  }
  return numbers;
}

/** @returns the number of places    @throws {ArgumentError} when flat positions would not be exact numbers */
function expectCells(operation: string, rows: number, columns: number): number {
  if (rows * columns > 2 ** 53) throw new ArgumentError(operation, "rows · columns", rows * columns, "at most 2^53");
  return rows * columns;
}

/** ⌊cell / columns⌋, also where the quotient rounds up. */
function rowOf(cell: number, columns: number): number {
  const row = Math.floor(cell / columns);
  return row * columns > cell ? row - 1 : row;
}

/** The first of columnIndices[from … to) that is not below `column`, or `to`; the sooner found the nearer it is. */
function firstFrom(columnIndices: Int32Array, from: number, to: number, column: number): number {
  for (let step = 1; from + step < to; step *= 2) {
    if (columnIndices[from + step]! >= column) to = from + step;
    else from += step + 1;
  }
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (columnIndices[middle]! < column) from = middle + 1;
    else to = middle;
  }
  return from;
}
