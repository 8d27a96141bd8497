import { expect, it } from "vitest";
import { power } from "../../../src/training/penalties/power.js";

it("raises to powers: 0 and 1 exactly, others to rounding", () => {
  for (const x of [0, 1e-30, 0.3, 1, 7]) expect([power(x, 0), power(x, 1)]).toEqual([1, x]);
  expect(power(0, 0.5)).toBe(0);
  for (const [x, p] of [
    [0.3, 2],
    [2, 0.5],
    [7, 3.25],
  ] as const)
    expect(power(x, p) / x ** p).toBeCloseTo(1, 13);
});
