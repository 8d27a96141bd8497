import { expectOptions } from "../expect.js";
import { expectCount, expectPart } from "./expect.js";
import { atLeast, type Probability } from "./hypergeometric.js";
import type { SegmentOptions } from "./overlap.js";

export interface MatchOptions extends SegmentOptions {
  /** θ: active synapses from which on the segment fires. */
  readonly threshold: number;
}

/**
 * The probability that a segment fires on a random pattern: that at least θ of its s synapses are on the a of n active cells.
 *   P = Σ_{b = θ … min(s, a)} C(s, b) · C(n − s, a − b) / C(n, a)
 * 1 for θ = 0, and 0 for θ above s or a. It falls with θ and with n, rises with a and with s, and is at most
 * C(s, θ) (a/n)^θ. Assumes patterns that are uniformly random and not correlated with the segment or with each other:
 * correlated activity raises overlaps, and with them the true rate. Relative error at most about 4 min(s, a) · 2^−53. O(min(s, a)).
 *
 * Two random patterns of w of n bits, of which one is stored whole, match with active = synapses = w; one of which w′ bits
 * are stored, with synapses = w′.
 * @throws {ArgumentError} unless all are integers, 0 ≤ a, s ≤ n and θ ≥ 0
 * Source: Ahmad & Hawkins 2016, arXiv:1601.00720, eq. 4; patterns with each other: 2015, arXiv:1503.07469.
 */
export function falseMatch(options: MatchOptions): number {
  return matchProbability("falseMatch", options).value;
}

/** The decimal logarithm of `falseMatch`, right below 1e-308, too. @throws {ArgumentError} as it does */
export function log10FalseMatch(options: MatchOptions): number {
  return matchProbability("log10FalseMatch", options).log10;
}

/** @throws {ArgumentError} in the name of `call` */
export function matchProbability(call: string, options: MatchOptions): Probability {
  const { cells, active, synapses, threshold } = expectOptions(call, options);
  expectPart(call, cells, { active, synapses });
  expectCount(call, "threshold", threshold);
  return atLeast({ population: cells, marked: synapses, draws: active }, threshold);
}
