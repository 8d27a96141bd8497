import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { participationRatio } from "../../src/metrics/participation-ratio.js";
import { singularValues } from "../../src/metrics/singular-values.js";
import { affine, samples, turned } from "../arbitraries/samples.js";
import { matrices } from "../golden/representations.js";

it("is that of the eigenvalues of the covariance, as numpy has it", () => {
  // λ = (9, 1).
  expect(
    participationRatio(
      [
        [3, 0],
        [0, 1],
      ],
      { centre: false },
    ),
  ).toBeCloseTo(1.2195121951, 10);
  for (const { X, participationRatio: want } of Object.values(matrices))
    expect(participationRatio(X)).toBeCloseTo(want, 11);
});

it("is the definition on singular values, whichever product is the smaller", () => {
  fc.assert(
    fc.property(samples(), (X) => {
      const squares = singularValues(X).map((value) => value ** 2),
        sum = squares.reduce((a, b) => a + b, 0),
        want = sum ** 2 / squares.reduce((a, b) => a + b ** 2, 0);
      if (Number.isNaN(want)) expect(participationRatio(X, { centre: false })).toBe(Number.NaN);
      else expect(participationRatio(X, { centre: false })).toBeCloseTo(want, 10);
    }),
  );
});

it("is the rank where directions weigh alike, 1 on a line, and undefined without spread", () => {
  expect(
    participationRatio([
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]),
  ).toBe(2);
  expect(
    participationRatio([
      [1, 2, 3],
      [3, 6, 9],
      [0, 0, 0],
    ]),
  ).toBeCloseTo(1, 14);
  expect(
    participationRatio([
      [0.1, 7],
      [0.1, 7],
      [0.1, 7],
    ]),
  ).toBe(Number.NaN);
  expect(participationRatio([[5]])).toBe(Number.NaN);
});

it("does not change when samples are turned, scaled, shifted or reordered", () => {
  fc.assert(
    fc.property(samples(2), (X) => {
      const ratio = participationRatio(X);
      if (Number.isNaN(ratio)) return;
      for (const same of [turned(X), affine(X, -4, 8), affine(X, 2 ** -600, 0), [...X].reverse()])
        expect(participationRatio(same)).toBeCloseTo(ratio, 7);
    }),
  );
});

it("refuses what is no matrix", () => {
  expect(() => participationRatio([[]])).toThrow(ShapeError);
  expect(() => participationRatio([[1], [Infinity]])).toThrow("participationRatio: X[1][0] is Infinity");
  expect(() => participationRatio(null as never)).toThrow(ArgumentError);
});
