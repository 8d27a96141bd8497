import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { clusterSpread } from "../../src/metrics/cluster-spread.js";

it("is what a hand works out", () => {
  // Class 5: (0,0), (2,0): squared distance 4. Class 9: (10,0), (10,4), (10,2): 16, 4, 4, mean 8.
  const points = [0, 0, 10, 0, 2, 0, 10, 4, 10, 2],
    labels = [5, 9, 5, 9, 9];
  // All ten pairs: 4 + (16 + 4 + 4) + from (0,0): 100 + 116 + 104 + from (2,0): 64 + 80 + 68 = 560.
  expect(clusterSpread(points, labels)).toBeCloseTo((2 + Math.sqrt(8)) / 2 / Math.sqrt(56), 14);
  expect(clusterSpread([0, 1], [0, 0])).toBe(1);
  expect(clusterSpread([3, 3, 4, 4], [1, 1, 2, 2])).toBe(0);
});

it("is the definition over pairs, in any number of dimensions", () => {
  const square = (points: number[][]) => {
    const pairs = points.flatMap((a, i) => points.slice(0, i).map((b) => [a, b] as const));
    return Math.sqrt(
      pairs.reduce((sum, [a, b]) => sum + a.reduce((d, x, k) => d + (x - b[k]!) ** 2, 0), 0) / pairs.length,
    );
  };
  const clouds = fc.integer({ min: 1, max: 4 }).chain((dimensions) =>
    fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: dimensions, maxLength: dimensions }), {
      minLength: 6,
      maxLength: 20,
    }),
  );
  fc.assert(
    fc.property(clouds, (points) => {
      fc.pre(square(points) > 0);
      const labels = points.map((_, i) => i % 3),
        within = [0, 1, 2].map((label) => square(points.filter((__, i) => labels[i] === label)));
      const want = within.reduce((a, b) => a + b, 0) / 3 / square(points),
        flat = points.flat();
      expect(clusterSpread(flat, labels)).toBeCloseTo(want, 10);
      expect(
        clusterSpread(
          Float32Array.from(flat, (v) => 4 * v + 1000),
          Int32Array.from(labels),
        ),
      ).toBeCloseTo(want, 8);
    }),
  );
});

it("refuses what has no spread", () => {
  expect(() => clusterSpread([1, 2, 3], [0, 0])).toThrow(ShapeError);
  expect(() => clusterSpread([], [])).toThrow(ShapeError);
  expect(() => clusterSpread([], [0, 0])).toThrow(ShapeError);
  expect(() => clusterSpread([1, 2, 3], [0, 0, 1])).toThrow("labels is 1, must be given to at least two points");
  expect(() => clusterSpread([1, 1, 1], [0, 0, 0])).toThrow(ArgumentError);
  expect(() => clusterSpread([1, Number.NaN], [0, 0])).toThrow("points[1] is NaN");
  expect(() => clusterSpread([1, 2], [0, 0.5])).toThrow("labels[1] is 0.5");
  for (const wrong of [undefined, null, 5, "ab", {}] as unknown as number[][]) {
    expect(() => clusterSpread(wrong, [0, 0])).toThrow(ArgumentError);
    expect(() => clusterSpread([1, 2], wrong)).toThrow(ArgumentError);
  }
});
