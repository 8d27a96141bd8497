import { expect, it } from "vitest";
import { errorOf, later, rejectionAtOnce, useWorkers } from "./support.js";

const jobs = useWorkers();

it("an abort rejects with the signal's reason at once, and the job hears of it", async () => {
  const worker = jobs.open();
  await worker.run("calls");
  const controller = new AbortController(),
    run = worker.run("untilAborted", { stubborn: 0 }, { signal: controller.signal }),
    reason = new Error("enough");
  await later(20);
  expect(await rejectionAtOnce(run, () => controller.abort(reason))).toBe(reason);
  expect(await worker.run("sawAbort")).toBe(true);
  expect(jobs.started).toHaveLength(1);
});

it("an aborted signal rejects before anything is sent or started", async () => {
  const worker = jobs.open();
  const buffer = new ArrayBuffer(8);
  const error = await errorOf(worker.run("square", buffer, { signal: AbortSignal.abort("no"), transfer: [buffer] }));
  expect([error, buffer.byteLength, jobs.started.length]).toEqual(["no", 8, 0]);
});

it("what onProgress throws ends the run, and aborts the job", async () => {
  const worker = jobs.open();
  const wrong = new TypeError("of the page"),
    seen: unknown[] = [];
  const onProgress = (update: unknown) => {
    seen.push(update);
    throw wrong;
  };
  expect(await errorOf(worker.run("paced", 5, { onProgress }))).toBe(wrong);
  expect(await worker.run("square", 3)).toBe(9);
  expect([seen, jobs.started.length]).toEqual([[0], 1]);
});
