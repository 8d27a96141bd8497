import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { pearson } from "../../src/metrics/correlation.js";
import { rdm, rsa } from "../../src/metrics/rsa.js";
import { affine, samples, twoSamples } from "../arbitraries/samples.js";
import { comparisons, matrices } from "../golden/representations.js";

const A = [
    [1, 2, 3],
    [3, 2, 1],
    [1, 3, 2],
    [2, 1, 3],
  ],
  B = [
    [1, 2, 4],
    [4, 2, 1],
    [1, 4, 2],
    [2, 1, 5],
  ];

it("is what the definition gives on paper", () => {
  expect([...rdm(A)]).toEqual([2, 0.5, 0.5, 1.5, 1.5, 1.5]);
  expect(rsa(A, B, { correlation: "pearson" })).toBeCloseTo(0.9335382906, 10);
  expect(rsa(A, B)).toBeCloseTo(0.9258200998, 10);
  expect(rsa(A, B, { correlation: "spearman" })).toBe(rsa(A, B));
  expect(rsa(A, A)).toBe(1);
});

it("is scipy's", () => {
  for (const { X, rdm: want } of Object.values(matrices))
    rdm(X).forEach((value, pair) => {
      expect(value).toBeCloseTo(want[pair]!, 12);
    });
  for (const [x, y, , , spearman, pearson] of comparisons) {
    expect(rsa(matrices[x].X, matrices[y].X)).toBeCloseTo(spearman, 12);
    expect(rsa(matrices[x].X, matrices[y].X, { correlation: "pearson" })).toBeCloseTo(pearson, 12);
  }
});

it("holds 1 − Pearson for every pair in order, NaN for constant rows", () => {
  fc.assert(
    fc.property(samples(2), (X) => {
      const got = rdm(X);
      let pair = 0;
      for (let i = 0; i < X.length; i++)
        for (let j = i + 1; j < X.length; j++) expect(got[pair++]).toBe(1 - pearson(X[i]!, X[j]!));
      expect(pair).toBe(got.length);
    }),
  );
  expect(
    [
      ...rdm([
        [0.1, 0.1, 0.1],
        [1, 2, 3],
        [1, 2, 4],
      ]),
    ].map(Number.isNaN),
  ).toEqual([true, true, false]);
  expect(
    rsa(
      [
        [0.1, 0.1, 0.1],
        [1, 2, 3],
        [1, 2, 4],
      ],
      [
        [1, 2],
        [2, 1],
        [1, 3],
      ],
    ),
  ).toBe(Number.NaN);
});

it("does not change when samples are reordered in both, units reordered, or rows scaled and shifted", () => {
  fc.assert(
    fc.property(twoSamples(3), fc.constantFrom("spearman", "pearson"), ([X, Y], correlation) => {
      const want = rsa(X, Y, { correlation });
      // A row whose spread is far below its size keeps too few digits to compare.
      const flat = (rows: number[][]) => rows.some((row) => Math.max(...row) - Math.min(...row) < 0.01);
      if (Number.isNaN(want) || flat(X) || flat(Y)) return;
      if (correlation === "pearson" && [X, Y].some((rows) => spread([...rdm(rows)]) < 1e-3)) return;
      for (const [a, b] of [
        [[...X].reverse(), [...Y].reverse()],
        [X.map((row) => [...row].reverse()), Y],
        [Y, X],
        [X, affine(Y, 2 ** 500, 0)],
        [X.map((row, i) => row.map((value) => (i + 1) * value + 4 * i)), Y],
      ] as const)
        expect(rsa(a, b, { correlation })).toBeCloseTo(want, 7);
    }),
  );
});

const spread = (values: number[]) => Math.max(...values) - Math.min(...values);

it("refuses bad input", () => {
  expect(() => rdm([[1, 2]])).toThrow("rdm: X has one row");
  expect(() => rsa(A, B.slice(1))).toThrow(ShapeError);
  expect(() => rsa(A.slice(2), B.slice(2))).toThrow("at least 3");
  expect(() => rsa(A, B, { correlation: "kendall" as never })).toThrow('correlation is "kendall"');
  expect(() => rsa(A, [[1], [2], [3], [Number.NaN]])).toThrow("Y[3][0] is NaN");
  expect(() => rdm(7 as never)).toThrow(ArgumentError);
});
