import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import type { Context, Outcome } from "../../src/experiments/experiment.js";
import { type Config, scales } from "../../src/experiments/sequence-memory/config.js";
import { experiment } from "../../src/experiments/sequence-memory.js";
import { checked } from "./report/support.js";
import { runHere } from "./run.js";

const small: Partial<Config> = { sequences: 4, elements: 20, pairs: 2, shared: 3, rounds: 70, noisySequences: 10 };

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...scales.smoke, ...small, ...changes }, context);

const timeless = (metrics: Outcome["metrics"]) =>
  Object.fromEntries(Object.entries(metrics).filter(([name]) => !name.includes("ms per step")));

it("all claims hold; tables, series and report are complete", async () => {
  const { data, claims, metrics, series, summary, report } = await run();
  expect(data).toContain("needs no data");
  expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  expect(claims).toHaveLength(12);
  expect(series["2048 columns: mean raw anomaly of each pass"]!.map((mean) => mean.toFixed(3))).toEqual([
    ...["1.000", "1.000", "1.000", "1.000", "0.050", "0.050"],
  ]);
  expect(series["2048 columns: raw anomaly by element, pass 6"]).toEqual([1, ...new Array(19).fill(0)]);
  expect(metrics["2048 columns: segments"]).toBe(4 * 19 * 50);
  expect(metrics["2048 columns: synapses"]).toBe(4 * 19 * 50 * 20);
  expect(summary.join("\n")).not.toMatch(/NaN|undefined/);
  const html = checked(...report);
  for (const part of [
    "What is predicted: A B C D E",
    "What is predicted: X B C D Y",
    "What is predicted: B C D",
    "Cells killed",
  ])
    expect(html).toContain(part);
  expect(html.match(/class="raster"/g)).toHaveLength(1);
  expect(structuredClone({ metrics, series, claims, summary })).toEqual({ metrics, series, claims, summary });
});

it("same seed same bits, another seed others; the large memory runs when asked for", async () => {
  const columns = { columns: 256, cellsPerColumn: 8, activeColumns: 20, patternColumns: 20 },
    few = { ...columns, sequences: 2, elements: 5, pairs: 1, rounds: 3, noisySequences: 2 },
    [first, again, other] = [await run(few), await run(few), await run(few, { seed: 2 })];
  expect(again.fingerprint).toBe(first.fingerprint);
  expect(timeless(again.metrics)).toEqual(timeless(first.metrics));
  expect(other.fingerprint).not.toBe(first.fingerprint);
  const large = await run({ ...few, large: true });
  expect(large.metrics["512 columns: synapses"]).toBe(4 * 120 * 20);
});

it("aborted, it tells what was finished and judges no claims", async () => {
  const { claims, summary, report, fingerprint } = await run({}, { signal: AbortSignal.abort() });
  expect([claims, summary, fingerprint]).toEqual([[], ["Nothing was finished."], undefined]);
  checked(...report);
  const controller = new AbortController(),
    some = await run({}, { signal: controller.signal, progress: ({ done }) => void (done >= 1 && controller.abort()) });
  expect(some.claims).toEqual([]);
  expect(some.summary[0]).toContain("4 sequences of 20");
  checked(...some.report);
});

describe("config", () => {
  it.each([
    { columns: 100 },
    { cellsPerColumn: 1 },
    { activeColumns: 19 },
    { patternColumns: 342 },
    { sequences: 1 },
    { rounds: 0 },
    { shared: 21 },
    { predictedDecrement: -0.1 },
    { noisySequences: 1.5 },
  ])("%j is refused", (change) =>
    expect(() => experiment.check!({ ...scales.smoke, ...change })).toThrow(ArgumentError),
  );

  it.each(["smoke", "default", "paper"] as const)("%s is accepted", (scale) => experiment.check!(scales[scale]));
});
