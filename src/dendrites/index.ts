export {
  ActiveDendrites,
  type ActiveDendritesOptions,
  type ActiveDendritesSite,
  type BoundActiveDendrites,
} from "./active-dendrites.js";
export { anomalyScore } from "./anomaly.js";
export { AnomalyLikelihood, type AnomalyLikelihoodOptions, logLikelihood } from "./anomaly-likelihood.js";
export type { AnomalyMode, AnomalyOptions } from "./anomaly-mode.js";
export type { LocalTime } from "./calendar.js";
export { CategoryEncoder, type CategoryEncoderOptions } from "./category-encoder.js";
export { DateEncoder, type DateEncoderOptions, type Holiday, type Weekday } from "./date-encoder.js";
export { type Contexts, dendriticGate } from "./dendritic-gate.js";
export type { Encoder } from "./encoder.js";
export { erfc, gaussianTail } from "./gaussian-tail.js";
export { kWinners, markWinners, winnersOf } from "./k-winners.js";
export { type DrawOptions, KernelRandom } from "./kernel-random.js";
export { type DendriteKernels, dendrites } from "./kernels.js";
export { MersenneTwister } from "./mersenne-twister.js";
export { MovingAverage } from "./moving-average.js";
export { murmur3, murmur3Bytes } from "./murmur3.js";
export { overlaps, packSdrs } from "./overlap.js";
export type { SpatialPoolerOptions, SpatialPoolerParameters } from "./pooler-options.js";
export { type NearestPrototype, nearestPrototype, prototypeOf, type Samples } from "./prototypes.js";
export { RandomScalarEncoder, type RandomScalarEncoderOptions } from "./random-scalar-encoder.js";
export type { RandomSource } from "./random-source.js";
export { ScalarEncoder, type ScalarEncoderOptions } from "./scalar-encoder.js";
export { Sdr, type SdrAmount } from "./sdr.js";
export { SdrClassifier, type SdrClassifierOptions } from "./sdr-classifier.js";
export { SdrPredictor, type SdrPredictorOptions, type SdrPredictorState } from "./sdr-predictor.js";
export { concatenate, intersection, union } from "./sdr-sets.js";
export type { Segment } from "./segment-handle.js";
export { SegmentStore } from "./segment-store.js";
export type { SegmentStoreOptions } from "./segment-store-options.js";
export { type SegmentChoice, segmentGradient, selectSegments } from "./segments.js";
export { type ActiveInputs, SpatialPooler } from "./spatial-pooler.js";
export { type ExternalInputs, TemporalMemory, type TemporalMemoryOptions } from "./temporal-memory.js";
export type { TemporalMemoryParameters } from "./temporal-memory-parameters.js";
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
