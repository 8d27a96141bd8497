import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { ArgumentError, UnsupportedError, WorkerError } from "../errors.js";
import type { Context, Experiment, JobContext } from "../experiments/experiment.js";
import { handOut, inProcess, type Lane } from "../experiments/jobs.js";
import { type Answer, type Assignment, unpackError } from "./worker-messages.js";

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
        await Promise.all(threads.map((thread) => thread.stop()));
      }
    },
  };
}

/** What waits for the job that a thread is doing. */
interface Waiting {
  readonly index: number;
  readonly progress: JobContext["progress"];
  resolve(found: unknown): void;
  reject(error: unknown): void;
}

class Thread implements Lane<unknown, unknown> {
  readonly #worker: Worker;
  readonly #jobs: number;
  #waiting: Waiting | undefined;
  /** Why it ended by itself, if it did. */
  #end: { readonly reason: string; readonly cause?: unknown } | undefined;

  constructor(assignment: Assignment, jobs: number) {
    this.#jobs = jobs;
    this.#worker = new Worker(program, { workerData: assignment });
    this.#worker.on("message", (answer: Answer) => this.#hear(answer));
    this.#worker.on("error", (cause) => this.#die({ reason: cause.message, cause }));
    this.#worker.on("exit", (code) => this.#die({ reason: `exit code ${code}` }));
  }

  run(job: unknown, index: number, progress: JobContext["progress"]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting = { index, progress, resolve, reject };
      if (this.#end) this.#die(this.#end);
      else this.#worker.postMessage(job);
    });
  }

  async stop(): Promise<void> {
    this.#take()?.resolve(undefined);
    await this.#worker.terminate();
  }

  #hear(answer: Answer): void {
    if (answer.kind === "progress") this.#waiting?.progress(answer.fraction, answer.note);
    else if (answer.kind === "found") this.#take()?.resolve(answer.found);
    else this.#take()?.reject(unpackError(answer.thrown));
  }

  #die(end: { readonly reason: string; readonly cause?: unknown }): void {
    this.#end ??= end;
    const waiting = this.#take();
    if (!waiting) return;
    const detail = `the thread of job ${waiting.index + 1} of ${this.#jobs} ended before the job was done`;
    const { reason, ...options } = this.#end;
    waiting.reject(new WorkerError("neurite run", `${detail} (${reason})`, options));
  }

  #take(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
