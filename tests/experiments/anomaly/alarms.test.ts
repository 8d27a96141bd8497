import { expect, it } from "vitest";
import { alarmsOf } from "../../../src/experiments/anomaly/alarms.js";

const likelihood = (rows: readonly number[], length = 100) =>
  Float64Array.from({ length }, (_, row) => (rows.includes(row) ? 1 - 1e-6 : 0.9999));
const options = { probation: 10, rowsPerDay: 8, epsilon: 1e-5 };

it("rows of the probation are not reported, nor those below the threshold", () => {
  expect(alarmsOf(likelihood([2, 9, 10]), [], options).rows).toEqual([10]);
  expect(alarmsOf(likelihood([10]), [], { ...options, epsilon: 1e-7 }).rows).toEqual([]);
  expect(alarmsOf(Float64Array.of(1 - 1e-5, 1 - 1.1e-5), [], { ...options, probation: 0 }).rows).toEqual([0]);
});

it("windows have both their ends, and tell where the first report lies in them", () => {
  const { windows, outside, falseAlarms } = alarmsOf(
    likelihood([19, 20, 25, 40, 41]),
    [
      [20, 40],
      [41, 41],
      [60, 70],
    ],
    options,
  );
  expect(windows).toEqual([
    { rows: 3, place: 0 },
    { rows: 1, place: 0 },
    { rows: 0, place: undefined },
  ]);
  expect([outside, falseAlarms]).toEqual([1, [19]]);
  expect(alarmsOf(likelihood([25]), [[20, 40]], options).windows[0]!.place).toBe(0.25);
});

it("reports less than a day apart are one alarm", () => {
  expect(alarmsOf(likelihood([20, 27, 34, 42, 60]), [], options).falseAlarms).toEqual([20, 42, 60]);
  // A window between two reports does not make them two.
  expect(alarmsOf(likelihood([20, 23, 26]), [[22, 24]], options).falseAlarms).toEqual([20]);
});
