import { expect, it } from "vitest";
import { figures, medianFalseMatch } from "../../../src/experiments/sdr-theory/figures.js";

it("every curve has a value, and a probability below 1, at every point of its axis", () => {
  const all = figures();
  expect(all.map(({ id }) => id)).toEqual(["4A", "4B", "5A", "5B", "6", "7A", "7B"]);
  for (const { id, x, curves } of all)
    for (const { y } of curves) {
      expect(y).toHaveLength(x.length);
      for (const value of y) {
        expect(value).toBeGreaterThanOrEqual(0);
        if (id !== "7A") expect(value).toBeLessThanOrEqual(1);
      }
    }
});

it("axes are the paper's", () => {
  const ends = figures().map(({ x }) => [x[0], x.at(-1), x.length]);
  expect(ends).toEqual([
    [300, 2100, 10],
    [6, 102, 16],
    [300, 19_900, 99],
    [2, 50, 25],
    [3, 24, 22],
    [1, 19, 19],
    [1, 19, 19],
  ]);
});

it("falls and rises as the paper says", () => {
  const [a4, b4, a5, , six, , b7] = figures();
  const sorted = (y: readonly number[], sign: 1 | -1) => expect(y).toEqual([...y].sort((a, b) => sign * (a - b)));
  for (const { y } of a4!.curves) sorted(y, -1);
  for (const { y } of b4!.curves) sorted(y, 1);
  for (const { y } of a5!.curves.slice(0, 3)) sorted(y, -1);
  for (const { y } of b7!.curves) sorted(y, 1);
  sorted(six!.curves[0]!.y, -1);
  expect(a5!.curves[3]!.y.every((p) => p > 5e-3 && p < 7.2e-3)).toBe(true);
  expect(medianFalseMatch(10)).toBeLessThan(1e-10);
});
