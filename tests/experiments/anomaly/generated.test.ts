import { expect, it } from "vitest";
import { generatedSeries } from "../../../src/experiments/anomaly/generated.js";
import { Random } from "../../../src/random.js";

it("has a rhythm of days and weeks, and in its windows what is out of it", () => {
  const { times, values, windows, rowsPerDay } = generatedSeries(new Random(1)),
    at = (day: number, hour: number) => values[24 * day + hour]!;
  expect([times.length, values.length, rowsPerDay]).toEqual([3600, 3600, 24]);
  expect([times[0], times.at(-1)]).toEqual([
    { year: 2020, month: 1, day: 1, hour: 0 },
    { year: 2020, month: 5, day: 29, hour: 23 },
  ]);
  // Wednesday the first evening, and the first weekend.
  expect(Math.abs(at(0, 18) - 80)).toBeLessThan(3);
  for (const day of [3, 4]) expect(Math.abs(at(day, 14) - 50)).toBeLessThan(3);
  for (const [first, last] of windows) expect((last + 1 - first) % 24).toBe(0);
  expect(Math.abs(at(78, 14) - 50)).toBeLessThan(3);
  expect(new Set(values.subarray(24 * 107, 24 * 108))).toEqual(new Set([42]));
  expect(Math.abs(at(133, 18) - 150)).toBeLessThan(3);
  expect(generatedSeries(new Random(1)).values).toEqual(values);
});
