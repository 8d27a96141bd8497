import { expm1, log1p, log10 } from "../../elementary.js";
import { expectOptions } from "../expect.js";
import { expectCount } from "./expect.js";
import { type MatchOptions, matchProbability } from "./false-match.js";
import type { Probability } from "./hypergeometric.js";

export interface PopulationOptions extends MatchOptions {
  /** M: segments of independent random synapses, or patterns stored. */
  readonly segments: number;
}

/**
 * The probability that any of M segments fires on a random pattern, P being that of one (`falseMatch`):
 *   1 − (1 − P)^M = −expm1(M · log1p(−P))
 * Assumes that the segments are independent of each other, and patterns uniformly random and not correlated.
 * @throws {ArgumentError} as `falseMatch` does, and unless M is an integer, 0 or more
 * Source: Ahmad & Hawkins 2016, arXiv:1601.00720, eq. 7 and 8.
 */
export function populationFalseMatch(options: PopulationOptions): number {
  return anyOf("populationFalseMatch", options).value;
}

/** The decimal logarithm of `populationFalseMatch`, right below 1e-308, too. @throws {ArgumentError} as it does */
export function log10PopulationFalseMatch(options: PopulationOptions): number {
  return anyOf("log10PopulationFalseMatch", options).log10;
}

/**
 * The bound M · P ≥ `populationFalseMatch`, which holds for segments that depend on each other, too; 1 at most. Close while
 * it is small: at 0.1 it is five per cent above. Also the bound on a random vector's being taken for one of M stored ones.
 * @throws {ArgumentError} as `populationFalseMatch` does
 * Source: Ahmad & Hawkins 2016, arXiv:1601.00720, eq. 9; for classification 2015, arXiv:1503.07469.
 */
export function populationFalseMatchBound(options: PopulationOptions): number {
  const { value } = one("populationFalseMatchBound", options);
  return Math.min(options.segments * value, 1);
}

/** The decimal logarithm of `populationFalseMatchBound`. @throws {ArgumentError} as it does */
export function log10PopulationFalseMatchBound(options: PopulationOptions): number {
  const found = one("log10PopulationFalseMatchBound", options);
  return Math.min(log10(options.segments) + found.log10, 0);
}

function one(call: string, options: PopulationOptions): Probability {
  expectCount(call, "segments", expectOptions(call, options).segments);
  return matchProbability(call, options);
}

const anyOf = (call: string, options: PopulationOptions): Probability =>
  anyOfMany(one(call, options), options.segments);

/** That one of several independent events happens, each as likely. */
export function anyOfMany(event: Probability, count: number): Probability {
  if (count === 0) return { value: 0, log10: Number.NEGATIVE_INFINITY };
  // Where a double loses digits of P, or all of it, M · P is so small that nothing is to be taken from it.
  if (event.log10 < -300) {
    const sum = log10(count) + event.log10;
    return { value: count * event.value, log10: sum };
  }
  const value = -expm1(count * log1p(-event.value));
  return { value, log10: log10(value) };
}
