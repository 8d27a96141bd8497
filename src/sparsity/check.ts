import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";

/** Row pointers are 32-bit, so this is the largest dimension and the largest number of connections. */
export const INDEX_LIMIT = 0x7fffffff;

/** ⌊share · count⌋ for a product whose own rounding is no reason to lose one: 0.29 of 100 is 29. */
export const portionOf = (count: number, share: number): number => Math.floor(share * count + 1e-6);

/** @throws {ArgumentError} unless `value` is from 0 to 1 */
export function expectFraction(operation: string, name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new ArgumentError(operation, name, value, "a number from 0 to 1");
}

/**
 * @returns the number of cells
 * @throws {ArgumentError} unless both are integers from 0 to 2^31 − 1 with at most 2^53 cells between them
 */
export function expectDimensions(operation: string, rows: number, columns: number): number {
  expectInteger(operation, "rows", rows, 0, INDEX_LIMIT);
  expectInteger(operation, "columns", columns, 0, INDEX_LIMIT);
  if (rows * columns > 2 ** 53) throw new ArgumentError(operation, "rows · columns", rows * columns, "at most 2^53");
  return rows * columns;
}
