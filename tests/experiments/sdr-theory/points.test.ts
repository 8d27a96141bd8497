import { expect, it } from "vitest";
import { scales } from "../../../src/experiments/sdr-theory/config.js";
import { losses, meanOverlap, pointsOf, share, simulations } from "../../../src/experiments/sdr-theory/points.js";

it("the losses are the paper's, in steps of 5 % of 128", () => {
  expect(losses).toEqual([6, 13, 19, 26, 32, 38, 45, 51, 58, 64, 70, 77, 83, 90, 96, 102]);
});

it("shares count from the threshold on, or below it", () => {
  const histogram = { trials: 10, overlaps: [4, 3, 2, 1] };
  expect([0, 1, 2, 3, 4].map((threshold) => share(histogram, threshold))).toEqual([1, 0.6, 0.3, 0.1, 0]);
  expect(share(histogram, 1, true)).toBe(0.4);
});

it("simulations have names of their own, and points need theirs", () => {
  const names = simulations(scales.smoke).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(pointsOf(new Map())).toEqual([]);
  expect(meanOverlap(new Map())).toBeUndefined();
  const found = new Map([["4A 128 300", { trials: 100, overlaps: [70, ...new Array(11).fill(0), 30] }]]),
    [point, ...others] = pointsOf(found);
  expect(others).toEqual([]);
  expect(point).toMatchObject({ group: "figure 4A", name: "a = 128, n = 300", simulated: 0.3, judged: true });
  expect(point!.deviation).toBeCloseTo((0.3 - 0.2920782) / Math.sqrt((0.2920782 * 0.7079218) / 100), 5);
});

it("too few trials are not judged", () => {
  const [point] = pointsOf(new Map([["4A 64 300", { trials: 1000, overlaps: [1000] }]]));
  expect(point).toMatchObject({ simulated: 0, judged: false });
});

it("the mean overlap has the distribution's own standard error", () => {
  const { expected, simulated, standardError } = meanOverlap(
    new Map([["overlap", { trials: 100, overlaps: [50, 25, 25] }]]),
  )!;
  expect([expected, simulated]).toEqual([0.78125, 0.75]);
  // The hypergeometric variance, a s (n − a) (n − s) / n² (n − 1).
  expect(standardError).toBeCloseTo(Math.sqrt((1600 * 2008 ** 2) / (2048 ** 2 * 2047)) / 10, 12);
});
