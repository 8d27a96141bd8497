import { expect, it } from "vitest";
import { hue, placement } from "../../../src/experiments/report/plane.js";

it("placement has one scale for both axes, or each its own", () => {
  const points = [0, 0, 4, 1];
  expect([placement(points)(0, 0), placement(points)(4, 1)]).toEqual([
    [0, 625],
    [1000, 375],
  ]);
  expect([placement(points, "own")(0, 0), placement(points, "own")(4, 1)]).toEqual([
    [0, 1000],
    [1000, 0],
  ]);
  expect(placement([3, 1, 5, 1], "own")(4, 1)).toEqual([500, 500]);
});

it("hues of neighbours differ in lightness", () => {
  const lightness = (k: number) => /(\d+)%\)/.exec(hue(k, 9))![1];
  expect(lightness(0)).not.toBe(lightness(1));
  expect(new Set(Array.from({ length: 9 }, (_, k) => hue(k, 9))).size).toBe(9);
});
