import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { stableRank } from "../../src/metrics/stable-rank.js";
import { affine, samples, transpose, turned } from "../arbitraries/samples.js";
import { matrices } from "../golden/representations.js";

it("is the squared Frobenius norm over the squared largest singular value, as numpy has it", () => {
  expect(
    stableRank([
      [3, 0],
      [0, 1],
    ]),
  ).toBeCloseTo(1.1111111111, 10);
  for (const { X, stableRank: raw, stableRankCentred } of Object.values(matrices)) {
    expect(stableRank(X)).toBeCloseTo(raw, 11);
    expect(stableRank(X, { centre: true })).toBeCloseTo(stableRankCentred, 11);
  }
  expect(stableRank([[0, 0]])).toBe(Number.NaN);
  expect(
    stableRank(
      [
        [1, 2],
        [1, 2],
      ],
      { centre: true },
    ),
  ).toBe(Number.NaN);
});

it("does not change when the matrix is turned, transposed or scaled, and stays within the rank", () => {
  fc.assert(
    fc.property(samples(), (X) => {
      const rank = stableRank(X);
      if (Number.isNaN(rank)) return;
      expect(rank).toBeGreaterThanOrEqual(1);
      expect(rank).toBeLessThan(Math.min(X.length, X[0]!.length) + 1e-12);
      for (const same of [turned(X), transpose(X), affine(X, -(2 ** 900), 0), affine(X, 2 ** -900, 0)])
        expect(stableRank(same)).toBeCloseTo(rank, 11);
    }),
  );
});

it("refuses what is no matrix", () => {
  expect(() => stableRank([])).toThrow(ShapeError);
  expect(() => stableRank([[Number.NaN]])).toThrow("stableRank: X[0][0] is NaN");
  expect(() => stableRank({} as never)).toThrow(ArgumentError);
});
