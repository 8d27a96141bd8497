import fc from "fast-check";
import { expect, it } from "vitest";
import { ScaledProduct } from "../../../src/dendrites/theory/scaled-product.js";
import { binomial, log10Ratio } from "../../reference/sdr-theory.js";
import { expectNear, rounding } from "./support.js";

it("a product of nothing is 1", () => {
  expect(new ScaledProduct().value).toBe(1);
  expect(new ScaledProduct().log10).toBe(0);
});

it("binomial coefficients below 2^53 are exact in whatever order they are multiplied", () => {
  for (let n = 0; n <= 50; n++)
    for (let k = 0; k <= n; k++) expect(new ScaledProduct().timesBinomial(n, k).value).toBe(Number(binomial(n, k)));
  expect(new ScaledProduct().timesBinomial(10, 4).timesBinomial(6, 5).value).toBe(210 * 6);
});

it("logarithms are right at any size, values as far as doubles go", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 }), (a, b) => {
      const n = Math.max(a, b),
        k = Math.min(a, b),
        exact = log10Ratio(binomial(n, k), 1n),
        product = new ScaledProduct().timesBinomial(n, k);
      // The mantissa's rounding, and those of the logarithm.
      expect(Math.abs(product.log10 - exact)).toBeLessThanOrEqual(rounding(n) + 4 * 2 ** -53 * exact);
      if (exact > 308.3) expect(product.value).toBe(Infinity);
      else if (exact < 308.2) expectNear(product.value, Number(binomial(n, k)), rounding(n));
    }),
    { numRuns: 30 },
  );
});

it("keeps numbers below all doubles, and gives the subnormal ones", () => {
  const tiny = new ScaledProduct();
  for (let i = 0; i < 1000; i++) tiny.times(1, 10);
  expect(tiny.value).toBe(0);
  expect(tiny.log10).toBeCloseTo(-1000, 9);
  for (let i = 0; i < 1000; i++) tiny.times(10);
  expect(tiny.value).toBeCloseTo(1, 12);
  const subnormal = new ScaledProduct();
  for (let i = 0; i < 1060; i++) subnormal.times(1, 2);
  expect(subnormal.value).toBe(2 ** -1060);
  for (let i = 0; i < 1060 + 1000; i++) subnormal.times(2);
  expect(subnormal.value).toBe(2 ** 1000);
});
