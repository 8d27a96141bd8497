import { exp, expm1, log, log1p, log10 } from "../../elementary.js";
import { ArgumentError } from "../../errors.js";
import { expectOptions } from "../expect.js";
import { expectCount, expectPart, mostOfPart } from "./expect.js";
import { type MatchOptions, matchProbability } from "./false-match.js";

export interface UnionOptions {
  /** n: cells a segment could have synapses with. */
  readonly cells: number;
  /** s: synapses for each of the patterns. */
  readonly synapses: number;
  /** M: patterns that share the segment. */
  readonly patterns: number;
}

/**
 * The expected number of synapses of a segment that took s synapses for each of M patterns, some of them the same:
 *   s_M = n (1 − (1 − s/n)^M)
 * Assumes that the patterns are uniformly random and independent of each other. As much says how many cells are active where
 * M patterns of s cells are active at once.
 * @throws {ArgumentError} unless all are integers, n ≥ 1, 0 ≤ s ≤ n and M ≥ 0
 * Source: Ahmad & Hawkins 2016, arXiv:1601.00720, eq. 13.
 */
export function unionSynapses(options: UnionOptions): number {
  return expectOptions("unionSynapses", options).cells * filled("unionSynapses", options);
}

export interface UnionMatchOptions extends UnionOptions, MatchOptions {}

/**
 * The probability that a segment with the synapses of M patterns fires on a random one: `falseMatch` with s_M in place of s,
 * rounded, as binomial coefficients are of whole numbers. An approximation, then: for two patterns with n = 1000, s = 25,
 * a = 200, θ = 15, where s_M = 49.4, it gives 0.0474, and simulated unions 0.0505.
 *
 * The segment still fires on each of the M patterns, with up to s − θ of its cells lost. Assumes uniformly random patterns that
 * are not correlated.
 * @throws {ArgumentError} as `unionSynapses` does, for a union of more than 2^26 synapses, and unless 0 ≤ a ≤ n and θ ≥ 0,
 *   both integers
 * Source: Ahmad & Hawkins 2016, arXiv:1601.00720, eq. 14.
 */
export function unionFalseMatch(options: UnionMatchOptions): number {
  return unionMatch("unionFalseMatch", options).value;
}

/** The decimal logarithm of `unionFalseMatch`, right below 1e-308, too. @throws {ArgumentError} as it does */
export function log10UnionFalseMatch(options: UnionMatchOptions): number {
  return unionMatch("log10UnionFalseMatch", options).log10;
}

export interface UnionMemberOptions extends UnionOptions {
  /** w: bits of the pattern that is looked for, all of which must be in the union. */
  readonly active: number;
}

/**
 * The probability that all w bits of a random pattern are in the union of M patterns of s bits: a Bloom filter's.
 *   (1 − (1 − s/n)^M)^w
 * Assumes uniformly random patterns that are not correlated, and bits of the union that are independent, as they nearly are.
 * @throws {ArgumentError} as `unionSynapses` does, and unless w is an integer from 0 to n
 * Source: Ahmad & Hawkins 2015, arXiv:1503.07469.
 */
export function unionExactMatch(options: UnionMemberOptions): number {
  const share = filledBy("unionExactMatch", options);
  return options.active === 0 ? 1 : exp(options.active * log(share));
}

/** The decimal logarithm of `unionExactMatch`, right below 1e-308, too. @throws {ArgumentError} as it does */
export function log10UnionExactMatch(options: UnionMemberOptions): number {
  const share = filledBy("log10UnionExactMatch", options);
  return options.active === 0 ? 0 : options.active * log10(share);
}

function unionMatch(call: string, options: UnionMatchOptions) {
  const { cells } = expectOptions(call, options),
    synapses = Math.min(Math.round(cells * filled(call, options)), cells);
  if (synapses > mostOfPart)
    throw new ArgumentError(call, "patterns", options.patterns, "few enough for a union of at most 2^26 synapses");
  return matchProbability(call, { ...options, synapses });
}

function filledBy(call: string, options: UnionMemberOptions): number {
  const share = filled(call, options);
  expectPart(call, options.cells, { active: options.active });
  return share;
}

/** 1 − (1 − s/n)^M. */
function filled(call: string, options: UnionOptions): number {
  const { cells, synapses, patterns } = expectOptions(call, options);
  expectPart(call, cells, { synapses });
  expectCount(call, "patterns", patterns);
  return patterns === 0 ? 0 : -expm1(patterns * log1p(-synapses / cells));
}
