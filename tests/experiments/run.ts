import { expect } from "vitest";
import type { Context, Experiment, Outcome } from "../../src/experiments/experiment.js";
import { inProcess } from "../../src/experiments/jobs.js";
import { openKernels } from "../support.js";

/** Checks a configuration and runs an experiment with it, here and now: with seed 1 and no data, unless `context` says otherwise. */
export async function runHere<Config extends object, Job, Found>(
  experiment: Experiment<Config, Job, Found>,
  config: Config,
  context: Partial<Omit<Context, "jobs">> = {},
): Promise<Outcome> {
  experiment.check?.(config);
  const complete = {
    kernels: await openKernels("simd", experiment.families),
    seed: 1,
    signal: new AbortController().signal,
    data: undefined,
    files: undefined,
    checkpoints: undefined,
    progress: ({ done, total }: { done: number; total: number }) => expect(done).toBeLessThanOrEqual(total),
    ...context,
  };
  return experiment.run(config, inProcess<Config, Job, Found>(experiment, config, complete));
}
