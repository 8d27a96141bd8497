import fc from "fast-check";
import { expect, it } from "vitest";
import { atLeast, exactly, isPossible } from "../../../src/dendrites/theory/hypergeometric.js";
import { binomial, hits, log10Ratio, ratio } from "../../reference/sdr-theory.js";
import { expectNear, rounding, sizes } from "./support.js";

it("probabilities are those of exact arithmetic, to the roundings of their factors, and add up to 1", () => {
  fc.assert(
    fc.property(sizes(120), ({ cells, active, synapses }) => {
      const urn = { population: cells, marked: synapses, draws: active },
        all = binomial(cells, active);
      let sum = 0,
        mean = 0;
      for (let b = 0; b <= cells; b++) {
        const exact = hits(cells, active, synapses, b, b);
        expect(isPossible(urn, b)).toBe(exact > 0n);
        if (exact === 0n) continue;
        const { value, log10 } = exactly(urn, b);
        expectNear(value, ratio(exact, all), rounding(2 * cells));
        expect(Math.abs(log10 - log10Ratio(exact, all))).toBeLessThan(rounding(2 * cells) + 1e-15 * Math.abs(log10));
        sum += value;
        mean += b * value;
      }
      expectNear(sum, 1, rounding(3 * cells));
      expectNear(mean, (active * synapses) / cells, rounding(3 * cells));
    }),
    { numRuns: 60 },
  );
});

it("tails are those of exact arithmetic, the small one to its digits whichever it is", () => {
  fc.assert(
    fc.property(sizes(150), ({ cells, active, synapses, threshold }) => {
      const urn = { population: cells, marked: synapses, draws: active },
        { value, log10 } = atLeast(urn, threshold),
        all = binomial(cells, active),
        exact = hits(cells, active, synapses, threshold),
        bound = rounding(4 * cells);
      if (exact === 0n) expect([value, log10]).toEqual([0, -Infinity]);
      else {
        expectNear(value, ratio(exact, all), bound);
        expect(Math.abs(log10 - log10Ratio(exact, all))).toBeLessThan(bound + 1e-15 * Math.abs(log10));
      }
      // Near 1 it is the rest that says something.
      if (exact === all) expect([value, log10]).toEqual([1, 0]);
      else if (value > 0.9) {
        const rest = ratio(all - exact, all);
        expect(Math.abs(1 - value - rest)).toBeLessThanOrEqual(bound * rest + 2 ** -53);
        expectNear(log10, Math.log1p(-rest) / Math.LN10, 2 * bound);
      }
      // Synapses and active cells can change places.
      const other = atLeast({ population: cells, marked: active, draws: synapses }, threshold);
      expect([other.value, other.log10]).toEqual([value, log10]);
    }),
    { numRuns: 200 },
  );
});

it("stays right far below the smallest double", () => {
  const urn = { population: 100_000, marked: 300, draws: 500 },
    { value, log10 } = atLeast(urn, 290);
  expect(value).toBe(0);
  expect(log10).toBeCloseTo(log10Ratio(hits(100_000, 500, 300, 290), binomial(100_000, 500)), 9);
});

it.each([
  [1000, 0.018573619],
  [4000, 3.3263595e-7],
  [8000, 5.3230897e-10],
])("takes a mean number of draws: n = %i, ten patterns of 30 cells at once", (population, expected) => {
  // The values are those of the product form, summed with 15 digits by mpmath 1.3.0.
  const draws = population * (1 - (1 - 30 / population) ** 10);
  expectNear(atLeast({ population, marked: 20, draws }, 10).value, expected, 1e-7);
});
