import { expect, it } from "vitest";
import type { Context, Outcome } from "../../src/experiments/experiment.js";
import { type Config, scales } from "../../src/experiments/sdr-theory/config.js";
import { experiment } from "../../src/experiments/sdr-theory.js";
import { checked } from "./report/support.js";
import { runHere } from "./run.js";

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...scales.smoke, trials: 40_000, noiseTrials: 10_000, ...changes }, context);

it("all claims hold; figures, tables and report are complete", async () => {
  const { data, claims, metrics, series, summary, report } = await run();
  expect(data).toContain("needs no data");
  expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  expect(claims.length).toBeGreaterThan(35);
  for (const figure of ["4A", "4B", "5A", "5B", "6", "7A", "7B"])
    expect(Object.keys(series).filter((name) => name.startsWith(`figure ${figure}: `)).length).toBeGreaterThan(1);
  expect(series["figure 6: median"]).toHaveLength(22);
  expect(metrics["overlap, mean, 40 of 2048 with 40: simulated"]).toBeCloseTo(0.78, 1);
  expect(summary.join("\n")).not.toMatch(/NaN|undefined/);
  const html = checked(...report);
  expect(html.match(/role="img"/g)).toHaveLength(7);
  for (const part of ["not correlated", "n = 1000, simulated", "2.27907942e-11"]) expect(html).toContain(part);
  expect(structuredClone({ metrics, series, claims, summary })).toEqual({ metrics, series, claims, summary });
});

it("same seed same figures, other seeds others, and the closed forms the same", async () => {
  const few = { trials: 2500, noiseTrials: 400 },
    [first, again, other] = [await run(few), await run(few), await run(few, { seed: 2 })];
  expect(again.metrics).toEqual(first.metrics);
  expect(other.metrics).not.toEqual(first.metrics);
  expect(other.series).toEqual(first.series);
});

it("aborted, it draws the figures all the same and judges no claims", async () => {
  const { claims, summary, report } = await run({}, { signal: AbortSignal.abort() });
  expect([claims, summary[0]]).toEqual([[], "Nothing was simulated."]);
  checked(...report);
});
