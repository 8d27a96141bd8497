import { describe, expect, it } from "vitest";
import { agrees, claimsOf, inThoseDigits } from "../../../src/experiments/sdr-theory/claims.js";
import type { Point } from "../../../src/experiments/sdr-theory/points.js";

describe("digits", () => {
  it.each([
    [2.279079424e-11, "2.27907942e-11", true, "2.27907942e-11"],
    [2.27907948e-11, "2.27907942e-11", false, "2.27907948e-11"],
    [0.50165, "0.501650", true, "0.501650"],
    [0.5016506, "0.501650", false, "0.501651"],
    [250.4, "250", true, "250"],
    [251, "250", false, "251"],
  ])("%d beside %s: %s", (value, digits, holds, written) => {
    expect(agrees(value, digits)).toBe(holds);
    expect(inThoseDigits(value, digits)).toBe(written);
  });
});

it("all closed forms hold without a simulation, every row of the papers one claim", () => {
  const claims = claimsOf([]);
  expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  expect(claims).toHaveLength(26);
  expect(new Set(claims.map(({ name }) => name)).size).toBe(claims.length);
});

it("judges simulated points by three standard errors, where there are enough trials", () => {
  const point: Point = {
    group: "figure 4A",
    name: "a = 64, n = 300",
    expected: 0.5,
    simulated: 0.6,
    standardError: 0.03,
    deviation: 3.3,
    judged: true,
  };
  const about = (changes: Partial<Point>) => claimsOf([{ ...point, ...changes }]).slice(26);
  expect(about({})).toMatchObject([{ name: "simulated, figure 4A: a = 64, n = 300", actual: "3.3", holds: false }]);
  expect(about({ deviation: -2.9 })).toMatchObject([{ actual: "−2.9", holds: true }]);
  expect(about({ judged: false })).toEqual([]);
  expect(about({ group: "figure 4B", name: "v = 70, θ = 8" })).toEqual([]);
  expect(about({ group: "figure 4B", name: "v = 64, θ = 8" })).toHaveLength(1);
});
