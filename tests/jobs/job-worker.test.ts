import type { Worker } from "node:worker_threads";
import { afterEach, beforeAll, expect, it } from "vitest";
import { ArgumentError, DisposedError, NumericalError, UnsupportedError, WorkerError } from "../../src/errors.js";
import { JobWorker, type JobWorkerOptions } from "../../src/jobs/index.js";
import { bundled, errorOf, later, rejectionAtOnce } from "./support.js";

let start: () => Worker, worker: JobWorker, started: Worker[];

beforeAll(async () => {
  start = await bundled("node-worker.ts");
});

/** The worker of a test, and the threads it starts. */
function open(options?: JobWorkerOptions): JobWorker {
  started = [];
  worker = new JobWorker(() => {
    started.push(start());
    return started.at(-1)!;
  }, options);
  return worker;
}

afterEach(() => worker?.dispose());

it("starts at the first run, gives results, and keeps the worker and its state for the next", async () => {
  open();
  expect(started).toHaveLength(0);
  expect(await worker.run("square", 7)).toBe(49);
  expect([await worker.run("calls"), await worker.run("calls")]).toEqual([1, 2]);
  expect(started).toHaveLength(1);
});

it("does several runs at once, each with its own answer", async () => {
  open();
  await worker.run("calls");
  const order: number[] = [],
    runs = [300, 10, 150].map((ms) => worker.run<number>("pause", ms).then((done) => order.push(done)));
  expect(await worker.run("square", 3)).toBe(9);
  await Promise.all(runs);
  expect(order).toEqual([10, 150, 300]);
});

it("errors of a job keep class, code, message and stack", async () => {
  open();
  const typed = await errorOf(worker.run("typed"));
  expect(typed).toBeInstanceOf(NumericalError);
  expect(typed).toMatchObject({ code: "numerical", message: "fit: the loss is NaN" });
  expect(typed.stack).toMatch(/^NumericalError: fit.*\n.*\btyped\b/);
  expect(await errorOf(worker.run("plain"))).toMatchObject({ name: "RangeError", message: "too far" });
  expect((await errorOf(worker.run("nothing"))).message).toBe("what was thrown cannot be told as text");
  expect(started).toHaveLength(1);
});

it.each([
  ["none", undefined, /^JobWorker\.run: name is "none", must be a job that the worker serves: square, calls,/],
  ["toString", undefined, /^JobWorker\.run: name is "toString"/],
  ["square", () => 1, /^JobWorker\.run: input is a function, must be plain data/],
  ["uncloneable", undefined, /^serve: the result is a function, must be plain data/],
  ["badUpdate", undefined, /^serve: an update is a function, must be plain data/],
  ["badUpdateLater", undefined, /^serve: an update is a function, must be plain data/],
])("refuses %s with a typed error, and goes on", async (name, input, message) => {
  open();
  const error = await errorOf(worker.run(name, input));
  expect(error).toBeInstanceOf(ArgumentError);
  expect(error.message).toMatch(message);
  expect(await worker.run("square", 5)).toBe(25);
  expect(started).toHaveLength(1);
});

it("a job is aborted when an update it gave cannot be sent later", async () => {
  open();
  await errorOf(worker.run("badUpdateLater"));
  await expect.poll(() => worker.run("sawAbort")).toBe(true);
});

it("an abort rejects with the signal's reason at once, and the job hears of it", async () => {
  open();
  await worker.run("calls");
  const controller = new AbortController(),
    run = worker.run("untilAborted", { stubborn: 0 }, { signal: controller.signal }),
    reason = new Error("enough");
  await later(20);
  expect(await rejectionAtOnce(run, () => controller.abort(reason))).toBe(reason);
  expect(await worker.run("sawAbort")).toBe(true);
  expect(started).toHaveLength(1);
});

it("an aborted signal rejects before anything is sent or started", async () => {
  open();
  const buffer = new ArrayBuffer(8);
  const error = await errorOf(worker.run("square", buffer, { signal: AbortSignal.abort("no"), transfer: [buffer] }));
  expect([error, buffer.byteLength, started.length]).toEqual(["no", 8, 0]);
});

it("an abort while the worker starts takes the run back, and the worker is kept", async () => {
  open({ graceMs: 0 });
  const controller = new AbortController(),
    run = errorOf(worker.run("hang", undefined, { signal: controller.signal })),
    other = worker.run("square", 4);
  controller.abort();
  expect(await run).toBe(controller.signal.reason);
  expect([await other, started.length]).toEqual([16, 1]);
});

it("a job that goes on after its abort is ended with its worker; runs that came later are done by the next", async () => {
  open({ graceMs: 200 });
  await worker.run("calls");
  const controller = new AbortController(),
    bystander = errorOf(worker.run("neverAgain")),
    run = worker.run("hang", undefined, { signal: controller.signal });
  await later(50);
  expect(await rejectionAtOnce(run, () => controller.abort())).toBe(controller.signal.reason);
  const [next, error] = await Promise.all([worker.run("calls"), bystander]);
  expect(error).toBeInstanceOf(WorkerError);
  expect(error.message).toBe('JobWorker.run: the worker ended too early: its aborted job "hang" went on for 200 ms');
  expect([next, started.length]).toEqual([1, 2]);
});

it("an aborted job that stops within the grace time keeps its worker, and runs that came later their turn", async () => {
  open({ graceMs: 5000 });
  expect(await worker.run("calls")).toBe(1);
  const controller = new AbortController(),
    run = errorOf(worker.run("untilAborted", { stubborn: 100 }, { signal: controller.signal }));
  await later(20);
  controller.abort();
  expect(await worker.run("calls")).toBe(2);
  await run;
  expect(started).toHaveLength(1);
});

it("sends one update at a time: of a burst the first and the last, before the result or the error", async () => {
  open();
  const seen: unknown[] = [],
    onProgress = (update: unknown) => void seen.push(update);
  seen.push(await worker.run("burst", 1000, { onProgress }));
  expect(seen).toEqual([0, 999, 1000]);
  seen.length = 0;
  expect(await errorOf(worker.run("burstThenFail", 1000, { onProgress }))).toBeInstanceOf(NumericalError);
  expect(seen).toEqual([0, 999]);
  seen.length = 0;
  await worker.run("paced", 5, { onProgress });
  expect(seen).toEqual([0, 1, 2, 3, 4]);
  expect(await worker.run("burst", 3)).toBe(3);
});

it("what onProgress throws ends the run, and aborts the job", async () => {
  open();
  const wrong = new TypeError("of the page"),
    seen: unknown[] = [];
  const onProgress = (update: unknown) => {
    seen.push(update);
    throw wrong;
  };
  expect(await errorOf(worker.run("paced", 5, { onProgress }))).toBe(wrong);
  expect(await worker.run("square", 3)).toBe(9);
  expect([seen, started.length]).toEqual([[0], 1]);
});

it("hands over buffers of inputs, updates and results instead of copying them", async () => {
  open();
  const buffer = Float32Array.of(1, 2, 3).buffer,
    updates: { update: Float32Array; kept: Float32Array }[] = [];
  const run = worker.run<{ buffer: ArrayBuffer; kept: Float32Array }, (typeof updates)[0]>("handOver", buffer, {
    transfer: [buffer],
    onProgress: (update) => void updates.push(update),
  });
  expect(buffer.byteLength).toBe(0);
  const result = await run;
  expect([[...new Float32Array(result.buffer)], [...result.kept]]).toEqual([[1, 2, 3], [3]]);
  expect([[...updates[0]!.update], [...updates[0]!.kept]]).toEqual([[1, 2], [3]]);
  expect(await worker.run("sizes")).toEqual([0, 0]);
});

it("refuses to hand over what it cannot, and leaves it whole", async () => {
  open();
  const buffer = new ArrayBuffer(8),
    run = worker.run("square", buffer, { transfer: [buffer, buffer] });
  expect(await errorOf(run)).toBeInstanceOf(ArgumentError);
  expect([buffer.byteLength, started.length]).toEqual([8, 0]);
});

it("dispose ends the runs and the worker; twice is fine, a run afterwards is not", async () => {
  open();
  await worker.run("calls");
  const runs = [errorOf(worker.run("hang")), errorOf(worker.run("calls"))],
    ended = new Promise((resolve) => started[0]!.once("exit", resolve));
  worker.dispose();
  worker.dispose();
  for (const error of await Promise.all(runs)) expect(error).toBeInstanceOf(DisposedError);
  expect(await errorOf(worker.run("calls"))).toBeInstanceOf(DisposedError);
  await ended;
  {
    using scoped = new JobWorker(start);
    expect(await scoped.run("square", 3)).toBe(9);
    worker = scoped;
  }
  expect(await errorOf(worker.run("square", 3))).toBeInstanceOf(DisposedError);
});

it("serve refuses to be called twice", async () => {
  open();
  const error = await errorOf(worker.run("again"));
  expect(error).toBeInstanceOf(UnsupportedError);
  expect(error.message).toMatch(/serves already/);
});

it("serve refuses what are no jobs, and serves afterwards", async () => {
  worker = new JobWorker(await bundled("badly-served.ts"));
  expect(await worker.run("refused")).toEqual([
    "serve: jobs is undefined, must be an object of functions: { train() { … } }",
    "serve: jobs is a function, must be an object of functions: { train() { … } }",
    'serve: job "train" is 1, must be a function',
  ]);
});

it.each([
  [() => new JobWorker(new URL("file:///worker.js") as never), /start is a URL, must be a function/],
  [() => new JobWorker(start, { graceMs: -1 }), /graceMs is -1/],
  [() => new JobWorker(start, { stallMs: Number.NaN }), /stallMs is NaN/],
])("refuses wrong arguments: %#", (make, message) => {
  expect(make).toThrow(ArgumentError);
  expect(make).toThrow(message);
});

it("refuses a start that gives no worker", async () => {
  worker = new JobWorker((() => undefined) as never);
  expect(await errorOf(worker.run("square"))).toBeInstanceOf(ArgumentError);
});
