import { expect, it } from "vitest";
import { ArgumentError, DisposedError, WorkerError } from "../../src/errors.js";
import { JobWorker } from "../../src/jobs/index.js";
import { errorOf, later, rejectionAtOnce, useWorkers } from "./support.js";

const jobs = useWorkers();

it("starts at the first run, gives results, and keeps the worker and its state for the next", async () => {
  const worker = jobs.open();
  expect(jobs.started).toHaveLength(0);
  expect(await worker.run("square", 7)).toBe(49);
  expect([await worker.run("calls"), await worker.run("calls")]).toEqual([1, 2]);
  expect(jobs.started).toHaveLength(1);
});

it("does several runs at once, each with its own answer", async () => {
  const worker = jobs.open();
  await worker.run("calls");
  const order: number[] = [],
    runs = [300, 10, 150].map((ms) => worker.run<number>("pause", ms).then((done) => order.push(done)));
  expect(await worker.run("square", 3)).toBe(9);
  await Promise.all(runs);
  expect(order).toEqual([10, 150, 300]);
});

it("an abort while the worker starts takes the run back, and the worker is kept", async () => {
  const worker = jobs.open({ graceMs: 0 });
  const controller = new AbortController(),
    run = errorOf(worker.run("hang", undefined, { signal: controller.signal })),
    other = worker.run("square", 4);
  controller.abort();
  expect(await run).toBe(controller.signal.reason);
  expect([await other, jobs.started.length]).toEqual([16, 1]);
});

it("a job that goes on after its abort is ended with its worker; runs that came later are done by the next", async () => {
  const worker = jobs.open({ graceMs: 200 });
  await worker.run("calls");
  const controller = new AbortController(),
    bystander = errorOf(worker.run("neverAgain")),
    run = worker.run("hang", undefined, { signal: controller.signal });
  await later(50);
  expect(await rejectionAtOnce(run, () => controller.abort())).toBe(controller.signal.reason);
  const [next, error] = await Promise.all([worker.run("calls"), bystander]);
  expect(error).toBeInstanceOf(WorkerError);
  expect(error.message).toBe('JobWorker.run: the worker ended too early: its aborted job "hang" went on for 200 ms');
  expect([next, jobs.started.length]).toEqual([1, 2]);
});

it("an aborted job that stops within the grace time keeps its worker, and runs that came later their turn", async () => {
  const worker = jobs.open({ graceMs: 5000 });
  expect(await worker.run("calls")).toBe(1);
  const controller = new AbortController(),
    run = errorOf(worker.run("untilAborted", { stubborn: 100 }, { signal: controller.signal }));
  await later(20);
  controller.abort();
  expect(await worker.run("calls")).toBe(2);
  await run;
  expect(jobs.started).toHaveLength(1);
});

it("dispose ends the runs and the worker; twice is fine, a run afterwards is not", async () => {
  const worker = jobs.open();
  await worker.run("calls");
  const runs = [errorOf(worker.run("hang")), errorOf(worker.run("calls"))],
    ended = new Promise((resolve) => jobs.started[0]!.once("exit", resolve));
  worker.dispose();
  worker.dispose();
  for (const error of await Promise.all(runs)) expect(error).toBeInstanceOf(DisposedError);
  expect(await errorOf(worker.run("calls"))).toBeInstanceOf(DisposedError);
  await ended;
  let left: JobWorker;
  {
    using scoped = new JobWorker(jobs.start);
    expect(await scoped.run("square", 3)).toBe(9);
    left = scoped;
  }
  expect(await errorOf(left.run("square", 3))).toBeInstanceOf(DisposedError);
});

it.each([
  [() => new JobWorker(new URL("file:///worker.js") as never), /start is a URL, must be a function/],
  [() => new JobWorker(jobs.start, { graceMs: -1 }), /graceMs is -1/],
  [() => new JobWorker(jobs.start, { stallMs: Number.NaN }), /stallMs is NaN/],
])("refuses wrong arguments: %#", (make, message) => {
  expect(make).toThrow(ArgumentError);
  expect(make).toThrow(message);
});

it("refuses a start that gives no worker", async () => {
  using worker = new JobWorker((() => undefined) as never);
  expect(await errorOf(worker.run("square"))).toBeInstanceOf(ArgumentError);
});
