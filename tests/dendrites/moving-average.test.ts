import fc from "fast-check";
import { expect, it } from "vitest";
import { MovingAverage } from "../../src/dendrites/moving-average.js";
import { ArgumentError, NeuriteError } from "../../src/errors.js";

it("is the mean of the last numbers, however many came", () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 60 }),
      (window, values) => {
        const average = new MovingAverage(window);
        expect(average.mean).toBe(0);
        for (const [i, value] of values.entries()) {
          const last = values.slice(Math.max(0, i + 1 - window), i + 1),
            want = last.reduce((sum, one) => sum + one, 0) / last.length;
          // Two roundings a number for once around at most, of sums within the window.
          expect(Math.abs(average.add(value) - want)).toBeLessThanOrEqual(4 * window * 2 ** -52);
        }
      },
    ),
  ));

it("forgets a large number wholly once it left the window", () => {
  const average = new MovingAverage(4);
  for (const value of [1e17, 1, 1, 1, 1, 1, 1, 1]) average.add(value);
  expect(average.mean).toBe(1);
});

it("continues from a saved state", () => {
  const average = new MovingAverage(5),
    resumed = new MovingAverage(5);
  for (let i = 0; i < 13; i++) average.add(1 / (i + 1));
  resumed.state = average.state;
  for (let i = 0; i < 13; i++) expect(resumed.add(i / 7)).toBe(average.add(i / 7));
});

it("refuses what is no window, number or state", () => {
  for (const window of [0, 1.5, Number.NaN]) expect(() => new MovingAverage(window)).toThrow(ArgumentError);
  const average = new MovingAverage(2);
  average.add(3);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "1" as unknown as number])
    expect(() => average.add(value)).toThrow(ArgumentError);
  for (const state of [
    [1, 3, 3],
    [0.5, 3, 3, 0],
    [-1, 3, 3, 0],
    [1, 3, Number.NaN, 0],
  ])
    expect(() => (average.state = Float64Array.from(state))).toThrow(NeuriteError);
  expect(() => (average.state = undefined as unknown as Float64Array)).toThrow(NeuriteError);
  expect([...average.state]).toEqual([1, 3, 3, 0]);
});
