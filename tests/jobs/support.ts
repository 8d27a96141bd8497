import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterEach, beforeAll } from "vitest";
import { JobWorker, type JobWorkerOptions } from "../../src/jobs/index.js";

/** A file of this folder with all that it imports, as one CommonJS script: threads run JavaScript only. */
export async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "es2022",
  });
  return outputFiles[0]!.text;
}

export const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a promise rejects with. */
export const errorOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => Promise.reject(new Error("resolved")),
    (error) => error,
  );

/**
 * What a promise rejects with once something is done; it must do so before any other task. Not told by the clock, which
 * measures others, too.
 */
export async function rejectionAtOnce(promise: Promise<unknown>, act: () => void): Promise<unknown> {
  const rejected = errorOf(promise),
    late = new Promise((_, reject) => setImmediate(() => reject(new Error("late"))));
  act();
  return Promise.race([rejected, late]);
}

/** What starts a worker with a file of this folder. */
export async function bundled(name: string): Promise<() => Worker> {
  const script = await bundle(name);
  return () => new Worker(script, { eval: true });
}

/** Workers that serve node-worker.ts, for the tests of a file. */
export interface Workers {
  /** A thread. */
  start(): Worker;
  /** The worker of a test, which is disposed of after it. */
  open(options?: JobWorkerOptions, start?: () => Worker): JobWorker;
  /** The threads that the test's worker has started. */
  readonly started: readonly Worker[];
}

/** To be called at the top of a file of tests. */
export function useWorkers(): Workers {
  let newThread: () => Worker,
    worker: JobWorker | undefined,
    started: Worker[] = [];
  beforeAll(async () => {
    newThread = await bundled("node-worker.ts");
  });
  afterEach(() => worker?.dispose());
  const start = () => newThread();
  return {
    start,
    open(options, starting = start) {
      started = [];
      worker = new JobWorker(() => {
        started.push(starting());
        return started.at(-1)!;
      }, options);
      return worker;
    },
    get started() {
      return started;
    },
  };
}
