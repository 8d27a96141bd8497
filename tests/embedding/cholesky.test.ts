import fc from "fast-check";
import { expect, it } from "vitest";
import { inverseCholesky } from "../../src/embedding/cholesky.js";

/** The lower triangle of AᵀA, above it what nobody may read. */
const gramOf = (columns: readonly (readonly number[])[]) =>
  Float64Array.from(
    columns.flatMap((x, i) =>
      columns.map((y, j) => (j > i ? Number.NaN : x.reduce((sum, value, row) => sum + value * y[row]!, 0))),
    ),
  );

/** The columns of A·L⁻ᵀ. */
const product = (columns: readonly (readonly number[])[], inverse: Float64Array) =>
  columns.map((_, j) =>
    columns[0]!.map((__, row) =>
      columns.reduce((sum, column, k) => sum + column[row]! * inverse[k * columns.length + j]!, 0),
    ),
  );
const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);

it("is L⁻ᵀ", () => {
  // L = [[2, 0, 0], [1, 2, 0], [3, 4, 0.5]].
  const { inverse, dependent } = inverseCholesky(Float64Array.of(4, 0, 0, 2, 5, 0, 6, 11, 25.25), 3);
  expect([...inverse]).toEqual([0.5, -0.25, -1, 0, 0.5, -4, 0, 0, 2]);
  expect(dependent).toEqual([]);
  expect(inverseCholesky(new Float64Array(0), 0)).toEqual({ inverse: new Float64Array(0), dependent: [] });
});

it("makes columns orthonormal", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 80, maxLength: 80 }),
      (m, values) => {
        // A column is large where no other is: well conditioned.
        const columns = Array.from({ length: m }, (_, j) =>
            Array.from({ length: 10 }, (__, row) => values[j * 10 + row]! + (row === j ? 100 : 0)),
          ),
          { inverse, dependent } = inverseCholesky(gramOf(columns), m),
          made = product(columns, inverse);
        expect(dependent).toEqual([]);
        // Conditions of (100 + 72)² / (100 − 72)² at most, 10 products each.
        const bound = 38 * 10 * 2 ** -48;
        made.forEach((x, i) => {
          made.forEach((y, j) => void expect(Math.abs(dot(x, y) - (i === j ? 1 : 0))).toBeLessThan(bound));
        });
        inverse.forEach((value, at) => void (at % m < Math.floor(at / m) && expect(value).toBe(0)));
      },
    ),
    { numRuns: 50 },
  );
});

it("finds columns that depend on those before, leaves them as they are and out of all others", () => {
  const a = [3, 0, 4, 0],
    b = [0, 2, 0, 0],
    c = [1, 1, 1, 7],
    columns = [a, [6, 0, 8, 0], b, [0, 0, 0, 0], [3, 2, 4, 0], c],
    { inverse, dependent } = inverseCholesky(gramOf(columns), 6),
    made = product(columns, inverse);
  expect(dependent).toEqual([1, 3, 4]);
  for (const k of dependent) {
    expect(made[k]).toEqual(columns[k]);
    for (const j of [0, 2, 5]) expect(inverse[k * 6 + j]).toBe(0);
  }
  expect(made[0]).toEqual([0.6000000000000001, 0, 0.8, 0]);
  expect(made[2]).toEqual([0, 1, 0, 0]);
  for (const other of [made[0]!, made[2]!]) expect(dot(made[5]!, other)).toBeCloseTo(0, 14);
  expect(dot(made[5]!, made[5]!)).toBeCloseTo(1, 14);
});

it.each([
  [
    "nearly dependent, by 10⁻⁷ of its length",
    [
      [1, 0],
      [1, 1e-7],
    ],
    [1],
  ],
  [
    "just independent, by 10⁻⁵",
    [
      [1, 0],
      [1, 1e-5],
    ],
    [],
  ],
  [
    "so short that its reciprocal is no f32",
    [
      [1e-31, 0],
      [0, 1],
    ],
    [0],
  ],
  [
    "short",
    [
      [1e-29, 0],
      [0, 1],
    ],
    [],
  ],
  [
    "infinite",
    [
      [Number.POSITIVE_INFINITY, 0],
      [0, 1],
    ],
    [0],
  ],
])("takes as dependent a column that is %s: %j", (_, columns, dependent) => {
  expect(inverseCholesky(gramOf(columns), 2).dependent).toEqual(dependent);
});
