import { afterEach, expect, it } from "vitest";
import { ArgumentError, NumericalError, UnsupportedError, WorkerError } from "../../src/errors.js";
import { JobWorker, type JobWorkerOptions, serve } from "../../src/jobs/index.js";
import { Random } from "../../src/random.js";
import type { FitUpdate } from "../../src/training/reporting.js";
import { train } from "./jobs-training.js";

let worker: JobWorker, starts: number;

function open(start: () => Worker, options?: JobWorkerOptions): void {
  starts = 0;
  worker = new JobWorker(() => {
    starts++;
    return start();
  }, options);
}

const training = () => new Worker(new URL("./jobs-worker.ts", import.meta.url), { type: "module" });
const faults = () => new Worker(new URL("./jobs-faults-worker.ts", import.meta.url), { type: "module" });

afterEach(() => worker?.dispose());

const errorOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.fail("resolved"),
    (error) => error,
  );
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The durations of the page's tasks of more than 50 ms, while `work` goes on. */
async function longTasks(work: () => Promise<unknown>): Promise<number[]> {
  const durations: number[] = [],
    observer = new PerformanceObserver((list) => durations.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });
  await work();
  await later(50); // the observer is told in a later task
  observer.disconnect();
  return durations;
}

it("trains to the same bits as the page itself, and the page's tasks stay below 50 ms", async () => {
  open(training);
  await worker.run("train", { epochs: 1 });
  const updates: FitUpdate[] = [];
  let weights: Float32Array | undefined;
  const durations = await longTasks(async () => {
    weights = await worker.run<Float32Array, FitUpdate>(
      "train",
      { epochs: 12 },
      { onProgress: (update) => void updates.push(update) },
    );
  });
  expect(durations).toEqual([]);
  expect(updates.at(-1)!.epochs).toHaveLength(12);
  expect(updates.length).toBeGreaterThan(2);
  expect(updates.at(-1)!.epochs.at(-1)!.loss).toBeLessThan(updates.at(-1)!.epochs[0]!.loss / 2);
  const here = await train({ epochs: 12 });
  expect(weights!.length).toBe(here.length);
  expect(weights!.every((weight, i) => Object.is(weight, here[i]))).toBe(true);
  expect(starts).toBe(1);
});

it("the watch sees a task that is too long", async () => {
  const durations = await longTasks(async () => {
    await later(0);
    for (const end = performance.now() + 80; performance.now() < end; );
    await later(0);
  });
  expect(Math.max(...durations)).toBeGreaterThanOrEqual(80);
});

it("20 aborts at random moments of a training reject within 50 ms, and the worker goes on", async () => {
  open(training);
  const random = new Random(1);
  await worker.run("train", { epochs: 1 });
  for (let i = 0; i < 20; i++) {
    const controller = new AbortController(),
      run = errorOf(worker.run("train", { epochs: 1000 }, { signal: controller.signal }));
    await later(60 * random.uniform());
    const before = performance.now();
    controller.abort(i);
    expect(await run).toBe(i);
    expect(performance.now() - before).toBeLessThan(50);
  }
  expect((await worker.run<Float32Array>("train", { epochs: 1 })).length).toBeGreaterThan(1000);
  expect(starts).toBe(1);
});

it("a hanging job is ended after an abort, or by itself, and the next run has a new worker", async () => {
  open(faults, { graceMs: 100, stallMs: 3000 });
  expect(await errorOf(worker.run("typed"))).toBeInstanceOf(NumericalError);
  const signal = AbortSignal.timeout(50);
  expect(await errorOf(worker.run("hang", undefined, { signal }))).toBe(signal.reason);
  expect(await errorOf(worker.run("typed"))).toBeInstanceOf(NumericalError);
  const error = await errorOf(worker.run("hang"));
  expect(error).toBeInstanceOf(WorkerError);
  expect(error.message).toBe("JobWorker.run: the worker ended too early: it has not answered for 3000 ms");
  expect(await errorOf(worker.run("typed"))).toBeInstanceOf(NumericalError);
  expect(starts).toBe(3);
});

it("errors are typed: of jobs, of what cannot be sent, of an error that nobody catches", async () => {
  open(faults);
  expect(await errorOf(worker.run("typed"))).toMatchObject({ code: "numerical", message: "fit: the loss is NaN" });
  const refused = [worker.run("uncloneable"), worker.run("none"), worker.run("typed", () => 1)].map(errorOf);
  for (const error of await Promise.all(refused)) expect(error).toBeInstanceOf(ArgumentError);
  expect(await errorOf(worker.run("again"))).toBeInstanceOf(UnsupportedError);
  const error = await errorOf(worker.run("stray"));
  expect(error).toBeInstanceOf(WorkerError);
  expect(error.message).toContain("nobody waits for this");
  expect(await errorOf(worker.run("typed"))).toBeInstanceOf(NumericalError);
  expect(starts).toBe(2);
});

it("hands over buffers there and back; those of WebAssembly it refuses", async () => {
  open(faults);
  const buffer = Float32Array.of(1, 2).buffer,
    run = worker.run<ArrayBuffer>("handOver", buffer, { transfer: [buffer] });
  expect(buffer.byteLength).toBe(0);
  expect([...new Float32Array(await run)]).toEqual([1, 2]);
  const memory = new WebAssembly.Memory({ initial: 1 }).buffer as ArrayBuffer;
  expect(await errorOf(worker.run("handOver", memory, { transfer: [memory] }))).toBeInstanceOf(ArgumentError);
});

it("a file that is missing or throws is a WorkerError", async () => {
  for (const file of ["data:text/javascript,throw new Error('at once')", "/no/such/worker.js"]) {
    worker = new JobWorker(() => new Worker(file, { type: "module" }));
    const error = await errorOf(worker.run("typed"));
    expect(error).toBeInstanceOf(WorkerError);
    expect(error.message).toMatch(/^JobWorker.run: the worker could not be started: /);
  }
});

it("serve refuses to be called on a page", () => {
  expect(() => serve({})).toThrow(UnsupportedError);
});
