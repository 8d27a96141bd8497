export { Random } from "../random.js";
export { type AgreementOptions, agreement } from "./agreement.js";
export { type AssortativityOptions, assortativity } from "./assortativity.js";
export { cka } from "./cka.js";
export { clusterSpread } from "./cluster-spread.js";
export { type ClusteringOptions, clustering, transitivity } from "./clustering.js";
export { type Components, components } from "./components.js";
export { type Consensus, type ConsensusOptions, consensusCommunities } from "./consensus.js";
export { pearson, ranks, spearman } from "./correlation.js";
export { type DegreeOptions, degrees, strengths } from "./degrees.js";
export { density, reciprocity } from "./density.js";
export type { Direction } from "./direction.js";
export { type DistanceOptions, distances, distancesFrom, type EdgeLength } from "./distances.js";
export type { SwapOptions } from "./edge-swaps.js";
export { effectiveRank } from "./effective-rank.js";
export { euclideanDistances } from "./euclidean-distances.js";
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
export { type LatticeOptions, latticised } from "./latticised.js";
export { type LeidenOptions, leiden } from "./leiden.js";
export { localEfficiency } from "./local-efficiency.js";
export { type LouvainOptions, type LouvainResult, louvain } from "./louvain.js";
export {
  type ModularityOptions,
  modularity,
  type SignedKind,
  type SignedModularityOptions,
  signedModularity,
} from "./modularity.js";
export { type NodeRole, type NodeRoles, nodeRoles } from "./node-roles.js";
export type { NodeValues } from "./node-values.js";
export { type PairCorrelation, pairCorrelation, randomPairCorrelation } from "./pair-correlation.js";
export { diversity, type ParticipationOptions, participation } from "./participation.js";
export { participationRatio } from "./participation-ratio.js";
export type { Partition } from "./partition.js";
export { normalisedMutualInformation, variationOfInformation } from "./partition-distance.js";
export { globalEfficiency, type PathOptions, type Paths, pathLength, paths } from "./paths.js";
export { type PlantedPartition, type PlantedPartitionOptions, plantedPartition } from "./planted-partition.js";
export { type RandomGraphOptions, randomGraph } from "./random-graph.js";
export { randomised } from "./randomised.js";
export { ringLattice } from "./ring-lattice.js";
export { rdm, rsa } from "./rsa.js";
export type { Samples } from "./samples.js";
export { singularValues } from "./singular-values.js";
export {
  type AnalyticSmallWorldness,
  type AnalyticSmallWorldnessOptions,
  analyticSmallWorldness,
  type Sample,
  type SmallWorldness,
  type SmallWorldnessOptions,
  smallWorldness,
} from "./small-worldness.js";
export { globalSpecialisation, normalisedCorrelation, specialisation, taskPreference } from "./specialisation.js";
export { stableRank } from "./stable-rank.js";
export { type WattsStrogatzOptions, wattsStrogatz } from "./watts-strogatz.js";
export { type WithinModuleOptions, withinModuleZ } from "./within-module-z.js";
