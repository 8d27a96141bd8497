export * as schedules from "../schedules.js";
export type { Callback, Ending, EpochRecord, History, Progress, Run } from "./callback.js";
export type { Checkpoint, GeneratorState } from "./checkpoint.js";
export { checkpointFromBytes, checkpointToBytes } from "./checkpoint-bytes.js";
export { type DeepROptions, deepR } from "./deep-r.js";
export { type EarlyStoppingOptions, earlyStopping } from "./early-stopping.js";
export { type Evaluation, Evaluator, evaluate } from "./evaluate.js";
export { fit } from "./fit.js";
export type { FitOptions } from "./fit-options.js";
export { frozen, type Group, grouped } from "./grouped.js";
export {
  type AdamHyperparameters,
  adadelta,
  adam,
  adamW,
  type BoundOptimizer,
  type Optimizer,
  sgd,
  type Trainable,
} from "./optimizers.js";
export type { BoundPenalty, Penalty } from "./penalty.js";
export { type Prediction, predict } from "./predict.js";
export { type FitContext, type FitUpdate, reporting } from "./reporting.js";
export { Sequential, type SequentialOptions } from "./sequential.js";
export { type EpochData, type LossName, type Score, Session } from "./session.js";
export { fingerprint, type Snapshot, snapshot } from "./snapshot.js";
export { Supermask, type SupermaskOptions } from "./supermask.js";
