import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { normalisedMutualInformation, variationOfInformation } from "../../src/metrics/partition-distance.js";

/** H_x, H_y and I from the definition. */
function information(x: readonly number[], y: readonly number[]) {
  const share = (test: (i: number) => boolean) => x.filter((_, i) => test(i)).length / x.length,
    plogp = (p: number) => (p === 0 ? 0 : p * Math.log(p)),
    xs = [...new Set(x)],
    ys = [...new Set(y)],
    hx = -xs.map((a) => plogp(share((i) => x[i] === a))).reduce((a, b) => a + b, 0),
    hy = -ys.map((b) => plogp(share((i) => y[i] === b))).reduce((a, b) => a + b, 0),
    hxy = -xs.flatMap((a) => ys.map((b) => plogp(share((i) => x[i] === a && y[i] === b)))).reduce((a, b) => a + b, 0);
  return { hx, hy, mutual: hx + hy - hxy };
}

it("is what the sheet says, and a hand works out", () => {
  expect(variationOfInformation([1, 1, 2, 2], [1, 2, 2, 2])).toBeCloseTo(0.5943609378, 10);
  expect(normalisedMutualInformation([1, 1, 2, 2], [1, 2, 2, 2])).toBeCloseTo(0.3437110185, 10);
  // Independent halves: I = 0, VI = 2 ln 2 / ln 4.
  expect(normalisedMutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0);
  expect(variationOfInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBe(1);
});

const pairs = fc.integer({ min: 1, max: 30 }).chain((n) => {
  const labels = fc.array(fc.integer({ min: -2, max: 3 }), { minLength: n, maxLength: n });
  return fc.tuple(labels, labels, labels);
});

it("equals the definition, is symmetric, 0 or 1 for equal partitions only, and a metric", () => {
  fc.assert(
    fc.property(pairs, ([x, y, z]) => {
      const { hx, hy, mutual } = information(x, y),
        nmi = normalisedMutualInformation(x, y),
        vi = variationOfInformation(x, y);
      expect(nmi).toBeCloseTo(hx + hy === 0 ? 1 : (2 * mutual) / (hx + hy), 12);
      expect(vi).toBeCloseTo(x.length === 1 ? 0 : (hx + hy - 2 * mutual) / Math.log(x.length), 12);
      expect(normalisedMutualInformation(y, x)).toBeCloseTo(nmi, 12);
      expect(variationOfInformation(y, x)).toBeCloseTo(vi, 12);
      const renamed = x.map((label) => 10 - 3 * label);
      expect(normalisedMutualInformation(x, renamed)).toBe(1);
      expect(variationOfInformation(x, renamed)).toBe(0);
      expect(vi).toBeLessThanOrEqual(variationOfInformation(x, z) + variationOfInformation(z, y) + 1e-12);
    }),
    { numRuns: 1000 },
  );
});

it("says what it says of trivial partitions", () => {
  const one = [3, 3, 3],
    all = [1, 2, 3];
  expect(normalisedMutualInformation(one, one)).toBe(1);
  expect(normalisedMutualInformation(one, all)).toBe(0);
  expect(variationOfInformation(one, all)).toBeCloseTo(1, 15);
  expect(variationOfInformation(one, all)).toBeLessThanOrEqual(1);
  for (const nothing of [[], [5]]) {
    expect(normalisedMutualInformation(nothing, nothing)).toBe(1);
    expect(variationOfInformation(nothing, nothing)).toBe(0);
  }
});

it("refuses what are no partitions of the same nodes", () => {
  for (const distance of [normalisedMutualInformation, variationOfInformation]) {
    expect(() => distance([1, 2], [1, 2, 3])).toThrow(ShapeError);
    expect(() => distance([1, 0.5], [1, 2])).toThrow("x[1] is 0.5, must be an integer");
    expect(() => distance([1, 2], [1, Number.NaN])).toThrow("y[1] is NaN");
    for (const wrong of [undefined, null, 5, "ab", {}] as unknown as number[][]) {
      expect(() => distance(wrong, [1])).toThrow(ArgumentError);
      expect(() => distance([1], wrong)).toThrow();
    }
  }
});
