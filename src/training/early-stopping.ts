import { ArgumentError } from "../errors.js";
import type { Callback, EpochRecord } from "./callback.js";
import { type Snapshot, snapshot } from "./snapshot.js";

export interface EarlyStoppingOptions {
  /** Epochs without improvement after which the run stops; 3 by default. */
  readonly patience?: number;
  /** What is watched, of the validation where there is one; `loss` by default. */
  readonly metric?: "loss" | "accuracy";
  /** Smallest change that counts as improvement; 0 by default. */
  readonly minimumImprovement?: number;
  /** Put the weights of the best epoch back at the end, whatever ended the run; true by default. */
  readonly restoreBest?: boolean;
}

/**
 * Stops a run that no longer improves, and restores the best weights it saw. One object watches one run at a time. An
 * epoch whose loss is NaN improves nothing.
 * @throws {ArgumentError} for an option out of range; out of `fit` when accuracy is watched and there are no labels
 */
export function earlyStopping({
  patience = 3,
  metric = "loss",
  minimumImprovement = 0,
  restoreBest = true,
}: EarlyStoppingOptions = {}): Callback {
  if (!Number.isInteger(patience) || patience < 1)
    throw new ArgumentError("earlyStopping", "patience", patience, "a positive integer");
  if (metric !== "loss" && metric !== "accuracy")
    throw new ArgumentError("earlyStopping", "metric", metric, '"loss" or "accuracy"');
  if (!(minimumImprovement >= 0))
    throw new ArgumentError("earlyStopping", "minimumImprovement", minimumImprovement, "0 or more");
  let best = Number.NEGATIVE_INFINITY,
    waited = 0,
    seen = false,
    weights: Snapshot | undefined;
  const merit = ({ validation, ...training }: EpochRecord) => {
    const score = validation ?? training;
    return metric === "accuracy" ? score.accuracy : -score.loss;
  };
  return {
    onStart(network) {
      best = Number.NEGATIVE_INFINITY;
      waited = 0;
      seen = false;
      weights = restoreBest ? snapshot(network.parameters) : undefined;
    },
    onEpoch(record) {
      const now = merit(record);
      if (metric === "accuracy" && Number.isNaN(now))
        throw new ArgumentError("earlyStopping", "metric", metric, '"loss": without labels there is no accuracy');
      if (!seen || Number.isNaN(best) || now > best + minimumImprovement) {
        best = now;
        waited = 0;
        seen = true;
        weights?.save();
        return undefined;
      }
      return ++waited >= patience ? "stop" : undefined;
    },
    onEnd() {
      if (seen) weights?.restore();
      weights = undefined;
    },
  };
}
