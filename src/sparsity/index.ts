export { type Pattern, type PatternLike, validatePattern } from "../tensor/pattern.js";
export { type BlockSize, blockPattern } from "./blocks.js";
export { staticDeadNeuronRate } from "./dead-neurons.js";
export { deepRStart } from "./deep-r-start.js";
export { type DynamicSparsityOptions, dynamicSparsity } from "./dynamic.js";
export {
  type EnsembleOptions,
  type EnsemblePattern,
  ensemblePattern,
  type Grouping,
  intraShare,
} from "./ensembles.js";
export { type GradualPruningOptions, gradualPruning } from "./gradual-pruning.js";
export { type BudgetLayer, type BudgetRule, type LayerBudgets, layerBudgets } from "./layer-budgets.js";
export { groupLabels, type ModularOptions, modularPattern } from "./modular.js";
export { density, patternFromDense, patternToDense, transposePattern } from "./pattern.js";
export { type PruneOptions, type PruningScope, prune } from "./prune.js";
export type { PruningCriterion } from "./pruning-criterion.js";
export { fixedFanInPattern, type UniformOptions, uniformPattern } from "./random.js";
export { RewindPoint } from "./rewind-point.js";
export type { BoundRewiring, Rewiring, RewiringSite } from "./rewiring.js";
export { type RiglOptions, rigl } from "./rigl.js";
export { type SetOptions, set } from "./set.js";
export { signAt } from "./signs.js";
export {
  type BipartiteSmallWorldOptions,
  bipartiteSmallWorldPattern,
  type WattsStrogatzOptions,
  wattsStrogatzPattern,
} from "./small-world.js";
export { randomVacancies } from "./vacancies.js";
export { applyProposal, type Proposal, type Use, type Wired, wiredOf } from "./wired.js";
