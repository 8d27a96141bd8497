import fc from "fast-check";
import { expect, it } from "vitest";
import { gramProduct } from "../../src/metrics/gram.js";
import { readSamples } from "../../src/metrics/samples.js";
import { twoSamples } from "../arbitraries/samples.js";

it("is Σ (XXᵀ)_ij (YYᵀ)_ij for every shape", () => {
  fc.assert(
    fc.property(twoSamples(), ([X, Y]) => {
      const gram = (rows: number[][]) =>
        rows.flatMap((a) => rows.map((b) => a.reduce((sum, x, j) => sum + x * b[j]!, 0)));
      const [k, l] = [gram(X), gram(Y)],
        dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
      const [x, y] = [readSamples("test", "X", X), readSamples("test", "Y", Y)],
        bound = 200 * 2 ** -52 * Math.sqrt(dot(k, k) * dot(l, l));
      // 81 sums of at most nine products.
      expect(Math.abs(gramProduct(x, y) - dot(k, l))).toBeLessThanOrEqual(bound);
      expect(gramProduct(x, x)).toBeCloseTo(gramProduct(x, { ...x }), 6);
      expect(Math.abs(gramProduct(x, x) - dot(k, k))).toBeLessThanOrEqual(200 * 2 ** -52 * dot(k, k));
    }),
  );
});
