import fc from "fast-check";
import { readCsv } from "neurite/data";
import { expect, it } from "vitest";
import { alarmsOf } from "../../../playground/panels/sequence-memory/streams/alarms.js";
import { score } from "../../../playground/panels/sequence-memory/streams/detector.js";
import { exampleCsv, injected } from "../../../playground/panels/sequence-memory/streams/example.js";
import { scoresCsv } from "../../../playground/panels/sequence-memory/streams/export.js";
import { guessColumns, readSeries, readTable } from "../../../playground/panels/sequence-memory/streams/reading.js";
import { openArena, quiet } from "./support.js";

const exampleSeries = async (seed: number) => {
  const table = await readTable(exampleCsv(seed), "example.csv");
  return readSeries(table, guessColumns(table));
};

it("finds in the example what was put into it, with one false alarm at most", async () => {
  using arena = await openArena();
  for (const seed of [1, 2]) {
    const series = await exampleSeries(seed),
      scores = await score(arena, series, seed, quiet),
      alarms = alarmsOf(scores.likelihood, { probation: scores.probation, epsilon: 1e-5, apart: 24 });
    expect([series.values.length, series.rowsPerDay, scores.probation]).toEqual([5000, 24, 750]);
    for (const { first, last, what } of injected)
      expect(
        alarms.filter((alarm) => alarm.first >= first && alarm.first <= last),
        what,
      ).toHaveLength(1);
    expect(alarms.length).toBeLessThanOrEqual(injected.length + 1);
  }
  expect(arena.memory().bytesInUse).toBe(0);
});

it("gives the same scores for the same seed, without times as with them, and stops when aborted", async () => {
  using arena = await openArena();
  const { values } = await exampleSeries(1),
    short = { values: values.subarray(0, 300), moments: undefined, rowsPerDay: undefined },
    first = await score(arena, short, 1, quiet);
  expect(await score(arena, short, 1, quiet)).toEqual(first);
  expect((await score(arena, short, 2, quiet)).anomaly).not.toEqual(first.anomaly);
  expect([first.anomaly[0], first.likelihood[44]]).toEqual([1, 0.5]);
  const aborting = new AbortController(),
    progress = () => aborting.abort();
  await expect(score(arena, await exampleSeries(1), 1, { signal: aborting.signal, progress })).rejects.toMatchObject({
    name: "AbortError",
  });
  expect(arena.memory().bytesInUse).toBe(0);
});

it("scores a stream that never changes without an alarm", async () => {
  using arena = await openArena();
  const values = new Float64Array(200).fill(7),
    { likelihood, probation } = await score(arena, { values, moments: undefined, rowsPerDay: undefined }, 1, quiet);
  expect(likelihood.every((one) => one >= 0 && one <= 1)).toBe(true);
  expect(alarmsOf(likelihood, { probation, epsilon: 1e-3, apart: 10 })).toEqual([]);
});

it("scores alike what differs in its unit alone, however far from 0 it lies", async () => {
  using arena = await openArena();
  const stream = (unit: number, zero: number) => ({
      values: Float64Array.from({ length: 200 }, (_, k) => zero + unit * (k % 13)),
      moments: undefined,
      rowsPerDay: undefined,
    }),
    plain = await score(arena, stream(1, 0), 1, quiet);
  expect(await score(arena, stream(2 ** -30, 0), 1, quiet)).toEqual(plain);
  expect(await score(arena, stream(2 ** 10, 2 ** 50), 1, quiet)).toEqual(plain);
});

it("joins rows less than `apart` apart into one alarm, and judges none in probation", () => {
  const likelihood = new Float64Array(40).fill(0.5);
  for (const [row, value] of [
    [3, 1],
    [10, 0.999],
    [12, 0.9995],
    [16, 0.999],
    [30, 0.998],
  ] as const)
    likelihood[row] = value;
  expect(alarmsOf(likelihood, { probation: 5, epsilon: 0.001, apart: 4 })).toEqual([
    { first: 10, last: 12, likelihood: 0.9995 },
    { first: 16, last: 16, likelihood: 0.999 },
  ]);
  expect(alarmsOf(likelihood, { probation: 5, epsilon: 0.01, apart: 15 })).toEqual([
    { first: 10, last: 30, likelihood: 0.9995 },
  ]);
});

it("exports every row so that numbers and times come back to the bit", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.string(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        ),
        { minLength: 1 },
      ),
      async (rows) => {
        const column = (k: 1 | 2) => Float64Array.from(rows, (row) => row[k]),
          series = {
            times: rows.map(([time]) => time),
            moments: undefined,
            values: column(1),
            lines: rows.map((_, k) => k + 2),
            rowsPerDay: 24,
          },
          scores = { anomaly: column(2), likelihood: column(2), probation: 0, segments: 0, synapses: 0 },
          alarms = rows.length > 2 ? [{ first: 1, last: 2, likelihood: 1 }] : [],
          table = await readCsv(scoresCsv(series, scores, alarms));
        expect(table.columns).toEqual(["line", "time", "value", "anomaly", "likelihood", "alarm"]);
        expect(
          table.rows.map(([line, time, value, anomaly, likelihood, alarm]) => [
            Number(line),
            time,
            Number(value),
            Number(anomaly),
            Number(likelihood),
            Number(alarm),
          ]),
        ).toEqual(
          rows.map(([time, value, score], k) => [
            k + 2,
            time,
            value === 0 ? 0 : value,
            score === 0 ? 0 : score,
            score === 0 ? 0 : score,
            rows.length > 2 && (k === 1 || k === 2) ? 1 : 0,
          ]),
        );
      },
    ),
    { numRuns: 50 },
  );
  const bare = {
      times: undefined,
      moments: undefined,
      values: Float64Array.of(0.1),
      lines: [1],
      rowsPerDay: undefined,
    },
    scores = { anomaly: Float64Array.of(1), likelihood: Float64Array.of(0.5), probation: 0, segments: 0, synapses: 0 };
  expect(scoresCsv(bare, scores, [])).toBe("line,value,anomaly,likelihood,alarm\r\n1,0.1,1,0.5,0\r\n");
});
