import { expect, it } from "vitest";
import { symmetricEigen } from "../../src/embedding/eigen.js";
import { NumericalError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { jacobiEigen } from "../reference/eigen.js";

function eigen(matrix: ArrayLike<number>, n: number) {
  const steps = symmetricEigen(Float64Array.from(matrix), n);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function randomSymmetric(n: number): number[] {
  const random = new Random(n),
    half = Array.from({ length: n * n }, () => random.uniform() - 0.5);
  return half.map((v, at) => v + half[(at % n) * n + Math.floor(at / n)]!);
}

/** Rows are orthonormal and A vᵢ = λᵢ vᵢ, to n roundings of the largest eigenvalue. */
function expectEigen(matrix: ArrayLike<number>, n: number): Float64Array {
  const { values, vectors } = eigen(matrix, n),
    size = Math.max(1e-300, ...Array.from(values, Math.abs)),
    row = (i: number) => vectors.subarray(i * n, (i + 1) * n),
    dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, v, k) => sum + v * y[k]!, 0);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) expect(Math.abs(dot(row(i), row(j)) - (i === j ? 1 : 0))).toBeLessThan(n * 1e-14);
    for (let k = 0; k < n; k++) {
      const image = dot(
        Float64Array.from({ length: n }, (_, j) => matrix[k * n + j]!),
        row(i),
      );
      expect(Math.abs(image - values[i]! * row(i)[k]!)).toBeLessThan(n * 1e-14 * size);
    }
  }
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
  return values;
}

it("is Jacobi's answer on random matrices", () => {
  for (const n of [1, 2, 3, 4, 7, 20]) {
    const matrix = randomSymmetric(n),
      want = jacobiEigen(matrix, n).values;
    expectEigen(matrix, n).forEach((value, i) => void expect(Math.abs(value - want[i]!)).toBeLessThan(n * 1e-14 * 4));
  }
});

it("knows the spectrum of a chain, and that of matrices with equal eigenvalues, zeros and wide ranges", () => {
  const n = 25,
    chain = Array.from({ length: n * n }, (_, at) => {
      const gap = Math.abs(Math.floor(at / n) - (at % n));
      return gap === 0 ? 2 : gap === 1 ? -1 : 0;
    });
  expectEigen(chain, n).forEach((value, i) => {
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((n - i) * Math.PI) / (n + 1)), 12);
  });
  const diagonal = (values: number[]) => values.flatMap((value, i) => values.map((_, j) => (i === j ? value : 0)));
  expect([...expectEigen(diagonal([3, -1, 3, 0]), 4)]).toEqual([3, 3, 0, -1]);
  expect([...expectEigen(new Array(36).fill(0), 6)]).toEqual(new Array(6).fill(0));
  const ones = expectEigen(new Array(100).fill(1), 10);
  expect(ones[0]).toBeCloseTo(10, 12);
  expect(Math.max(...Array.from(ones.subarray(1), Math.abs))).toBeLessThan(1e-13);
  const scales = Array.from({ length: 12 }, (_, i) => 10 ** (-2 * i));
  expectEigen(
    randomSymmetric(12).map((v, at) => v * scales[at % 12]! * scales[Math.floor(at / 12)]!),
    12,
  );
  expect([...eigen([], 0).values]).toEqual([]);
});

it("ends with an error where an element is not finite", () => {
  expect(() => eigen([1, Number.NaN, 2, Number.NaN, 1, 0, 2, 0, 1], 3)).toThrow(NumericalError);
});
