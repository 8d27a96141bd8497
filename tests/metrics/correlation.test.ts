import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { pearson, ranks, spearman } from "../../src/metrics/correlation.js";
import { vectors } from "../golden/representations.js";

const numbers = fc.integer({ min: -(2 ** 20), max: 2 ** 20 });
const pairs = fc
  .integer({ min: 1, max: 20 })
  .chain((length) => fc.tuple(...[0, 1].map(() => fc.array(numbers, { minLength: length, maxLength: length }))));

it("is what hands and scipy work out", () => {
  expect(pearson([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(0.6, 15);
  expect(pearson([1, 2, 3], [5, 7, 9])).toBe(1);
  expect(pearson([1, 2, 3], [-5, -7, -9])).toBe(-1);
  expect(spearman([1, 2, 3], [1, 100, 101])).toBe(1);
  expect([...ranks([30, 10, 20, 10])]).toEqual([4, 1.5, 3, 1.5]);
  expect([...ranks(Float32Array.of(7))]).toEqual([1]);
  expect([...ranks([0, -0, -1])]).toEqual([2.5, 2.5, 1]);
  expect([...ranks(vectors.y)]).toEqual(vectors.ranks);
  expect(pearson(vectors.x, vectors.y)).toBeCloseTo(vectors.pearson, 14);
  expect(spearman(vectors.x, vectors.y)).toBeCloseTo(vectors.spearman, 14);
});

it("is the definition, symmetric, and blind to scale and shift; ranks to any growing function", () => {
  fc.assert(
    fc.property(pairs, ([x, y]) => {
      const r = pearson(x!, y!);
      // Integers of 21 bits: the sums are exact.
      const n = x!.length,
        sum = (a: number[], b: number[]) => a.reduce((total, value, i) => total + value * b[i]!, 0),
        one = x!.map(() => 1),
        covariance = (a: number[], b: number[]) => n * sum(a, b) - sum(a, one) * sum(b, one),
        product = covariance(x!, x!) * covariance(y!, y!);
      if (product === 0) expect([r, spearman(x!, y!)]).toEqual([Number.NaN, Number.NaN]);
      else {
        expect(r).toBeCloseTo(covariance(x!, y!) / Math.sqrt(product), 12);
        expect(Math.abs(r)).toBeLessThanOrEqual(1);
        expect(pearson(y!, x!)).toBe(r);
        expect(pearson(x!, x!)).toBe(1);
        const scaled = y!.map((value) => -(2 ** 980) * value);
        expect(
          pearson(
            x!.map((value) => value * 3 - 2 ** 25),
            scaled,
          ),
        ).toBeCloseTo(-r, 12);
        const rho = spearman(x!, y!);
        expect(
          spearman(
            x!.map((value) => value ** 3),
            y!,
          ),
        ).toBe(rho);
        expect(rho).toBe(pearson(ranks(x!), ranks(y!)));
      }
      const total = ranks(x!).reduce((a, b) => a + b, 0);
      expect(total).toBe((n * (n + 1)) / 2);
    }),
  );
});

it("is undefined where one side is constant, to the last bit", () => {
  expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toBe(Number.NaN);
  expect(spearman([1, 2, 3], [0.3, 0.3, 0.3])).toBe(Number.NaN);
  expect(pearson([1], [2])).toBe(Number.NaN);
});

it("refuses bad input", () => {
  for (const f of [pearson, spearman]) {
    expect(() => f([1, 2], [1])).toThrow(`${f.name}: x has 2 numbers, y has 1`);
    expect(() => f([], [])).toThrow(ShapeError);
    expect(() => f([1], [Number.NaN])).toThrow("y[0] is NaN");
    expect(() => f([1], 1 as never)).toThrow(ArgumentError);
  }
  expect(() => ranks([1, Number.NaN])).toThrow("ranks: x[1] is NaN");
  expect(() => ranks([])).toThrow(ShapeError);
});
