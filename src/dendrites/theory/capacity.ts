import { expectOptions } from "../expect.js";
import { expectPart } from "./expect.js";
import { ScaledProduct } from "./scaled-product.js";

export interface CapacityOptions {
  /** n: bits of a pattern. */
  readonly cells: number;
  /** w: bits of it that are on. */
  readonly active: number;
}

/**
 * The decimal logarithm of the number of different patterns, C(n, w). O(min(w, n − w)).
 * @throws {ArgumentError} unless both are integers, n ≥ 1 and 0 ≤ w ≤ n
 * Source: Ahmad & Hawkins 2015, arXiv:1503.07469.
 */
export function log10Capacity(options: CapacityOptions): number {
  const { cells, active } = expectOptions("log10Capacity", options);
  expectPart("log10Capacity", cells, { active });
  return new ScaledProduct().timesBinomial(cells, active).log10;
}

/**
 * The decimal logarithm of the probability that two random patterns are the same, 1 / C(n, w). Assumes that they are
 * uniformly random and independent.
 * @throws {ArgumentError} unless both are integers, n ≥ 1 and 0 ≤ w ≤ n
 * Source: Ahmad & Hawkins 2015, arXiv:1503.07469.
 */
export function log10Equality(options: CapacityOptions): number {
  const { cells, active } = expectOptions("log10Equality", options);
  expectPart("log10Equality", cells, { active });
  return 0 - new ScaledProduct().timesBinomial(cells, active).log10;
}
