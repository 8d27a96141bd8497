// The program of a worker thread: does the jobs it is sent, one at a time, with kernels and data of its own.
import { workerData } from "node:worker_threads";
import { runJob } from "../experiments/jobs.js";
import { type JobContext, serve } from "../jobs/index.js";
import { load } from "../wasm/load.js";
import { loadData } from "./data.js";
import { findExperiment } from "./experiments.js";

/** What a worker thread is started with: enough to open the experiment and its data by itself. */
export interface Assignment {
  readonly slug: string;
  readonly config: object;
  readonly seed: number;
  /** The data sets the run can use, the value of --data, and that of NEURITE_DATA. */
  readonly sets: readonly string[];
  readonly data: string | undefined;
  readonly env: { readonly NEURITE_DATA: string | undefined };
}

/** How much of a job is done, and a note on it. */
export type Share = readonly [fraction: number, note?: string | undefined];

const { slug, config, seed, sets, data, env } = workerData as Assignment;

let opened: ReturnType<typeof open> | undefined;

serve({
  async job(job, { signal, progress }: JobContext<Share>) {
    const { experiment, ...context } = await (opened ??= open());
    return runJob(experiment, job, config, { ...context, seed, signal, progress: (...share) => progress(share) });
  },
});

async function open() {
  const call = "neurite run",
    experiment = await findExperiment(call, slug),
    loaded = await loadData(call, sets, data, env),
    kernels = await load({ families: experiment.families ?? [] });
  return { experiment, ...loaded, kernels };
}
