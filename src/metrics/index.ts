export { cka } from "./cka.js";
export { clusterSpread } from "./cluster-spread.js";
export { type Components, components } from "./components.js";
export { pearson, ranks, spearman } from "./correlation.js";
export { density, reciprocity } from "./density.js";
export { effectiveRank } from "./effective-rank.js";
export { type GmlEntry, type GmlList, type GmlValue, parseGml } from "./gml.js";
export { Graph } from "./graph.js";
export { type CsrArrays, type CsrSource, graphFromCsr } from "./graph-from-csr.js";
export { graphFromDense, type MatrixOptions, type SquareMatrix } from "./graph-from-dense.js";
export {
  type Duplicates,
  type EdgeArrays,
  type EdgesOptions,
  type GraphOptions,
  graphFromEdges,
  type SelfLoops,
} from "./graph-from-edges.js";
export { type GmlGraph, type GmlOptions, graphFromGml } from "./graph-from-gml.js";
export { type EdgeTable, graphFromTable, type TableOptions } from "./graph-from-table.js";
export type { GraphInput } from "./graph-input.js";
export { type PairCorrelation, pairCorrelation, randomPairCorrelation } from "./pair-correlation.js";
export { participationRatio } from "./participation-ratio.js";
export { rdm, rsa } from "./rsa.js";
export type { Samples } from "./samples.js";
export { singularValues } from "./singular-values.js";

  globalSpecialisation,
  normalisedCorrelation,
  specialisation,
  taskPreference,
} from "./specialisation.js";

export { stableRank } from "./stable-rank.js";
