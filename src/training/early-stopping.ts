import { ArgumentError } from "../errors.js";
import type { Network } from "../networks/layer.js";
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
 * epoch whose loss is NaN improves nothing. In a run that goes on from a checkpoint the earlier epochs count, but their
 * weights are gone, save those of the checkpoint: the best of the weights from there on are restored. A network that has
 * lost connections is another one: the search starts over then, and patience with it, and a run that ends amid the epoch in
 * which they went leaves the weights as they are.
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
  // The best epoch, and the best one of which there are weights: another one only after a resumption.
  let best: number | undefined,
    kept: number | undefined,
    waited = 0,
    network: Network | undefined,
    size = 0, // of all parameters together
    weights: Snapshot | undefined;
  const merit = ({ validation, ...training }: EpochRecord) => {
    const score = validation ?? training;
    return metric === "accuracy" ? score.accuracy : -score.loss;
  };
  const improves = (now: number, than: number | undefined) =>
    than === undefined || Number.isNaN(than) || now > than + minimumImprovement;
  const count = (now: number) => {
    if (improves(now, best)) {
      best = now;
      waited = 0;
    } else waited++;
  };
  return {
    onStart(started, earlier) {
      network = started;
      size = sizeOf(network);
      best = undefined;
      waited = 0;
      for (const record of earlier) count(merit(record));
      kept = earlier.length > 0 ? merit(earlier.at(-1)!) : undefined;
      weights = restoreBest ? snapshot(network.parameters) : undefined;
    },
    onEpoch(record) {
      const now = merit(record);
      if (metric === "accuracy" && Number.isNaN(now))
        throw new ArgumentError("earlyStopping", "metric", metric, '"loss": without labels there is no accuracy');
      if (sizeOf(network!) < size) {
        best = kept = undefined;
        waited = 0;
        size = sizeOf(network!);
      }
      if (improves(now, kept)) {
        kept = now;
        weights?.save();
      }
      count(now);
      return waited >= patience ? "stop" : undefined;
    },
    onEnd() {
      // Where connections went since the last whole epoch, its weights are another network's; who aborts may dispose of it.
      const isSame = network !== undefined && !network.arena.disposed && sizeOf(network) === size;
      if (kept !== undefined && isSame) weights?.restore();
      weights = network = undefined;
    },
  };
}

const sizeOf = ({ parameters }: Network): number => parameters.reduce((sum, { value }) => sum + value.size, 0);
