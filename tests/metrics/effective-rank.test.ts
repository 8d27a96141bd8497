import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { effectiveRank } from "../../src/metrics/effective-rank.js";
import { affine, samples, turned } from "../arbitraries/samples.js";
import { matrices } from "../golden/representations.js";

it("is e to the entropy of the singular values, as numpy has it", () => {
  // σ = (3, 1): p = ¾, ¼.
  expect(
    effectiveRank(
      [
        [3, 0],
        [0, 1],
      ],
      { centre: false },
    ),
  ).toBeCloseTo(1.7547653506, 10);
  for (const { X, effectiveRank: centred, effectiveRankRaw } of Object.values(matrices)) {
    expect(effectiveRank(X)).toBeCloseTo(centred, 11);
    expect(effectiveRank(X, { centre: false })).toBeCloseTo(effectiveRankRaw, 11);
  }
});

it("is the rank where directions weigh alike, 1 on a line, and undefined without spread", () => {
  const cross = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ];
  expect(effectiveRank(cross)).toBeCloseTo(2, 14);
  expect(
    effectiveRank([
      [1, 2, 3],
      [3, 6, 9],
      [0, 0, 0],
    ]),
  ).toBeCloseTo(1, 13);
  expect(
    effectiveRank([
      [0.1, 7],
      [0.1, 7],
      [0.1, 7],
    ]),
  ).toBe(Number.NaN);
  expect(
    effectiveRank(
      [
        [0.1, 7],
        [0.1, 7],
      ],
      { centre: false },
    ),
  ).toBeCloseTo(1, 13);
  expect(effectiveRank([[0, 0]], { centre: false })).toBe(Number.NaN);
});

it("does not change when samples are turned, scaled, shifted or reordered, and stays within the rank", () => {
  fc.assert(
    fc.property(samples(2), (X) => {
      const rank = effectiveRank(X);
      if (Number.isNaN(rank)) return;
      expect(rank).toBeGreaterThan(1 - 1e-12);
      expect(rank).toBeLessThan(Math.min(X.length - 1, X[0]!.length) + 1e-12);
      // Turning rounds numbers up to 8 whose spread may be 2^−17, 33 bits; p ln p is steep at 0 and costs five more.
      for (const same of [turned(X), affine(X, -4, 8), affine(X, 2 ** -600, 0), [...X].reverse()])
        expect(effectiveRank(same)).toBeCloseTo(rank, 6);
    }),
  );
});

it("refuses what is no matrix", () => {
  expect(() => effectiveRank([])).toThrow(ShapeError);
  expect(() => effectiveRank([[1], [Number.NaN]])).toThrow("effectiveRank: X[1][0] is NaN");
  expect(() => effectiveRank([1] as never)).toThrow(ArgumentError);
});
