import type { Result as AnyResult } from "../rewired/results.js";
import type { Config, Variant } from "./config.js";

/** One network, for the run-th time. */
export interface Job {
  readonly variant: Variant;
  /** From 1. */
  readonly run: number;
}

export type Result = AnyResult<Variant>;

/** Every kind of network, for as many runs as there are of it; the first runs first. */
export function jobsOf({ variants, runs, denseRuns }: Config): Job[] {
  return Array.from({ length: runs }, (_, run) =>
    variants.filter((variant) => variant !== "dense" || run < denseRuns).map((variant) => ({ variant, run: run + 1 })),
  ).flat();
}
