export { type AgreementOptions, agreement } from "./agreement.js";
export { clusterSpread } from "./cluster-spread.js";
export { type Components, components } from "./components.js";
export { type Consensus, type ConsensusOptions, consensusCommunities } from "./consensus.js";
export { density, reciprocity } from "./density.js";
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
export { type LeidenOptions, leiden } from "./leiden.js";
export { type LouvainOptions, type LouvainResult, louvain } from "./louvain.js";
export {
  type ModularityOptions,
  modularity,
  type SignedKind,
  type SignedModularityOptions,
  signedModularity,
} from "./modularity.js";
export type { Partition } from "./partition.js";
export { normalisedMutualInformation, variationOfInformation } from "./partition-distance.js";
