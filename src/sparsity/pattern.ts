import { ShapeError } from "../errors.js";
import { type Pattern, validatePattern } from "../tensor/pattern.js";
import { expectDimensions, INDEX_LIMIT } from "./check.js";

/**
 * The pattern of a dense row-major matrix: every element other than 0 is a connection (NaN too).
 * @param dense rows · columns numbers, a tensor's `data` included
 * @throws {ArgumentError} on an impossible dimension    @throws {ShapeError} when the length is not rows · columns
 */
export function patternFromDense(rows: number, columns: number, dense: ArrayLike<number>): Pattern {
  const cells = expectDimensions("patternFromDense", rows, columns);
  if (dense.length !== cells)
    throw new ShapeError("patternFromDense", `${dense.length} values are not a [${rows},${columns}] matrix`);
  const rowPointers = new Int32Array(rows + 1);
  let count = 0;
  for (let cell = 0; cell < cells; cell++) if (dense[cell] !== 0) count++;
  const columnIndices = new Int32Array(count);
  count = 0;
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) if (dense[cell] !== 0) columnIndices[count++] = column;
    rowPointers[row + 1] = count;
  }
  return { rows, columns, rowPointers, columnIndices };
}

/**
 * The 0/1 mask of a pattern, dense and row-major, rows · columns bytes.
 * @throws {ShapeError} {@link ArgumentError} as validatePattern does, or when its mask would not fit one array of 2^31 − 1 bytes
 */
export function patternToDense(pattern: Pattern): Uint8Array<ArrayBuffer> {
  validatePattern("patternToDense", pattern);
  const { rows, columns, rowPointers, columnIndices } = pattern;
  if (rows * columns > INDEX_LIMIT)
    throw new ShapeError("patternToDense", `[${rows},${columns}] has more than ${INDEX_LIMIT} cells`);
  const dense = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let k = rowPointers[row]!; k < rowPointers[row + 1]!; k++) dense[row * columns + columnIndices[k]!] = 1;
  return dense;
}

/**
 * The same connections seen from the inputs: row c of the result lists the rows that connect to column c, ascending.
 * O(rows + columns + connections).    @throws {ShapeError} {@link ArgumentError} as validatePattern does
 */
export function transposePattern(pattern: Pattern): Pattern {
  validatePattern("transposePattern", pattern);
  const { rows, columns, rowPointers, columnIndices } = pattern;
  const pointers = new Int32Array(columns + 1),
    indices = new Int32Array(columnIndices.length);
  for (const column of columnIndices) pointers[column + 1]!++;
  for (let column = 0; column < columns; column++) pointers[column + 1]! += pointers[column]!;
  const next = pointers.slice(0, columns);
  // Rows are visited in order, so each list of the result comes out ascending.
  for (let row = 0; row < rows; row++)
    for (let k = rowPointers[row]!; k < rowPointers[row + 1]!; k++) indices[next[columnIndices[k]!]!++] = row;
  return { rows: columns, columns: rows, rowPointers: pointers, columnIndices: indices };
}

/** Connections per cell, nnz / (rows · columns); 0 when there are no cells. */
export function density(pattern: Pattern): number {
  const cells = pattern.rows * pattern.columns;
  return cells === 0 ? 0 : pattern.columnIndices.length / cells;
}
