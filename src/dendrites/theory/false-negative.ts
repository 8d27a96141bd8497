import { expectOptions } from "../expect.js";
import { expectCount } from "./expect.js";
import { atLeast, type Probability } from "./hypergeometric.js";

export interface MissOptions {
  /** a: cells active in the pattern that was learnt. */
  readonly active: number;
  /** s: synapses of the segment, on cells of that pattern. */
  readonly synapses: number;
  /** v: cells of the pattern that are not active this time. */
  readonly lost: number;
  /** θ: active synapses from which on the segment fires. */
  readonly threshold: number;
}

/**
 * The probability that a segment misses its own pattern, of which noise took v cells at random: that more than s − θ of its
 * synapses were on them.
 *   P = Σ_{b = s − θ + 1 … min(s, v)} C(s, b) · C(a − s, v − b) / C(a, v)
 * 0 for θ = 0 and while v ≤ s − θ, 1 for θ above s. The size of the population does not matter, nor do cells that noise adds
 * outside of the pattern. Assumes that every cell of it is as likely to be lost. O(min(s, v)).
 * @throws {ArgumentError} unless all are integers, 0 ≤ s, v ≤ a and θ ≥ 0
 * Source: Ahmad & Hawkins 2016, arXiv:1601.00720, eq. 5 and 6.
 */
export function falseNegative(options: MissOptions): number {
  return missProbability("falseNegative", options).value;
}

/** The decimal logarithm of `falseNegative`, right below 1e-308, too. @throws {ArgumentError} as it does */
export function log10FalseNegative(options: MissOptions): number {
  return missProbability("log10FalseNegative", options).log10;
}

/** @throws {ArgumentError} in the name of `call` */
export function missProbability(call: string, options: MissOptions): Probability {
  const { active, synapses, lost, threshold } = expectOptions(call, options);
  expectCount(call, "active", active);
  expectCount(call, "synapses", synapses, 0, active);
  expectCount(call, "lost", lost, 0, active);
  expectCount(call, "threshold", threshold);
  return atLeast({ population: active, marked: synapses, draws: lost }, synapses - threshold + 1);
}
