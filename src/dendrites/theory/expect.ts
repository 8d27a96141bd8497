import { ArgumentError } from "../../errors.js";

/** @throws {ArgumentError} unless the value is an integer from `least` to `most` */
export function expectCount(
  call: string,
  name: string,
  value: number,
  least = 0,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const top = most === Number.MAX_SAFE_INTEGER ? "2^53 − 1" : most;
  throw new ArgumentError(call, name, value, `an integer from ${least} to ${top}`);
}

/** Most cells of a part: formulas have a factor for each. */
export const mostOfPart: number = 2 ** 26;

/**
 * Counts of cells out of a population, of at least one cell.
 * @throws {ArgumentError} unless each is from 0 to the population, and to 2^26
 */
export function expectPart(call: string, cells: number, parts: Readonly<Record<string, number>>): void {
  expectCount(call, "cells", cells, 1);
  for (const [name, value] of Object.entries(parts)) expectCount(call, name, value, 0, Math.min(cells, mostOfPart));
}

/** @throws {ArgumentError} unless the value is a number from 0 to 1 */
export function expectProbability(call: string, name: string, value: number): void {
  if (!(typeof value === "number" && value >= 0 && value <= 1))
    throw new ArgumentError(call, name, value, "a number from 0 to 1");
}
