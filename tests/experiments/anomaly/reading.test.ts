import { expect, it } from "vitest";
import { FormatError } from "../../../src/errors.js";
import { readSeries } from "../../../src/experiments/anomaly/reading.js";
import { firstRows, probationOf, type Series, sources } from "../../../src/experiments/anomaly/series.js";
import { filesOf } from "../connectome/support.js";

const taxi =
    "timestamp,value\n2014-07-01 00:00:00,10\n2014-07-01 00:30:00,20\n2014-07-01 01:00:00,30\n2014-07-01 01:30:00,5\n",
  labels = (windows: unknown) => JSON.stringify({ "realKnownCause/nyc_taxi.csv": windows });

const read = (text: string | Uint8Array, windows: string = labels([])) =>
  readSeries(sources.nyc_taxi, filesOf({ "nab/nyc_taxi.csv": text, "nab/combined_windows.json": windows }));

it("reads times, values and windows", async () => {
  const series = (await read(taxi, labels([["2014-07-01 00:15:00.000000", "2014-07-01 01:00:00.000000"]]))) as Series;
  expect(Array.from(series.values)).toEqual([10, 20, 30, 5]);
  expect(series.times[3]).toEqual({ year: 2014, month: 7, day: 1, hour: 1, minute: 30, second: 0 });
  expect(series.windows).toEqual([[1, 2]]);
});

it("reads the file with three lines of header and months before days, which has no windows", async () => {
  const text = "timestamp,kw_energy_consumption\ndatetime,float\nT,\n7/2/10 0:00,21.2\n12/31/10 22:00,5\n",
    series = (await readSeries(sources.hot_gym, filesOf({ "hotgym/rec-center-hourly.csv": text }))) as Series;
  expect([Array.from(series.values), series.windows]).toEqual([[21.2, 5], []]);
  expect(series.times[1]).toEqual({ year: 2010, month: 12, day: 31, hour: 22, minute: 0, second: 0 });
});

it("names the file that is not there", async () => {
  expect(await readSeries(sources.nyc_taxi, filesOf({}))).toEqual({ missing: "nab/nyc_taxi.csv" });
  expect(await readSeries(sources.nyc_taxi, filesOf({ "nab/nyc_taxi.csv": taxi }))).toEqual({
    missing: "nab/combined_windows.json",
  });
});

it.each([
  ["an empty file", "", /is empty/],
  ["no rows", "timestamp,value\n", /0 rows/],
  ["three columns", "a,b,c\n2014-07-01 00:00:00,1,2\n", /3 columns/],
  ["no time", "timestamp,value\nyesterday,1\n", /line 2: "yesterday" is no time/],
  ["no such day", "timestamp,value\n2014-02-29 00:00:00,1\n", /line 2: no such time/],
  ["no number", "timestamp,value\n2014-02-28 00:00:00,NaN\n", /line 2/],
  ["no UTF-8", Uint8Array.of(0xff, 0xfe), /UTF-8/],
])("%s is a typed error that names the file", async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(FormatError);
  await expect(read(text)).rejects.toThrow(message);
  await expect(read(text)).rejects.toThrow("nab/nyc_taxi.csv");
});

it.each([
  ["{", /no JSON/],
  ["[]", /no windows/],
  [labels({}), /no windows/],
  [labels([["2014-07-01 00:00:00"]]), /first and its last/],
  [labels([["2015-07-01 00:00:00", "2015-07-02 00:00:00"]]), /holds no row/],
  [labels([["2014-07-01 00:01:00", "2014-07-01 00:02:00"]]), /holds no row/],
])("windows that are %s are an error", async (windows, message) => {
  await expect(read(taxi, windows)).rejects.toThrow(FormatError);
  await expect(read(taxi, windows)).rejects.toThrow(message);
});

it("a part of a series keeps what begins in it", async () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6),
    times = Array.from(values, () => ({ year: 2014, month: 1, day: 1 })),
    series: Series = {
      times,
      values,
      rowsPerDay: 1,
      windows: [
        [1, 4],
        [5, 5],
      ],
    };
  expect(firstRows(series, 6)).toBe(series);
  expect(firstRows(series, 3)).toMatchObject({ values: Float64Array.of(1, 2, 3), windows: [[1, 2]] });
  expect([probationOf(10), probationOf(5000), probationOf(10_320)]).toEqual([1, 750, 750]);
});
