import fc from "fast-check";
import { expect } from "vitest";

/** Sizes of a segment's problem: s, a ≤ n. */
export const sizes = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((cells) =>
    fc.record({
      cells: fc.constant(cells),
      active: fc.integer({ min: 0, max: cells }),
      synapses: fc.integer({ min: 0, max: cells }),
      threshold: fc.integer({ min: 0, max: cells + 1 }),
    }),
  );

/** The relative error that the roundings of a product of `factors` ratios, and of the sum of its tail, may add up to. */
export const rounding = (factors: number): number => (8 * factors + 16) * 2 ** -53;

/** Equal up to a relative error. */
export function expectNear(actual: number, expected: number, bound: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(bound * Math.abs(expected));
}

/** A number that must be met to all of its digits: to half a unit of the last one written. */
export function expectDigits(actual: number, digits: string): void {
  const [mantissa = "", exponent = "0"] = digits.split("e"),
    decimals = mantissa.split(".")[1]?.length ?? 0,
    half = 0.5 * 10 ** (Number(exponent) - decimals);
  expect(Math.abs(actual - Number(digits)), `${actual} beside ${digits}`).toBeLessThanOrEqual(half * (1 + 1e-9));
}
