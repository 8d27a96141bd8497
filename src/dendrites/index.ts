export { type CapacityOptions, log10Capacity, log10Equality } from "./theory/capacity.js";
export { falseMatch, log10FalseMatch, type MatchOptions } from "./theory/false-match.js";
export { falseNegative, log10FalseNegative, type MissOptions } from "./theory/false-negative.js";
export {
  expectedOverlap,
  log10OverlapProbability,
  log10OverlapSetSize,
  type OverlapOptions,
  overlapProbability,
  overlapSetSize,
  type SegmentOptions,
} from "./theory/overlap.js";
export {
  log10PopulationFalseMatch,
  log10PopulationFalseMatchBound,
  type PopulationOptions,
  populationFalseMatch,
  populationFalseMatchBound,
} from "./theory/population.js";
export {
  type ThresholdAdvice,
  type ThresholdOptions,
  type ThresholdRates,
  thresholdAdvice,
} from "./theory/threshold.js";
export {
  log10UnionExactMatch,
  log10UnionFalseMatch,
  type UnionMatchOptions,
  type UnionMemberOptions,
  type UnionOptions,
  unionExactMatch,
  unionFalseMatch,
  unionSynapses,
} from "./theory/union.js";
