import fc from "fast-check";
import { expect, it } from "vitest";
import { erfc, gaussianTail } from "../../src/dendrites/gaussian-tail.js";
import golden from "../golden/anomaly.json" with { type: "json" };

it("is the complementary error function", () => {
  for (const [x, want] of golden.erfc as [number, number][])
    expect(Math.abs(erfc(x) / want - 1), `at ${x}`).toBeLessThan(1e-13);
});

it("has exact values where there are exact values", () => {
  expect([0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 30, -30, Number.NaN].map(erfc)).toEqual([
    1,
    0,
    2,
    0,
    2,
    Number.NaN,
  ]);
  expect(gaussianTail(0)).toBe(0.5);
});

it("falls, from two for one side to nothing for the other, without a seam", () =>
  fc.assert(
    fc.property(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (x, step) => {
        // By as much as rounding may raise it.
        expect(erfc(x + step)).toBeLessThanOrEqual(erfc(x) * (1 + 1e-13));
        expect(Math.abs(erfc(x) + erfc(-x) - 2)).toBeLessThanOrEqual(2 ** -52);
      },
    ),
  ));

it("is the tail of the normal distribution", () => {
  // Two-sided 5 %, one in a thousand, five sigma: tables of Abramowitz & Stegun, 26.1 and 26.2.
  expect(gaussianTail(1.959963984540054)).toBeCloseTo(0.025, 15);
  expect(gaussianTail(3.090232306167813)).toBeCloseTo(0.001, 15);
  expect(gaussianTail(5) / 2.866515718791939e-7).toBeCloseTo(1, 12);
});
