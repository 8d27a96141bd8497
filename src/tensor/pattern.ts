import { ArgumentError, ShapeError } from "../errors.js";
import { expectSize, plainArray, readIndices } from "./input.js";

/**
 * Structure of a sparse matrix in plain arrays, compressed by rows, as topologies make it: the columns of row i are
 * columnIndices[rowPointers[i]] … columnIndices[rowPointers[i + 1] − 1], strictly ascending.
 */
export interface Pattern {
  readonly rows: number;
  readonly columns: number;
  /** rows + 1 positions, from 0 to nnz. */
  readonly rowPointers: Int32Array;
  /** nnz columns. */
  readonly columnIndices: Int32Array;
}

/** A structure as callers may hand it over: in any arrays of numbers. */
export interface PatternLike {
  readonly rows: number;
  readonly columns: number;
  readonly rowPointers: ArrayLike<number>;
  readonly columnIndices: ArrayLike<number>;
}

/**
 * Throws unless `pattern` is a valid structure: integers only, pointers rising from 0 to nnz, the columns of each row
 * strictly ascending (so without duplicates) and inside the matrix. Nothing is allocated in WebAssembly memory.
 * @throws {ShapeError} when lengths disagree, or rows or columns is no size
 * @throws {ArgumentError} when a pointer or an index is wrong; the message names the row
 */
export function validatePattern(operation: string, pattern: PatternLike): void {
  checkedPattern(operation, pattern);
}

/**
 * The validated structure, as the very Int32Arrays that were checked: the caller's own, or copies of what is of another
 * type or lies in `live`, the memory of an arena.
 */
export function checkedPattern(operation: string, pattern: PatternLike, live?: ArrayBufferLike): Pattern {
  if (typeof pattern !== "object" || pattern === null)
    throw new ArgumentError(operation, "pattern", pattern, "an object with rows, columns, rowPointers, columnIndices");
  const { rows, columns, rowPointers: pointerArray, columnIndices: columnArray } = pattern;
  expectSize(operation, "rows", rows);
  expectSize(operation, "columns", columns);
  const pointers = readIndices(operation, "rowPointers", pointerArray, live, (i) => `rowPointers[${i}]`);
  checkPointers(operation, rows, pointers);
  const indices = readIndices(operation, "columnIndices", columnArray, live, (p) => place(pointers, p));
  if (pointers[rows] !== indices.length) {
    const detail = `rowPointers[${rows}], the end of row ${rows - 1}, is ${pointers[rows]}`;
    throw new ShapeError(operation, `${detail}, but there are ${indices.length} columnIndices`);
  }
  const checked = { rows, columns, rowPointers: pointers, columnIndices: indices };
  if (!columnsAscend(checked)) throw wrongColumn(operation, checked);
  return checked;
}

/** Whether each row's columns ascend strictly from 0 or more to below `columns`: one pass without branches, by signs. */
function columnsAscend({ rows, columns, rowPointers, columnIndices }: Pattern): boolean {
  let signs = 0;
  for (let row = 0, p = 0; row < rows; row++) {
    const end = rowPointers[row + 1]!;
    let previous = -1;
    for (; p < end; p++) {
      const column = columnIndices[p]!;
      // A negative column shows by its own sign; between two that are not, the difference cannot overflow.
      signs |= column | (column - previous - 1);
      previous = column;
    }
    signs |= columns - 1 - previous;
  }
  return signs >= 0;
}

/** The structure of the non-zero elements of a row-major matrix; NaN counts as non-zero, −0 as zero. */
export function patternOf(
  operation: string,
  rows: number,
  columns: number,
  dense: Float32Array | Uint8Array<ArrayBuffer>,
): Pattern {
  expectSize(operation, "rows", rows);
  expectSize(operation, "columns", columns);
  if (dense.length !== rows * columns)
    throw new ShapeError(operation, `${dense.length} values cannot fill [${rows},${columns}]`);
  let nnz = 0;
  for (let i = 0; i < dense.length; i++) if (dense[i] !== 0) nnz++;
  const rowPointers = plainArray(operation, Int32Array, rows + 1),
    columnIndices = plainArray(operation, Int32Array, nnz);
  for (let row = 0, p = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) if (dense[i] !== 0) columnIndices[p++] = column;
    rowPointers[row + 1] = p;
  }
  return { rows, columns, rowPointers, columnIndices };
}

function checkPointers(operation: string, rows: number, pointers: Int32Array): void {
  if (pointers.length !== rows + 1)
    throw new ShapeError(operation, `${pointers.length} rowPointers, must be rows + 1 = ${rows + 1}`);
  if (pointers[0] !== 0) throw new ArgumentError(operation, "rowPointers[0], where row 0 begins,", pointers[0], "0");
  for (let row = 0; row < rows; row++)
    if (pointers[row + 1]! < pointers[row]!) {
      const allowed = `at least ${pointers[row]}, where row ${row} begins`;
      throw new ArgumentError(operation, `rowPointers[${row + 1}]`, pointers[row + 1], allowed);
    }
}

/** The error for the first column out of place. */
function wrongColumn(operation: string, { columns, rowPointers, columnIndices }: Pattern): ArgumentError {
  const outside = (column: number) => column < 0 || column >= columns;
  let row = 0;
  const p = columnIndices.findIndex((column, at) => {
    while (rowPointers[row + 1]! <= at) row++;
    return outside(column) || (at > rowPointers[row]! && column <= columnIndices[at - 1]!);
  });
  const column = columnIndices[p]!,
    allowed = outside(column)
      ? `one of the matrix's ${columns} columns`
      : `above ${columnIndices[p - 1]}, the one before it`;
  return new ArgumentError(operation, place(rowPointers, p), column, allowed);
}

/** "columnIndices[7], in row 2,". */
function place(pointers: Int32Array, p: number): string {
  const row = pointers.findIndex((start) => start > p) - 1;
  return row < 0 ? `columnIndices[${p}], past the last row,` : `columnIndices[${p}], in row ${row},`;
}
