import { expect, it } from "vitest";
import { transferring } from "../../src/jobs/index.js";
import { useWorkers } from "./support.js";

const jobs = useWorkers();

it("marks a value and what of it is handed over", () => {
  const value = new Float32Array(3);
  expect(transferring(value, [value.buffer])).toMatchObject({ value, transfer: [value.buffer] });
});

it("hands over buffers of inputs, updates and results instead of copying them", async () => {
  const worker = jobs.open();
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
