/** Whole jobs off the main thread: `serve` them in a worker's file, `run` them from a page or from Node.js. */
export { JobWorker, type JobWorkerOptions } from "./job-worker.js";
export type { RunOptions } from "./run.js";
export { type Job, type JobContext, serve } from "./serve.js";
export type { WorkerHandle } from "./thread.js";
export { type Transferring, transferring } from "./transferring.js";
