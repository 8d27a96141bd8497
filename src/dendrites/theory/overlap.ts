import { expectOptions } from "../expect.js";
import { expectCount, expectPart } from "./expect.js";
import { exactly, isPossible } from "./hypergeometric.js";
import { ScaledProduct } from "./scaled-product.js";

/** A segment and the activity it looks at. */
export interface SegmentOptions {
  /** n: cells the segment could have synapses with. */
  readonly cells: number;
  /** a: cells active at this instant. */
  readonly active: number;
  /** s: synapses of the segment, on different cells. */
  readonly synapses: number;
}

export interface OverlapOptions extends SegmentOptions {
  /** b: synapses whose cell is active. */
  readonly overlap: number;
}

/**
 * How many of the patterns of a active cells have exactly b of them under the synapses of one segment.
 *   |Ω(n, a, s, b)| = C(s, b) · C(n − s, a − b)
 * Exact up to about 2^53, ∞ above 1.8e308. O(a).
 * @throws {ArgumentError} unless all are integers, 0 ≤ a, s ≤ n and b ≥ 0
 * Source: Ahmad & Hawkins 2016, arXiv:1601.00720.
 */
export function overlapSetSize(options: OverlapOptions): number {
  return setSize("overlapSetSize", options)?.value ?? 0;
}

/** The decimal logarithm of `overlapSetSize`, −∞ where there is no such pattern. @throws {ArgumentError} as it does */
export function log10OverlapSetSize(options: OverlapOptions): number {
  return setSize("log10OverlapSetSize", options)?.log10 ?? Number.NEGATIVE_INFINITY;
}

/**
 * The probability of an overlap of exactly b with a random pattern: `overlapSetSize` / C(n, a), a hypergeometric
 * distribution. Assumes patterns that are uniformly random and not correlated with the segment: with correlated activity
 * large overlaps are more likely. O(s).
 * @throws {ArgumentError} unless all are integers, 0 ≤ a, s ≤ n and b ≥ 0
 */
export function overlapProbability(options: OverlapOptions): number {
  return probability("overlapProbability", options)?.value ?? 0;
}

/** The decimal logarithm of `overlapProbability`, right below 1e-308, too. @throws {ArgumentError} as it does */
export function log10OverlapProbability(options: OverlapOptions): number {
  return probability("log10OverlapProbability", options)?.log10 ?? Number.NEGATIVE_INFINITY;
}

/** The mean overlap with a random pattern, a · s / n. @throws {ArgumentError} unless all are integers, 0 ≤ a, s ≤ n */
export function expectedOverlap(options: SegmentOptions): number {
  const { cells, active, synapses } = expectOptions("expectedOverlap", options);
  expectPart("expectedOverlap", cells, { active, synapses });
  return (active * synapses) / cells;
}

function setSize(call: string, options: OverlapOptions): ScaledProduct | undefined {
  const { cells, active, synapses, overlap } = expectOptions(call, options);
  return isWithin(call, options)
    ? new ScaledProduct().timesBinomial(synapses, overlap).timesBinomial(cells - synapses, active - overlap)
    : undefined;
}

function probability(call: string, options: OverlapOptions): ScaledProduct | undefined {
  const { cells, active, synapses, overlap } = expectOptions(call, options);
  return isWithin(call, options) ? exactly({ population: cells, marked: synapses, draws: active }, overlap) : undefined;
}

function isWithin(call: string, { cells, active, synapses, overlap }: OverlapOptions): boolean {
  expectPart(call, cells, { active, synapses });
  expectCount(call, "overlap", overlap);
  return isPossible({ population: cells, marked: synapses, draws: active }, overlap);
}
