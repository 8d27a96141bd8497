import fc from "fast-check";
import { expect, it } from "vitest";
import { orderStatistic } from "../../src/sparsity/order-statistic.js";

it("orderStatistic is what stands at its rank in ascending order", () => {
  const number = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, -0, 1, -1, 1e-45, -1e-45, Infinity, -Infinity));
  fc.assert(
    fc.property(fc.float32Array({ minLength: 1, maxLength: 30, noNaN: true }), fc.array(number), (some, others) => {
      const numbers = Float32Array.of(...some, ...others, ...others.slice(0, 3)),
        before = numbers.slice(),
        sorted = numbers.slice().sort();
      for (const [rank, want] of sorted.entries()) expect(orderStatistic(numbers, rank)).toBe(want);
      expect(numbers).toEqual(before);
    }),
  );
});
