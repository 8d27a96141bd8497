import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { singularValues } from "../../src/metrics/singular-values.js";
import { affine, samples, transpose, turned } from "../arbitraries/samples.js";
import { matrices } from "../golden/representations.js";

/** Two runs of the same algorithm on differently rounded matrices of size n: some n² roundings of the norm apart. */
function expectClose(got: Float64Array, want: ArrayLike<number>, size: number) {
  expect(got.length).toBe(want.length);
  const bound = 10 * size ** 2 * 2 ** -52 * (want[0]! + 1e-300);
  got.forEach((value, i) => {
    expect(Math.abs(value - want[i]!)).toBeLessThanOrEqual(bound);
  });
}

it("is numpy's, for tall, wide, square and rank-deficient matrices", () => {
  for (const { X, singularValues: want } of Object.values(matrices)) expectClose(singularValues(X), want, 14);
});

it("is what a hand works out", () => {
  expect([...singularValues([[3, 4]])]).toEqual([5]);
  expect([...singularValues([[3], [4]])]).toEqual([5]);
  expect([
    ...singularValues([
      [0, -1],
      [3, 0],
      [0, 0],
    ]),
  ]).toEqual([3, 1]);
  expect([
    ...singularValues([
      [0, 0, 0],
      [0, 0, 0],
    ]),
  ]).toEqual([0, 0]);
  const golden = (1 + Math.sqrt(5)) / 2;
  expectClose(
    singularValues([
      [1, 1],
      [0, 1],
    ]),
    [golden, 1 / golden],
    2,
  );
  // All ones: rank 1, σ = √(rows · columns).
  expectClose(singularValues(Array.from({ length: 6 }, () => Array(4).fill(1))), [Math.sqrt(24), 0, 0, 0], 6);
});

it("has the traces of XᵀX and of its square, and the values of the transpose and of a turned X", () => {
  fc.assert(
    fc.property(samples(), (X) => {
      const values = singularValues(X),
        columns = transpose(X);
      expect(values.length).toBe(Math.min(X.length, columns.length));
      values.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(i + 1 < values.length ? values[i + 1]! : 0);
      });
      const gram = columns.map((a) => columns.map((b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)));
      const trace = gram.reduce((sum, row, i) => sum + row[i]!, 0),
        square = gram.flat().reduce((sum, x) => sum + x * x, 0);
      const power = (p: number) => values.reduce((sum, value) => sum + value ** p, 0);
      expect(Math.abs(power(2) - trace)).toBeLessThanOrEqual(1e-12 * trace);
      expect(Math.abs(power(4) - square)).toBeLessThanOrEqual(1e-12 * square);
      expectClose(singularValues(columns), values, 9);
      expectClose(singularValues(turned(X)), values, 9);
      expectClose(
        singularValues(affine(X, -3, 0)),
        values.map((value) => 3 * value),
        9,
      );
    }),
  );
});

it("does not mind extreme sizes, together or in one matrix", () => {
  for (const scale of [2 ** -1000, 2 ** 1000])
    expect([
      ...singularValues([
        [3 * scale, 0],
        [0, scale],
      ]),
    ]).toEqual([3 * scale, scale]);
  for (const tiny of [1e-200, 1e-160, 1e-120, 1e-30])
    expectClose(
      singularValues([
        [tiny, 1, 2],
        [tiny, 3, 4],
        [-tiny, 5, 6],
      ]),
      [...singularValues({ data: [1, 2, 3, 4, 5, 6], rows: 3, columns: 2 }), 0],
      3,
    );
});

it("converges on a matrix of the size of hidden states", () => {
  // A Hilbert matrix, whose values fall from 1 to far below rounding; and one of many equal values.
  const hilbert = Array.from({ length: 60 }, (_, i) => Array.from({ length: 60 }, (__, j) => 1 / (i + j + 1))),
    values = singularValues(hilbert);
  expect(values[59]).toBeLessThan(60 * 2 ** -50);
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
    hilbert.reduce((sum, row, i) => sum + row[i]!, 0),
    12,
  );
  const cyclic = Array.from({ length: 50 }, (_, i) =>
    Array.from({ length: 20 }, (__, j) => ((i + j) % 20 === 0 ? 2 : 0)),
  );
  expect(singularValues(cyclic)[0]).toBeCloseTo(2 * Math.sqrt(3), 12);
  expect(singularValues(cyclic)[19]).toBeCloseTo(2 * Math.sqrt(2), 12);
});

it("refuses what is no matrix", () => {
  expect(() => singularValues([])).toThrow(ShapeError);
  expect(() => singularValues([[1, 2], [3]])).toThrow("singularValues: X[1] has 1 numbers");
  expect(() => singularValues([[Number.NaN]])).toThrow(ArgumentError);
});
