import { beforeAll, expect, it } from "vitest";
import { ArgumentError, NumericalError } from "../../src/errors.js";
import type { Context, Experiment, JobContext, Outcome } from "../../src/experiments/experiment.js";
import { handOut, inProcess, type Lane } from "../../src/experiments/jobs.js";
import { nextTask } from "../../src/next-task.js";
import type { Kernels } from "../../src/wasm/load.js";
import { openKernels } from "../support.js";

interface Config {
  readonly factor: number;
}
interface Job {
  readonly n: number;
}

let kernels: Kernels;
beforeAll(async () => {
  kernels = await openKernels();
});

/** A context whose progress is kept, and an experiment with that job. */
function open(job: NonNullable<Experiment<Config, Job, number>["job"]>, changes: Partial<Context> = {}) {
  const seen: { label: string; done: number; total: number; note?: string }[] = [],
    config = { factor: 10 },
    experiment: Experiment<Config, Job, number> = {
      slug: "fake",
      title: "",
      source: "",
      needs: [],
      scales: { smoke: config, default: config, paper: config },
      job,
      run: async () => ({}) as Outcome,
    };
  const given: Omit<Context, "jobs"> = {
    kernels,
    seed: 7,
    signal: new AbortController().signal,
    data: undefined,
    files: undefined,
    checkpoints: undefined,
    progress: (update) => void seen.push(update),
    ...changes,
  };
  const context: Context<Job, number> = inProcess(experiment, config, given);
  return { context, seen, jobs: (numbers: number[]) => context.jobs(numbers.map((n) => ({ n }))) };
}

it("does the jobs here, one after another, each with config and context, and puts what they found in their order", async () => {
  let running = 0;
  const contexts: JobContext[] = [];
  const { jobs, context } = open(async ({ n }, { factor }, given) => {
    contexts.push(given);
    expect(++running).toBe(1);
    await nextTask();
    running--;
    return factor * n;
  });
  expect(await jobs([3, 1, 2])).toEqual([30, 10, 20]);
  expect(contexts[0]).toMatchObject({ seed: 7, data: undefined, files: undefined });
  expect([contexts[0]!.kernels, contexts[0]!.signal]).toEqual([context.kernels, context.signal]);
  expect(await jobs([])).toEqual([]);
});

it("draws one bar: finished jobs and the parts of those that run, never beyond the total", async () => {
  const { context, seen } = open(async ({ n }, _, { progress }) => {
    for (const fraction of [0.5, Number.NaN, 7, -1]) progress(fraction, `n = ${n}`);
    return n;
  });
  await context.jobs([{ n: 1 }, { n: 2 }], { label: "training" });
  const bar = (done: number, n?: number) => ({ label: "training", done, total: 2, ...(n && { note: `n = ${n}` }) });
  expect(seen).toEqual([
    bar(0),
    ...[0.5, 0, 1, 0].map((done) => bar(done, 1)),
    bar(1),
    ...[1.5, 1, 2, 1].map((done) => bar(done, 2)),
    bar(2),
  ]);
});

it("tells of each finding, one at a time, before it goes on", async () => {
  const events: string[] = [];
  const { context } = open(async ({ n }) => {
    events.push(`job ${n}`);
    return n;
  });
  await context.jobs([{ n: 1 }, { n: 2 }], {
    async onFound(index, found) {
      events.push(`found ${index} ${found}`);
      await nextTask();
      events.push(`saved ${index}`);
    },
  });
  expect(events).toEqual(["job 1", "found 0 1", "saved 0", "job 2", "found 1 2", "saved 1"]);
});

it("after an abort nothing counts any more, neither what a job gives nor what it throws", async () => {
  for (const throws of [false, true]) {
    const controller = new AbortController(),
      told: number[] = [];
    const { context } = open(
      async ({ n }, _, { signal }) => {
        if (n === 2) controller.abort();
        if (throws) signal.throwIfAborted();
        return n;
      },
      { signal: controller.signal },
    );
    const onFound = (index: number) => void told.push(index);
    expect(await context.jobs([{ n: 1 }, { n: 2 }, { n: 3 }], { onFound })).toEqual([1, undefined, undefined]);
    expect(told).toEqual([0]);
    expect(await context.jobs([{ n: 1 }])).toEqual([undefined]);
  }
});

it("an abort in another task gets its turn between jobs that never wait", async () => {
  const controller = new AbortController();
  let ran = 0;
  const { jobs } = open(async () => ++ran, { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  expect(await jobs(Array(1_000_000).fill(1))).toHaveLength(1_000_000);
  expect(ran).toBeLessThan(1_000_000);
});

it("a job's error, or that of onFound, comes out as it is, and no other job is begun", async () => {
  const error = new NumericalError("fit", "the loss is NaN"),
    ran: number[] = [];
  const { context, jobs } = open(async ({ n }) => {
    ran.push(n);
    if (n === 2) throw error;
    return n;
  });
  await expect(jobs([1, 2, 3])).rejects.toBe(error);
  expect(ran).toEqual([1, 2]);
  const full = new Error("the disk is full");
  const onFound = () => Promise.reject(full);
  await expect(context.jobs([{ n: 4 }, { n: 5 }], { onFound })).rejects.toBe(full);
  expect(ran).toEqual([1, 2, 4]);
});

it("jobs and findings are copies, as between threads, and what cannot be copied is refused", async () => {
  const kept = { n: 1 };
  const { context } = open(async (job) => {
    (job as { n: number }).n = 9;
    return job.n;
  });
  expect(await context.jobs([kept])).toEqual([9]);
  expect(kept).toEqual({ n: 1 });
  const task = { n: 1, work: () => 1 };
  const refused = await context.jobs([task]).catch((error) => error);
  expect(refused).toBeInstanceOf(ArgumentError);
  expect(refused.message).toContain("jobs: a job is a Object, must be plain data");
  const { jobs } = open(async () => Symbol("found") as unknown as number);
  await expect(jobs([1])).rejects.toThrow("jobs: what was found is Symbol(found), must be plain data");
});

it("an experiment without a job has nothing to hand out", async () => {
  const { context } = open(undefined as never);
  await expect(context.jobs([{ n: 1 }])).rejects.toThrow('jobs: experiment is "fake", must be one that has a job');
});

/** Lanes whose jobs are finished by hand. */
function lanes(count: number) {
  const running = new Map<
    number,
    { resolve(found: number): void; reject(error: Error): void; tell(f: number): void }
  >();
  let stopped = 0;
  const made = Array.from({ length: count }, (): Lane<number, number> => {
    let end = () => {};
    return {
      run: (_, index, tell) =>
        new Promise((resolve, reject) => {
          end = () => resolve(undefined);
          running.set(index, { resolve, reject, tell });
        }),
      stop() {
        stopped++;
        end();
      },
    };
  });
  return { made, running, stopped: () => stopped };
}

it("several lanes: the free one takes the next job, and the bar adds up", async () => {
  const { made, running } = lanes(2),
    bar: number[] = [],
    order: number[] = [],
    context = { signal: new AbortController().signal, progress: ({ done }: { done: number }) => void bar.push(done) };
  const found = handOut([0, 1, 2], made, context, { onFound: (index) => void order.push(index) });
  expect([...running.keys()]).toEqual([0, 1]);
  running.get(0)!.tell(0.25);
  running.get(1)!.tell(0.5);
  running.get(1)!.resolve(11);
  await nextTask();
  expect([...running.keys()]).toEqual([0, 1, 2]);
  running.get(1)!.tell(0.9); // too late
  running.get(2)!.resolve(12);
  await nextTask();
  running.get(0)!.resolve(10);
  expect(await found).toEqual([10, 11, 12]);
  expect(order).toEqual([1, 2, 0]);
  expect(bar).toEqual([0, 0.25, 0.75, 1.25, 2.25, 3]);
});

it("several lanes: an error or an abort stops the others, and is what comes out", async () => {
  const failing = lanes(3),
    controller = new AbortController(),
    context = { signal: controller.signal, progress() {} };
  const failed = handOut([0, 1, 2, 3], failing.made, context);
  failing.running.get(1)!.reject(new Error("first"));
  failing.running.get(2)!.reject(new Error("second"));
  await expect(failed).rejects.toThrow("first");
  expect(failing.running.size).toBe(3);
  const aborted = lanes(2),
    found = handOut([0, 1, 2], aborted.made, context);
  aborted.running.get(0)!.resolve(5);
  await nextTask();
  controller.abort();
  expect(await found).toEqual([5, undefined, undefined]);
  expect(aborted.stopped()).toBe(2);
});
