import { describe, expect, it } from "vitest";
import { ArgumentError, FormatError } from "../../src/errors.js";
import { type Config, scales } from "../../src/experiments/anomaly/config.js";
import { experiment } from "../../src/experiments/anomaly.js";
import type { Context, Outcome } from "../../src/experiments/experiment.js";
import { filesOf, sharedFiles } from "./connectome/support.js";
import { checked } from "./report/support.js";
import { runHere } from "./run.js";

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...scales.smoke, ...changes }, context);

const timeless = (metrics: Outcome["metrics"]) =>
  Object.fromEntries(Object.entries(metrics).filter(([name]) => !/ms per row|per second/.test(name)));

/** Five-minute steps of a saw tooth. */
const machine = `timestamp,value\n${Array.from({ length: 300 }, (_, row) => {
  const two = (value: number) => String(value).padStart(2, "0");
  return `2013-12-0${2 + Math.floor(row / 288)} ${two(Math.floor(row / 12) % 24)}:${two((5 * row) % 60)}:00,${row % 50}`;
}).join("\n")}\n`;
const windows = JSON.stringify({
  "realKnownCause/machine_temperature_system_failure.csv": [
    ["2013-12-02 06:25:00.000000", "2013-12-02 08:00:00.000000"],
  ],
});

describe("without data", () => {
  it("makes up a series, says so, and all claims hold", async () => {
    const { data, claims, metrics, series, summary, report } = await run();
    expect(data).toMatch(/^A series made up by this package/);
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    expect(claims).toHaveLength(3);
    expect(metrics).toMatchObject({ "generated: rows": 3600, "generated: windows": 3 });
    for (const what of ["value", "raw anomaly", "log-likelihood"])
      expect(series[`generated: ${what}`]).toHaveLength(3600);
    expect(summary.join("\n")).toMatch(/window 2020-04-17 00:00 to 2020-04-18 23:00 .* rows {2}first at \d+ % of it/);
    expect(summary.join("\n")).not.toMatch(/NaN|undefined/);
    const html = checked(...report);
    expect(html.match(/role="img"/g)).toHaveLength(3);
    expect(html.match(/class="span"/g)).toHaveLength(3);
    expect(structuredClone({ metrics, series, claims, summary })).toEqual({ metrics, series, claims, summary });
  });

  it("same seed same bits, another seed others", async () => {
    const few = { rows: 300 },
      [first, again, other] = [await run(few), await run(few), await run(few, { seed: 2 })];
    expect(again.fingerprint).toBe(first.fingerprint);
    expect(again.series).toEqual(first.series);
    expect(timeless(again.metrics)).toEqual(timeless(first.metrics));
    expect(other.fingerprint).not.toBe(first.fingerprint);
  });

  it("aborted, it tells how far it came and judges no claims", async () => {
    const nothing = await run({}, { signal: AbortSignal.abort() });
    expect([nothing.summary, nothing.claims]).toEqual([["No series was read."], []]);
    checked(...nothing.report);
    // Stopped within the one series, whose job then does not count.
    const controller = new AbortController(),
      some = await run(
        {},
        { signal: controller.signal, progress: ({ done }) => void (done > 0.1 && controller.abort()) },
      );
    expect([some.claims, some.fingerprint]).toEqual([[], undefined]);
    checked(...some.report);
  });

  it("other parameters and formulas are run as asked, and windows are not judged by them", async () => {
    const { claims, summary } = await run({ parameters: "hot-gym", compared: "scores", rows: 800 });
    expect(claims).toHaveLength(1);
    expect(summary.join("\n")).toContain("parameters hot-gym");
    expect(summary.join("\n")).toContain("by the normal distribution of single scores");
  });
});

describe("with files", () => {
  it("reads series and windows, and leaves out what is not there", async () => {
    const files = filesOf({
        "nab/machine_temperature_system_failure.csv": machine,
        "nab/combined_windows.json": windows,
      }),
      { data, summary, metrics, report } = await run({ series: ["machine_temperature", "hot_gym"] }, { files });
    expect(data).toBe("1 series from texts");
    expect(summary).toContain("hot_gym is left out: there is no hotgym/rec-center-hourly.csv.");
    expect(metrics).toMatchObject({ "machine_temperature: rows": 300, "machine_temperature: windows": 1 });
    expect(summary.join("\n")).toContain("window 2013-12-02 06:25 to 2013-12-02 08:00");
    expect(checked(...report)).toContain("hot_gym is left out");
  });

  it("ends with an error for a damaged one", async () => {
    const files = filesOf({ "nab/nyc_taxi.csv": "timestamp,value\n2014-07-01 00:00:00,12\n2014-07-01 00:30:00,x\n" });
    await expect(run({ series: ["nyc_taxi"] }, { files })).rejects.toThrow(FormatError);
    await expect(run({ series: ["nyc_taxi"] }, { files })).rejects.toThrow("nab/nyc_taxi.csv: line 3");
  });

  it("asks for the folders of the series that were chosen", () => {
    expect(experiment.dataSets!(scales.smoke)).toEqual(["nab", "hotgym"]);
    expect(experiment.dataSets!({ ...scales.smoke, series: ["hot_gym"] })).toEqual(["hotgym"]);
  });
});

describe("config", () => {
  it.each([
    { series: [] },
    { series: ["hot_gym", "hot_gym"] as const },
    { rows: 50 },
    { rows: -1 },
    { historyDays: 0 },
    { epsilon: 0 },
    { epsilon: 0.5 },
  ])("%j is refused", (change) =>
    expect(() => experiment.check!({ ...scales.smoke, ...change })).toThrow(ArgumentError),
  );

  it.each(["smoke", "default", "paper"] as const)("%s is accepted", (scale) => experiment.check!(scales[scale]));
});

describe.runIf(sharedFiles())("with the real files", () => {
  it("every series is read, its beginning alone where so few rows are asked for", async () => {
    const { claims, metrics, report } = await run({ rows: 300, series: scales.paper.series }, { files: sharedFiles() });
    expect(claims.some(({ name }) => name.includes("windows detected"))).toBe(false);
    for (const name of scales.paper.series) expect(metrics[`${name}: rows`]).toBe(300);
    checked(...report);
  });

  it("the taxis' marathon weekend and snow storm are detected, and all claims hold", { timeout: 60_000 }, async () => {
    const { claims, summary } = await run({ series: ["nyc_taxi"] }, { files: sharedFiles() });
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    expect(claims).toHaveLength(3);
    for (const window of ["window 2014-10-30 15:30", "window 2015-01-24 20:30"])
      expect(summary.find((line) => line.includes(window))).toMatch(/rows {2}first at/);
  });
});
