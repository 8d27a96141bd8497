import { ArgumentError } from "../errors.js";
import { nextTask } from "../next-task.js";
import type { Context, Experiment, JobContext, JobsOptions } from "./experiment.js";

/** What does one job at a time: this thread, or another one. */
export interface Lane<Job, Found> {
  /** Once stopped, it may give or throw anything. */
  run(job: Job, index: number, progress: JobContext["progress"]): Promise<Found | undefined>;
  stop(): void;
}

/**
 * The context of an experiment whose jobs are done here, one after another: for a page, or a single processor.
 * `experiment.run(config, inProcess(experiment, config, { kernels, seed: 1, … }))`
 */
export function inProcess<Config extends object, Job, Found>(
  experiment: Experiment<Config, Job, Found>,
  config: Config,
  context: Omit<Context, "jobs">,
): Context<Job, Found> {
  const here: Lane<Job, Found> = {
    async run(job, _, progress) {
      await nextTask();
      return context.signal.aborted ? undefined : runJob(experiment, job, config, { ...context, progress });
    },
    stop() {},
  };
  return { ...context, jobs: (jobs, options) => handOut(jobs, [here], context, options) };
}

/** Does one job. What it found is a copy, as from another thread. @throws {ArgumentError} where that cannot be */
export async function runJob<Config extends object, Job, Found>(
  experiment: Experiment<Config, Job, Found>,
  job: Job,
  config: Config,
  { kernels, seed, signal, data, files, progress }: JobContext,
): Promise<Found> {
  if (!experiment.job) throw new ArgumentError("jobs", "experiment", experiment.slug, "one that has a job");
  return copyOf("what was found", await experiment.job(job, config, { kernels, seed, signal, data, files, progress }));
}

/** `jobs` of a context: gives each lane that is free the next job. All lanes are at rest when it settles. */
export async function handOut<Job, Found>(
  jobs: readonly Job[],
  lanes: readonly Lane<Job, Found>[],
  { signal, progress }: Pick<Context, "signal" | "progress">,
  options: JobsOptions<Found> = {},
): Promise<(Found | undefined)[]> {
  const found = new Array<Found | undefined>(jobs.length).fill(undefined),
    shares = new Map<number, number>(); // of the jobs that are running
  let next = 0,
    finished = 0,
    halted = signal.aborted,
    told: Promise<void> = Promise.resolve();
  const errors: unknown[] = [];
  const halt = () => {
    halted = true;
    for (const lane of lanes) lane.stop();
  };
  const draw = (note?: string) => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, finished);
    progress({ label: options.label ?? "jobs", done, total: jobs.length, ...(note !== undefined && { note }) });
  };
  const attempt = async (lane: Lane<Job, Found>, index: number) => {
    shares.set(index, 0);
    try {
      return await lane.run(copyOf("a job", jobs[index]!), index, (fraction, note) => {
        if (halted || !shares.has(index)) return;
        shares.set(index, fraction > 0 ? Math.min(1, fraction) : 0);
        draw(note);
      });
    } catch (error) {
      // After an abort, or another job's error, what this one has to say is of no interest.
      if (!halted) errors.push(error);
      halt();
      return undefined;
    } finally {
      shares.delete(index);
    }
  };
  const work = async (lane: Lane<Job, Found>) => {
    while (!halted && next < jobs.length) {
      const index = next++,
        result = await attempt(lane, index);
      if (halted) return;
      found[index] = result;
      finished++;
      draw();
      await (told = told.then(() => options.onFound?.(index, result as Found)));
    }
  };
  signal.addEventListener("abort", halt);
  try {
    if (jobs.length > 0 && !halted) draw();
    await Promise.all(
      lanes.map((lane) =>
        work(lane).catch((error) => {
          errors.push(error);
          halt();
        }),
      ),
    );
  } finally {
    signal.removeEventListener("abort", halt);
  }
  if (errors.length > 0) throw errors[0];
  return found;
}

function copyOf<T>(what: string, value: T): T {
  try {
    return structuredClone(value);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new ArgumentError("jobs", what, value, `plain data, which can be sent to another thread (${reason})`);
  }
}
