export { cka } from "./cka.js";
export { clusterSpread } from "./cluster-spread.js";
export { pearson, ranks, spearman } from "./correlation.js";
export { effectiveRank } from "./effective-rank.js";
export { type PairCorrelation, pairCorrelation, randomPairCorrelation } from "./pair-correlation.js";
export { participationRatio } from "./participation-ratio.js";
export { rdm, rsa } from "./rsa.js";
export type { Samples } from "./samples.js";
export { singularValues } from "./singular-values.js";
export {
  globalSpecialisation,
  normalisedCorrelation,
  specialisation,
  taskPreference,
} from "./specialisation.js";
export { stableRank } from "./stable-rank.js";
