import { expect, it } from "vitest";
import { ArgumentError, NumericalError, UnsupportedError } from "../../src/errors.js";
import { JobWorker, serve } from "../../src/jobs/index.js";
import { bundled, errorOf, useWorkers } from "./support.js";

const jobs = useWorkers();

it("errors of a job keep class, code, message and stack", async () => {
  const worker = jobs.open();
  const typed = await errorOf(worker.run("typed"));
  expect(typed).toBeInstanceOf(NumericalError);
  expect(typed).toMatchObject({ code: "numerical", message: "fit: the loss is NaN" });
  expect(typed.stack).toMatch(/^NumericalError: fit.*\n.*\btyped\b/);
  expect(await errorOf(worker.run("plain"))).toMatchObject({ name: "RangeError", message: "too far" });
  expect((await errorOf(worker.run("nothing"))).message).toBe("what was thrown cannot be told as text");
  expect(jobs.started).toHaveLength(1);
});

it.each([
  ["none", undefined, /^JobWorker\.run: name is "none", must be a job that the worker serves: square, calls,/],
  ["toString", undefined, /^JobWorker\.run: name is "toString"/],
  ["square", () => 1, /^JobWorker\.run: input is a function, must be plain data/],
  ["uncloneable", undefined, /^serve: the result is a function, must be plain data/],
  ["badUpdate", undefined, /^serve: an update is a function, must be plain data/],
  ["badUpdateLater", undefined, /^serve: an update is a function, must be plain data/],
])("refuses %s with a typed error, and goes on", async (name, input, message) => {
  const worker = jobs.open();
  const error = await errorOf(worker.run(name, input));
  expect(error).toBeInstanceOf(ArgumentError);
  expect(error.message).toMatch(message);
  expect(await worker.run("square", 5)).toBe(25);
  expect(jobs.started).toHaveLength(1);
});

it("a job is aborted when an update it gave cannot be sent later", async () => {
  const worker = jobs.open();
  await errorOf(worker.run("badUpdateLater"));
  await expect.poll(() => worker.run("sawAbort")).toBe(true);
});

it("sends one update at a time: of a burst the first and the last, before the result or the error", async () => {
  const worker = jobs.open();
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

it("serve refuses to be called twice", async () => {
  const worker = jobs.open();
  const error = await errorOf(worker.run("again"));
  expect(error).toBeInstanceOf(UnsupportedError);
  expect(error.message).toMatch(/serves already/);
});

it("serve refuses what are no jobs, and serves afterwards", async () => {
  using worker = new JobWorker(await bundled("badly-served.ts"));
  expect(await worker.run("refused")).toEqual([
    "serve: jobs is undefined, must be an object of functions: { train() { … } }",
    "serve: jobs is a function, must be an object of functions: { train() { … } }",
    'serve: job "train" is 1, must be a function',
  ]);
});

it("serve refuses to be called outside of a worker", () => {
  expect(() => serve({})).toThrow(UnsupportedError);
  expect(() => serve({})).toThrow(/in a worker/);
});
