import { expect, it } from "vitest";
import { Draws } from "../../src/metrics/draws.js";
import { Ring } from "../../src/metrics/ring.js";
import { Random } from "../../src/random.js";

const ring = new Ring(Int32Array.of(3, 0, 4, 1, 5, 2));

it("counts steps the shorter way round", () => {
  expect([ring.apart(3, 0), ring.apart(3, 4), ring.apart(3, 1), ring.apart(3, 5), ring.apart(2, 3)]).toEqual([
    1, 2, 3, 2, 1,
  ]);
  expect([ring.apart(4, 4), ring.apart(2, 0), ring.apart(0, 2)]).toEqual([0, 2, 2]);
});

it("draws every node near enough, and no other", () => {
  const draws = new Draws(new Random(1)),
    drawn = (node: number, a: number, b: number) =>
      [...new Set(Array.from({ length: 300 }, () => ring.near(node, a, b, draws)))].sort();
  expect(drawn(3, 0, 4)).toEqual([0, 2]);
  expect(drawn(3, 0, 1)).toEqual([0, 2, 4, 5]);
  expect(drawn(3, 3, 1)).toEqual([0, 1, 2, 4, 5]);
});
