import { Worker } from "node:worker_threads";
import { JobWorker } from "../../src/jobs/index.js";

// A program of process.test.ts that disposes of nothing. Its argument is the worker's file.
const worker = new JobWorker(() => new Worker(process.argv[2]!));
worker.run("pause", 200).then(async (ms) => {
  process.stdout.write(`${ms} ${await worker.run("square", 3)}`);
  const signal = AbortSignal.timeout(50);
  await worker.run("neverAgain", undefined, { signal }).catch(({ name }) => process.stdout.write(` ${name}`));
});
