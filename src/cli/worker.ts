// The program of a worker thread: does the jobs it is sent, one at a time, with kernels and data of its own.
import { parentPort, workerData } from "node:worker_threads";
import { runJob } from "../experiments/jobs.js";
import { load } from "../wasm/load.js";
import { loadData } from "./data.js";
import { findExperiment } from "./experiments.js";
import { type Answer, type Assignment, packError } from "./worker-messages.js";

const { slug, config, seed, sets, data, env } = workerData as Assignment;
const say = (answer: Answer) => parentPort?.postMessage(answer);

let opened: ReturnType<typeof open> | undefined,
  said = 0;

parentPort?.on("message", async (job: unknown) => {
  try {
    const { experiment, context } = await (opened ??= open());
    say({ kind: "found", found: await runJob(experiment, job, config, context) });
  } catch (error) {
    say({ kind: "thrown", thrown: packError(error) });
  }
});

async function open() {
  const call = "neurite run",
    experiment = await findExperiment(call, slug),
    loaded = await loadData(call, sets, data, env),
    kernels = await load({ families: experiment.families ?? [] });
  // An abort ends the whole thread, so that no signal need reach it.
  const { signal } = new AbortController();
  return { experiment, context: { ...loaded, kernels, seed, signal, progress } };
}

/** Says so at most twenty times a second: nobody looks more often. */
function progress(fraction: number, note?: string): void {
  const now = performance.now();
  if (now - said < 50) return;
  said = now;
  say({ kind: "progress", fraction, note });
}
