import { afterAll, beforeAll, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { type ExperimentUpdate, outcomeFrom, type SentOutcome } from "../../src/experiments/index.js";
import { JobWorker } from "../../src/jobs/index.js";
import { bundled } from "../jobs/support.js";
import { runHere } from "./run.js";
import { experiment } from "./small-experiment.js";

let worker: JobWorker;
beforeAll(async () => {
  const start = await bundled("../experiments/experiment-worker.ts");
  worker = new JobWorker(start);
});
afterAll(() => worker.dispose());

it("finds in a worker what it finds here, pictures included, and tells how far it is", async () => {
  const updates: ExperimentUpdate[] = [],
    onProgress = (update: ExperimentUpdate) => void updates.push(update);
  const outcome = outcomeFrom(
    await worker.run<SentOutcome, ExperimentUpdate>("small", { scale: "smoke" }, { onProgress }),
  );
  const { report, ...here } = await runHere(experiment, experiment.scales.smoke);
  expect(outcome).toMatchObject(here);
  expect(outcome.report.map(({ render }, i) => render(`section-$&-${i}`))).toEqual(
    report.map(({ render }, i) => render(`section-$&-${i}`)),
  );
  expect(updates[0]).toEqual({ label: "jobs", done: 0, total: 3 });
  expect(updates.at(-1)).toEqual({ label: "waiting", done: 3, total: 3 });
});

it("takes a scale, fields of its config and a seed", async () => {
  const run = (input?: object) => worker.run<SentOutcome>("small", input);
  const [plain, changed, other] = [await run(), await run({ config: { draws: 2 } }), await run({ seed: 2 })];
  expect([plain.metrics, changed.metrics]).toEqual([
    { seed: 1, draws: 5 },
    { seed: 1, draws: 2 },
  ]);
  expect(changed.series).toEqual(plain.series);
  expect(other.series).not.toEqual(plain.series);
});

it("stops with the signal, and the worker goes on", async () => {
  const controller = new AbortController();
  const onProgress = ({ label }: ExperimentUpdate) => label === "waiting" && controller.abort("enough");
  const { signal } = controller;
  await expect(worker.run("small", { scale: "paper" }, { signal, onProgress })).rejects.toBe("enough");
  expect(await worker.run("small", { scale: "smoke" })).toMatchObject({ metrics: { draws: 3 } });
});

it.each([
  [{ scale: "huge" }, /^small: scale is "huge", must be smoke, default, paper$/],
  [{ config: { draws: 0 } }, /^small: draws is 0/],
  [{ seed: -1 }, /seed is -1/],
])("refuses %j", async (input, message) => {
  const error = (await worker.run("small", input).catch((error) => error)) as Error;
  expect(error).toBeInstanceOf(ArgumentError);
  expect(error.message).toMatch(message);
});
