import { expect, it } from "vitest";
import { advice, summaryOf, unionPoints } from "../../../src/experiments/sdr-theory/summary.js";

it("tells what the calculator says on the paper's example", () => {
  expect(advice()).toBe(
    "n = 10000, a = 300, s = 30, 20 % noise: θ = 11, 12, 13 keep false matches below 10⁻⁹ and misses below 10⁻⁶; the sum is least at 11.",
  );
});

it("has a line for every point and every union, and one where there is nothing", () => {
  const histogram = { trials: 10, overlaps: [...new Array(15).fill(0), 4] },
    unions = unionPoints(new Map([["7B 2", { ...histogram, trials: 8 }]]));
  expect(unions).toEqual([{ patterns: 2, expected: expect.closeTo(0.047389, 6), simulated: 0.5 }]);
  const point = { group: "g", name: "p", expected: 0, simulated: 0, standardError: 0, deviation: Number.NaN };
  const text = summaryOf([{ ...point, judged: false }], unions).join("\n");
  expect(text).toMatch(/^g +p +0 +0 +0 +–$/m);
  expect(text).toMatch(/^ +2 +0\.04739 +0\.5$/m);
  expect(summaryOf([], [])).toEqual(["Nothing was simulated.", "", advice()]);
});
