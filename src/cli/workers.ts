import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ArgumentError, UnsupportedError, WorkerError } from "../errors.js";
import type { Context, Experiment, JobContext } from "../experiments/experiment.js";
import { handOut, inProcess, type Lane } from "../experiments/jobs.js";
import { JobWorker } from "../jobs/index.js";
import type { Assignment, Share } from "./worker.js";

/** Threads run compiled files only: beside this file's source there is none. */
const program = new URL("./worker.js", import.meta.url);

/**
 * How many workers a run may have: the value of --workers, or else one for each processor.
 * @throws {ArgumentError} for an experiment without jobs, or what is no number of workers
 * @throws {UnsupportedError} for more than one where this package runs from its sources
 */
export function workersFor(call: string, experiment: Experiment, option: string | undefined): number {
  const compiled = existsSync(program);
  if (option === undefined) return experiment.job && compiled ? availableParallelism() : 1;
  if (!experiment.job)
    throw new ArgumentError(call, "--workers", option, "left out: this experiment has no independent jobs");
  const workers = /^\d+$/.test(option) ? Number(option) : 0;
  if (workers < 1 || !Number.isSafeInteger(workers))
    throw new ArgumentError(call, "--workers", option, "a number of threads, at least 1");
  if (workers > 1 && !compiled)
    throw new UnsupportedError(
      call,
      "--workers other than 1 needs the built package: npm run build, then dist/cli/main.js",
    );
  return workers;
}

/** The context of an experiment whose jobs are done on that many threads, but no more than there are jobs; by one, here. */
export function withWorkers(
  workers: number,
  experiment: Experiment,
  assignment: Assignment,
  context: Omit<Context, "jobs">,
): Context {
  const here = inProcess(experiment, assignment.config, context);
  return {
    ...context,
    async jobs(jobs, options) {
      const count = context.signal.aborted ? 0 : Math.min(workers, jobs.length);
      if (count <= 1) return here.jobs(jobs, options);
      const threads = Array.from({ length: count }, () => new Thread(assignment, jobs.length));
      try {
        return await handOut(jobs, threads, context, options);
      } finally {
        for (const thread of threads) thread.stop();
      }
    },
  };
}

class Thread implements Lane<unknown, unknown> {
  readonly #worker: JobWorker;
  readonly #jobs: number;

  constructor(assignment: Assignment, jobs: number) {
    this.#jobs = jobs;
    // A job may compute for as long as it takes: Ctrl-C ends it.
    const stallMs = Number.POSITIVE_INFINITY;
    this.#worker = new JobWorker(() => new Worker(program, { workerData: assignment }), { stallMs });
  }

  async run(job: unknown, index: number, progress: JobContext["progress"]): Promise<unknown> {
    try {
      return await this.#worker.run<unknown, Share>("job", job, { onProgress: (share) => progress(...share) });
    } catch (cause) {
      if (!(cause instanceof WorkerError)) throw cause;
      const detail = `the thread of job ${index + 1} of ${this.#jobs} ended before the job was done`;
      throw new WorkerError("neurite run", `${detail} (${cause.message})`, { cause });
    }
  }

  stop(): void {
    this.#worker.dispose();
  }
}
