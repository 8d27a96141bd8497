import { expect, it } from "vitest";
import type { Alarms } from "../../../src/experiments/anomaly/alarms.js";
import { claimsOf } from "../../../src/experiments/anomaly/claims.js";
import { scales } from "../../../src/experiments/anomaly/config.js";
import type { Job, Result } from "../../../src/experiments/anomaly/results.js";

const rows = 10_000,
  /** Two windows after the first 750 rows, which are not judged, and one before. */
  windows = [
    [100, 200],
    [1000, 1100],
    [2000, 2100],
  ] as const;

function result(name: Job, detected: number, falseAlarms: number, lastQuarter = 0.1): Result {
  const alarms: Alarms = {
    rows: [],
    windows: windows.map((_, k) => (k > 0 && k <= detected ? { rows: 3, place: 0.5 } : { rows: 0, place: undefined })),
    outside: falseAlarms,
    falseAlarms: Array.from({ length: falseAlarms }, (_, k) => 3000 + 100 * k),
  };
  const raw = Float64Array.from({ length: rows }, (_, row) => (row < 0.75 * rows ? 0.2 : lastQuarter)),
    likelihood = new Float64Array(rows).fill(0.5),
    times = Array.from({ length: rows }, () => ({ year: 2014, month: 7, day: 1 }));
  return {
    ...{ name, title: "", unit: "", parameters: "nab", alarms },
    series: { times, values: new Float64Array(rows), windows, rowsPerDay: 48 },
    scores: {
      ...{ raw, likelihood, probation: 750, inputs: 1, segments: 1, synapses: 1, fingerprint: "" },
      millisecondsPerRow: { encoders: 1, pooler: 1, memory: 1, likelihood: 1 },
    },
  };
}

const verdicts = (one: Result, changes = {}) =>
  claimsOf([one], { ...scales.smoke, ...changes }).map(
    ({ name, holds }) => `${holds ? "" : "not "}${name.split(":")[1]}`,
  );

const [learning, detection, alarms] = [
  " mean raw anomaly of the last quarter of rows beside the first",
  " labelled windows detected",
  " alarms outside of labelled windows in 193 days",
];

it("all hold on good figures", () => {
  expect(verdicts(result("nyc_taxi", 2, 7))).toEqual([learning, detection, alarms]);
  expect(claimsOf([result("nyc_taxi", 2, 7)], scales.smoke)[1]).toMatchObject({ expected: "≥ 2 of 2", actual: 2 });
});

it("each fails on figures that do not bear it out", () => {
  expect(verdicts(result("nyc_taxi", 1, 7))).toEqual([learning, `not ${detection}`, alarms]);
  expect(verdicts(result("nyc_taxi", 2, 8))).toEqual([learning, detection, `not ${alarms}`]);
  expect(verdicts(result("nyc_taxi", 2, 7, 0.2))).toEqual([`not ${learning}`, detection, alarms]);
});

it("what was not laid down is not judged", () => {
  expect(verdicts(result("hot_gym", 0, 0))).toEqual([learning, alarms]);
  expect(verdicts(result("machine_temperature", 0, 0, 0.9))).toEqual([alarms]);
  expect(verdicts(result("nyc_taxi", 0, 0), { rows: 5000 })).toEqual([learning, alarms]);
  for (const change of [{ epsilon: 1e-3 }, { historyDays: 10 }, { compared: "scores" }, { parameters: "nab" }])
    expect(verdicts(result("nyc_taxi", 0, 99), change)).toEqual([learning]);
});
