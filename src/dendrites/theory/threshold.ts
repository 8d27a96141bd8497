import { exp, log1p } from "../../elementary.js";
import { expectOptions } from "../expect.js";
import { expectCount, expectPart, expectProbability } from "./expect.js";
import { matchProbability } from "./false-match.js";
import { missProbability } from "./false-negative.js";
import type { SegmentOptions } from "./overlap.js";
import { anyOfMany } from "./population.js";

export interface ThresholdOptions extends SegmentOptions {
  /** v: cells of a learnt pattern that noise may take. */
  readonly lost: number;
  /** M: segments of which none should fire on a random pattern; 1 by default. */
  readonly segments?: number;
  /** The wanted rate of firing on random patterns, at most; of any of the segments. */
  readonly falseMatch: number;
  /** The wanted rate of missing the learnt pattern, at most. */
  readonly falseNegative: number;
}

/** A threshold and both rates of error it has. */
export interface ThresholdRates {
  readonly threshold: number;
  readonly falseMatch: number;
  readonly log10FalseMatch: number;
  readonly falseNegative: number;
  readonly log10FalseNegative: number;
}

export interface ThresholdAdvice {
  /** All thresholds with both wanted rates, rising; empty where no threshold has both. */
  readonly admissible: readonly ThresholdRates[];
  /** Of those the one whose two rates have the least sum, the lowest if several; undefined where there are none. */
  readonly best: ThresholdRates | undefined;
  /** The lowest threshold with the wanted rate of false matches; undefined where even θ = s fires too often. */
  readonly lowest: ThresholdRates | undefined;
  /** The highest threshold with the wanted rate of false negatives. Below `lowest` where no threshold has both. */
  readonly highest: ThresholdRates;
}

/** The time grows with the square of a segment's synapses. */
const mostSynapses = 2 ** 14;

/**
 * Which thresholds of a segment keep both errors below the wanted rates: of firing on random patterns (`falseMatch`, for
 * several segments `populationFalseMatch`), which falls with θ, and of missing the learnt pattern with v cells lost
 * (`falseNegative`), which rises with θ. So the thresholds that do are those from `lowest` to `highest`, and where there are
 * none, those two say which rate is out of reach. Thresholds from 0 to s are looked at. O(s²).
 *
 * Assumes patterns that are uniformly random and not correlated: correlated activity needs a higher threshold.
 * @throws {ArgumentError} unless all are integers, n ≥ 1, 0 ≤ s ≤ a ≤ n, s ≤ 2^14, 0 ≤ v ≤ a and M ≥ 0, but the two rates, which are from 0
 *   to 1
 */
export function thresholdAdvice(options: ThresholdOptions): ThresholdAdvice {
  const { cells, active, synapses, lost, segments = 1 } = expectOptions("thresholdAdvice", options);
  expectPart("thresholdAdvice", cells, { active });
  expectCount("thresholdAdvice", "synapses", synapses, 0, Math.min(active, mostSynapses));
  expectCount("thresholdAdvice", "lost", lost, 0, active);
  expectCount("thresholdAdvice", "segments", segments);
  expectProbability("thresholdAdvice", "falseMatch", options.falseMatch);
  expectProbability("thresholdAdvice", "falseNegative", options.falseNegative);
  const all = Array.from({ length: synapses + 1 }, (_, threshold): ThresholdRates => {
    const match = anyOfMany(matchProbability("thresholdAdvice", { cells, active, synapses, threshold }), segments),
      miss = missProbability("thresholdAdvice", { active, synapses, lost, threshold });
    return {
      threshold,
      falseMatch: match.value,
      log10FalseMatch: match.log10,
      falseNegative: miss.value,
      log10FalseNegative: miss.log10,
    };
  });
  const lowest = all.find(({ falseMatch }) => falseMatch <= options.falseMatch),
    // A threshold of 0 misses nothing.
    highest = all.findLast(({ falseNegative }) => falseNegative <= options.falseNegative)!,
    admissible = lowest ? all.slice(lowest.threshold, highest.threshold + 1) : [];
  let best = admissible[0];
  for (const rates of admissible) if (log10Error(rates) < log10Error(best!)) best = rates;
  return { admissible, best, lowest, highest };
}

/** The decimal logarithm of the sum of both rates, log-sum-exp: either may be below all doubles. */
function log10Error({ log10FalseMatch, log10FalseNegative }: ThresholdRates): number {
  const more = Math.max(log10FalseMatch, log10FalseNegative),
    less = Math.min(log10FalseMatch, log10FalseNegative);
  return less === Number.NEGATIVE_INFINITY ? more : more + log1p(exp((less - more) * Math.LN10)) / Math.LN10;
}
