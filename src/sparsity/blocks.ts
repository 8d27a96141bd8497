import { expectInteger } from "../ops/check.js";
import { type Pattern, validatePattern } from "../tensor/pattern.js";
import { expectDimensions, INDEX_LIMIT } from "./check.js";

/** Size of the block that a connection between groups stands for. */
export interface BlockSize {
  /** Rows of a group, 1 or more. */
  readonly rows: number;
  /** Columns of a group, 1 or more. */
  readonly columns: number;
}

/**
 * Connections between groups of neighbours, every connection (i, j) a full block of block.rows × block.columns: the
 * Kronecker product with a block of ones. It has exactly connections · block.rows · block.columns connections. So a
 * pattern drawn for pairs, as ON/OFF units are, keeps them together: blocks of 2 × 2, or of 2 × 1 where only rows pair up.
 * @returns [pattern.rows · block.rows, pattern.columns · block.columns]
 * @throws {ArgumentError} unless block sizes are positive integers, dimensions and connections then at most 2^31 − 1
 * @throws {ShapeError} {@link ArgumentError} as validatePattern does
 */
export function blockPattern(pattern: Pattern, block: BlockSize): Pattern {
  validatePattern("blockPattern", pattern);
  expectInteger("blockPattern", "block.rows", block.rows, 1, INDEX_LIMIT);
  expectInteger("blockPattern", "block.columns", block.columns, 1, INDEX_LIMIT);
  const rows = pattern.rows * block.rows,
    columns = pattern.columns * block.columns,
    count = pattern.columnIndices.length * block.rows * block.columns;
  expectDimensions("blockPattern", rows, columns);
  expectInteger("blockPattern", "number of connections", count, 0, INDEX_LIMIT);
  const rowPointers = new Int32Array(rows + 1),
    columnIndices = new Int32Array(count);
  for (let row = 0, p = 0; row < rows; row++) {
    const group = Math.floor(row / block.rows);
    for (let q = pattern.rowPointers[group]!; q < pattern.rowPointers[group + 1]!; q++)
      for (let c = 0; c < block.columns; c++) columnIndices[p++] = pattern.columnIndices[q]! * block.columns + c;
    rowPointers[row + 1] = p;
  }
  return { rows, columns, rowPointers, columnIndices };
}

/** Whether a valid pattern is made of full blocks of this size, as those of blockPattern are. One pass over it. */
export function hasBlocks({ rows, columns, rowPointers, columnIndices }: Pattern, block: BlockSize): boolean {
  if (rows % block.rows !== 0 || columns % block.columns !== 0) return false;
  for (let row = 0; row < rows; row++) {
    const top = row - (row % block.rows),
      above = rowPointers[top]!,
      begin = rowPointers[row]!,
      length = rowPointers[row + 1]! - begin;
    if (length !== rowPointers[top + 1]! - above || length % block.columns !== 0) return false;
    for (let k = 0; k < length; k++) {
      const column = columnIndices[begin + k]!,
        left = columnIndices[begin + k - (k % block.columns)]!;
      if (column !== columnIndices[above + k] || left % block.columns !== 0 || column !== left + (k % block.columns))
        return false;
    }
  }
  return true;
}
