import type { EpochRecord, Progress } from "./callback.js";
import type { FitOptions } from "./fit-options.js";

/** How far `fit` has come, for a page whose worker trains: enough to draw the whole course from the newest one alone. */
export interface FitUpdate {
  /** After the newest batch; undefined before the first. */
  readonly progress: Progress | undefined;
  /** All finished epochs, those of a resumed run's checkpoint included. */
  readonly epochs: readonly EpochRecord[];
}

/** The part of a job's context, in `neurite/jobs`, that `fit` has to do with. */
export interface FitContext {
  readonly signal: AbortSignal;
  progress(update: FitUpdate): void;
}

/**
 * The options of a `fit` that runs as a job: it tells the page of every batch and epoch and ends when the page aborts.
 * `await network.fit(data, reporting(context, { epochs: 20 }))`
 */
export function reporting(
  { signal, progress: tell }: FitContext,
  options: Omit<FitOptions, "signal"> & { readonly signal?: undefined } = {},
): FitOptions {
  let progress: Progress | undefined,
    epochs: readonly EpochRecord[] = [];
  const callback = {
    onStart(_: unknown, earlier: readonly EpochRecord[]): void {
      epochs = [...earlier];
    },
    onBatch(newest: Progress): undefined {
      progress = newest;
      tell({ progress, epochs });
    },
    onEpoch(record: EpochRecord): undefined {
      epochs = [...epochs, record];
      tell({ progress, epochs });
    },
  };
  return { ...options, signal, callbacks: [...(options.callbacks ?? []), callback] };
}
