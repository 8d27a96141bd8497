import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { WorkerError } from "../../src/errors.js";
import { JobWorker, type JobWorkerOptions } from "../../src/jobs/index.js";
import { errorOf, later, useWorkers } from "./support.js";

const jobs = useWorkers();

/** Threads that serve already: the time to start one is not the time it may be silent. */
async function openServing(threads: number, options: JobWorkerOptions): Promise<JobWorker> {
  const serving = Array.from({ length: threads }, jobs.start);
  await Promise.all(serving.map((thread) => new Promise((resolve) => thread.once("message", resolve))));
  return jobs.open(options, () => serving.shift()!);
}

it("takes a worker that serves already", async () => {
  const worker = await openServing(1, {});
  expect(await worker.run("square", 2)).toBe(4);
});

it.each([
  ["exit", 7, "exit code 7"],
  ["exit", 0, "exit code 0"],
  ["stray", undefined, "nobody waits for this"],
])("%s %s: a worker that dies is a WorkerError for all its runs, and is replaced", async (name, input, reason) => {
  const worker = jobs.open();
  const other = errorOf(worker.run("neverAgain")),
    error = await errorOf(worker.run(name, input));
  expect(error).toBeInstanceOf(WorkerError);
  expect(error.message).toBe(`JobWorker.run: the worker ended too early: ${reason}`);
  expect(await other).toBe(error);
  expect([await worker.run("calls"), jobs.started.length]).toEqual([1, 2]);
});

it("a worker that dies while nothing runs is replaced at the next run", async () => {
  const worker = jobs.open();
  await worker.run("calls");
  await jobs.started[0]!.terminate();
  expect([await worker.run("calls"), jobs.started.length]).toEqual([1, 2]);
});

it("a worker without a turn of its event loop hangs, also while it starts", async () => {
  const worker = await openServing(2, { stallMs: 800 });
  await worker.run("calls");
  const before = performance.now(),
    error = await errorOf(worker.run("hang"));
  expect(error).toBeInstanceOf(WorkerError);
  expect(error.message).toContain("it has not answered for 800 ms");
  expect(performance.now() - before).toBeGreaterThan(790);
  expect(await worker.run("square", 2)).toBe(4);

  using mute = new JobWorker(() => new Worker("setInterval(() => {}, 1000)", { eval: true }), { stallMs: 800 });
  expect((await errorOf(mute.run("any"))).message).toBe(
    "JobWorker.run: the worker could not be started: it has not answered for 800 ms",
  );
});

it("a job that lets the event loop have its turns does not hang, however long it takes", async () => {
  const worker = await openServing(1, { stallMs: 800 });
  expect(await worker.run("sum", { n: 4, ms: 1600 })).toBe(10);
  await later(1200); // nor does a worker that nobody asks for anything
  expect(await worker.run("calls")).toBe(1);
  expect(jobs.started).toHaveLength(1);
});

it.each([
  ["no such file", () => new Worker(new URL("file:///no/such/file.mjs")), /could not be started: .*no\/such\/file/],
  ["no address", () => new Worker("no-path.mjs"), /could not be started: .*path/],
  ["a file that throws", () => new Worker("throw new Error('at once')", { eval: true }), /started: at once$/],
  ["a file that ends", () => new Worker("", { eval: true }), /started: exit code 0$/],
])("%s is a WorkerError, every time", async (_, start, message) => {
  using worker = new JobWorker(start);
  for (let i = 0; i < 2; i++) {
    const errors = await Promise.all([errorOf(worker.run("square", 1)), errorOf(worker.run("square", 2))]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(WorkerError);
      expect(error.message).toMatch(message);
    }
  }
});
