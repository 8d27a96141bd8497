import type { Network } from "../networks/layer.js";
import type { Score } from "./session.js";

/** One finished epoch. */
export interface EpochRecord extends Score {
  /** 1 for the first. */
  readonly epoch: number;
  readonly validation?: Score;
  /** Factor on the optimiser's rate in the epoch's last step. */
  readonly rateFactor: number;
  /** Time spent on training, without validation and callbacks. */
  readonly milliseconds: number;
}

/** Where a run stands after a step. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  /** Steps done in this epoch, and steps of an epoch. */
  readonly step: number;
  readonly steps: number;
  /** Means over the epoch so far. */
  readonly score: Score;
  readonly elapsedMs: number;
  /** Estimate from the mean duration of the steps so far. */
  readonly remainingMs: number;
}

/** What ended a run. */
export type Ending = "finished" | "aborted" | "stopped" | "failed";

/** The course of a run: the epochs that were finished, and how it ended. */
export interface History {
  readonly epochs: readonly EpochRecord[];
  readonly ending: Ending;
}

/** Looks on while a network learns; any answer "stop" ends the run after the current batch. */
export interface Callback {
  onStart?(network: Network): void;
  onBatch?(progress: Progress): "stop" | undefined;
  /** The next epoch waits for a promise given here. */
  onEpoch?(record: EpochRecord): "stop" | undefined | Promise<"stop" | undefined>;
  /**
   * Called exactly once if `onStart` went well, whatever ended the run, an error included. What it throws comes out of
   * `fit` after all callbacks were told, unless the run failed by an error of its own.
   */
  onEnd?(history: History): void;
}
