import { expect } from "vitest";
import type { Pattern } from "../../src/tensor/pattern.js";

/** Everything a pattern promises: pointers from 0 to nnz, rising; columns in range, strictly ascending within a row. */
export function expectSound(pattern: Pattern, rows: number, columns: number, count: number): void {
  expect(pattern.rows).toBe(rows);
  expect(pattern.columns).toBe(columns);
  expect(pattern.rowPointers).toBeInstanceOf(Int32Array);
  expect(pattern.columnIndices).toBeInstanceOf(Int32Array);
  expect(pattern.rowPointers.length).toBe(rows + 1);
  expect(pattern.columnIndices.length).toBe(count);
  expect(firstFault(pattern)).toBe("none");
}

function firstFault({ rows, columns, rowPointers, columnIndices }: Pattern): string {
  if (rowPointers[0] !== 0 || rowPointers[rows] !== columnIndices.length) return "pointer ends";
  for (let row = 0; row < rows; row++) {
    const [begin, end] = [rowPointers[row]!, rowPointers[row + 1]!];
    if (begin > end) return `row ${row}: falling pointer`;
    for (let k = begin; k < end; k++) {
      if (columnIndices[k]! < 0 || columnIndices[k]! >= columns) return `row ${row}: column out of range`;
      if (k > begin && columnIndices[k]! <= columnIndices[k - 1]!) return `row ${row}: unsorted or repeated`;
    }
  }
  return "none";
}

/** The columns of every row. */
export function rowsOf(pattern: Pattern): number[][] {
  return Array.from({ length: pattern.rows }, (_, row) => [
    ...pattern.columnIndices.subarray(pattern.rowPointers[row], pattern.rowPointers[row + 1]),
  ]);
}

/**
 * 32-bit FNV-1a over the bytes of both index arrays, little-endian, pointers first. The hashes in the tests were
 * computed by a second implementation, plain sets and lists in Python with Philox and Fraction arithmetic of its own.
 */
export function hash(pattern: Pattern): string {
  let state = 0x811c9dc5;
  for (const array of [pattern.rowPointers, pattern.columnIndices])
    for (const value of array)
      for (let shift = 0; shift < 32; shift += 8) state = Math.imul(state ^ ((value >>> shift) & 0xff), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}

/** χ² of observed counts against equal expectation. */
export function chiSquare(counts: ArrayLike<number>, expected: number): number {
  return Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** The value χ² exceeds with probability 0.001 (Wilson & Hilferty 1931: the cube root is nearly normal). */
export function chiSquareLimit(freedom: number): number {
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + 3.0902 * Math.sqrt(spread)) ** 3;
}
