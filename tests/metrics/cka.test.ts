import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { cka } from "../../src/metrics/cka.js";
import { affine, samples, turned, twoSamples } from "../arbitraries/samples.js";
import { comparisons, matrices } from "../golden/representations.js";
import * as reference from "../reference/cka.js";

it("is what the definition gives on paper", () => {
  const X = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ];
  expect(
    cka(
      X,
      X.map(([a, b]) => [a!, 2 * b!]),
    ),
  ).toBeCloseTo(5 / Math.sqrt(34), 14);
  expect(
    cka(
      X,
      X.map(([a]) => [a!]),
    ),
  ).toBeCloseTo(Math.SQRT1_2, 14);
  const A = [
      [1, 2],
      [0, 1],
      [3, -1],
      [2, 0],
      [-1, 1],
    ],
    B = [
      [0, 1],
      [1, 1],
      [2, -2],
      [1, 0],
      [0, 3],
    ];
  expect(cka(A, B)).toBeCloseTo(0.9064391908, 10);
  expect(cka(A, B, { unbiased: true })).toBeCloseTo(0.8457800632, 10);
  expect(cka(A, A)).toBe(1);
  expect(cka(A, A, { unbiased: true })).toBe(1);
});

it("is numpy's, from the Gram matrices", () => {
  for (const [x, y, biased, unbiased] of comparisons) {
    expect(cka(matrices[x].X, matrices[y].X)).toBeCloseTo(biased, 11);
    expect(cka(matrices[x].X, matrices[y].X, { unbiased: true })).toBeCloseTo(unbiased, 11);
  }
});

it("is the definition for every shape, by columns or by rows", () => {
  fc.assert(
    fc.property(twoSamples(4), ([X, Y]) => {
      for (const unbiased of [false, true]) {
        const { value, condition } = reference.cka(X, Y, unbiased);
        // Where little is left of what was summed, digits are lost in both; n² sums of n terms.
        if (condition < 1e6)
          expect(Math.abs(cka(X, Y, { unbiased }) - value)).toBeLessThan(condition * 1000 * 2 ** -52);
      }
    }),
  );
});

it("does not change when units are turned, scaled or shifted, samples reordered in both, or the two exchanged", () => {
  fc.assert(
    fc.property(twoSamples(4), ([X, Y]) => {
      for (const unbiased of [false, true]) {
        const { condition } = reference.cka(X, Y, unbiased);
        if (!(condition < 1e6)) continue;
        const want = cka(X, Y, { unbiased });
        for (const [a, b] of [
          [turned(X), Y],
          [affine(X, -4, 8), turned(Y)],
          [affine(X, 2 ** -600, 0), affine(Y, 2 ** 600, 0)],
          [[...X].reverse(), [...Y].reverse()],
          [Y, X],
        ] as const)
          expect(cka(a, b, { unbiased })).toBeCloseTo(want, 7);
        expect(cka(X, affine(turned(X), 3, -1), { unbiased })).toBeCloseTo(1, 7);
      }
    }),
  );
});

it("is from 0 to 1, and unbiased around 0 for unrelated representations of many units", () => {
  fc.assert(
    fc.property(twoSamples(4), ([X, Y]) => {
      const value = cka(X, Y);
      if (Number.isNaN(value)) return;
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }),
  );
  const X = fc.sample(samples(9), { numRuns: 1, seed: 1 })[0]!;
  expect(Math.abs(cka(X, X, { unbiased: true }))).toBe(1);
  const { tall, wide } = matrices;
  expect(cka(tall.X, wide.X, { unbiased: true })).toBeLessThan(cka(tall.X, wide.X) - 0.1);
});

it("is undefined for a representation that says nothing of the samples", () => {
  const constant = [[0.1], [0.1], [0.1], [0.1], [0.1]],
    moving = [
      [1, 2],
      [3, 1],
      [2, 2],
      [0, 5],
      [7, 7],
    ];
  for (const unbiased of [false, true]) {
    expect(cka(constant, moving, { unbiased })).toBe(Number.NaN);
    expect(cka(moving, constant, { unbiased })).toBe(Number.NaN);
    expect(cka(constant, constant, { unbiased })).toBe(Number.NaN);
  }
  expect(cka([[1]], [[2]])).toBe(Number.NaN);
  // One unit per sample: all distances are equal, whatever the basis.
  const oneHot = constant.map((_, i) => constant.map((__, j) => (i === j ? 0.1 : 0)));
  expect(cka(oneHot, moving, { unbiased: true })).toBe(Number.NaN);
  expect(cka(turned(oneHot), moving, { unbiased: true })).toBe(Number.NaN);
  expect(cka(oneHot, moving)).toBeGreaterThan(0);
});

it("refuses bad input", () => {
  expect(() => cka([[1], [2]], [[1]])).toThrow("cka: X has 2 samples, Y has 1");
  expect(() => cka([[1], [2], [3]], [[1], [2], [3]], { unbiased: true })).toThrow(ShapeError);
  expect(() => cka([[1]], [[Number.NaN]])).toThrow("Y[0][0] is NaN");
  expect(() => cka([[1]], undefined as never)).toThrow(ArgumentError);
});
