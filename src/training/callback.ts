import type { Network } from "../networks/layer.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Score } from "./session.js";

/** One finished epoch. */
export interface EpochRecord extends Score {
  /** 1 for the first. */
  readonly epoch: number;
  readonly validation?: Score;
  /** Mean over the steps of all penalties together; left out where there are none. */
  readonly penalty?: number;
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

/** The run that a finished epoch belongs to. */
export interface Run {
  /**
   * A copy of all that the run's next epochs depend on: `fit` with `resume` goes on from it. It tells of this moment, so
   * what a later callback does to the weights is not in it.
   * @throws {DisposedError} after the epoch's callbacks, since steps of the next epoch leave nothing to go on from
   */
  checkpoint(): Checkpoint;
}

/** Looks on while a network learns; any answer "stop" ends the run after the current batch. */
export interface Callback {
  /** @param earlier the epochs of the checkpoint that the run goes on from; empty for a new run */
  onStart?(network: Network, earlier: readonly EpochRecord[]): void;
  onBatch?(progress: Progress): "stop" | undefined;
  /** The next epoch waits for a promise given here. */
  onEpoch?(record: EpochRecord, run: Run): "stop" | undefined | Promise<"stop" | undefined>;
  /**
   * Called exactly once if `onStart` went well, whatever ended the run, an error included. What it throws comes out of
   * `fit` after all callbacks were told, unless the run failed by an error of its own.
   */
  onEnd?(history: History): void;
}
