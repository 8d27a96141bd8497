import fc from "fast-check";
import { expect, it } from "vitest";
import {
  falseMatch,
  log10FalseMatch,
  log10PopulationFalseMatch,
  log10PopulationFalseMatchBound,
  populationFalseMatch,
  populationFalseMatchBound,
} from "../../../src/dendrites/index.js";
import { anyOfMany } from "../../../src/dendrites/theory/population.js";
import { ArgumentError } from "../../../src/errors.js";
import { expectDigits, expectNear, sizes } from "./support.js";

const four = [
  populationFalseMatch,
  log10PopulationFalseMatch,
  populationFalseMatchBound,
  log10PopulationFalseMatchBound,
];

it("is 1 − (1 − P)^M, below M P, and P for one segment", () => {
  fc.assert(
    fc.property(sizes(80), fc.integer({ min: 0, max: 50 }), (options, segments) => {
      const p = falseMatch(options),
        value = populationFalseMatch({ ...options, segments }),
        log = log10PopulationFalseMatch({ ...options, segments });
      let silent = 1;
      for (let m = 0; m < segments; m++) silent *= 1 - p;
      expect(Math.abs(value - (1 - silent))).toBeLessThanOrEqual((2 * segments + 16) * 2 ** -53);
      const bound = populationFalseMatchBound({ ...options, segments });
      expect(bound).toBeGreaterThanOrEqual(value * (1 - 2 ** -50));
      expect(bound).toBeLessThanOrEqual(1);
      if (value > 0) {
        expectNear(10 ** log, value, 1e-12);
        expectNear(10 ** log10PopulationFalseMatchBound({ ...options, segments }), bound, 1e-12);
      } else expect(log).toBe(-Infinity);
      expectNear(populationFalseMatch({ ...options, segments: 1 }), p, 2 ** -49);
    }),
  );
});

it("numbers of the papers", () => {
  const strong = { cells: 10_000, active: 300, synapses: 30, threshold: 15, segments: 1e6 };
  // The text says "better than 1e-9": it is slightly above.
  expectDigits(populationFalseMatchBound(strong), "1.049e-9");
  expectDigits(populationFalseMatch(strong), "1.049e-9");
  const classify = (threshold: number) => ({ cells: 100, active: 7, synapses: 7, threshold, segments: 500 });
  expectDigits(populationFalseMatchBound(classify(4)), "0.144691");
  expectDigits(populationFalseMatchBound(classify(5)), "2.826477e-3");
  expectDigits(populationFalseMatchBound(classify(6)), "2.03654e-5");
  // Simulated, to six decimals: of a million trials. The bound is loose at 0.14, the exact form is not.
  const near = (simulated: number, threshold: number) => {
    const p = populationFalseMatch(classify(threshold));
    expect(Math.abs(simulated - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 1e6));
  };
  near(0.134632, 4);
  near(0.00285, 5);
  near(1.7e-5, 6);
});

it("keeps its digits where 1 − P is 1, and its logarithm where P is 0", () => {
  const small = { cells: 100_000, active: 2000, synapses: 10, threshold: 10 };
  expectNear(populationFalseMatch({ ...small, segments: 1000 }), 1000 * falseMatch(small), 1e-14);
  const tiny = { cells: 1_000_000, active: 300, synapses: 300, threshold: 200, segments: 1e6 };
  expect(populationFalseMatch(tiny)).toBe(0);
  expect(log10PopulationFalseMatch(tiny)).toBeCloseTo(6 + log10FalseMatch(tiny), 9);
  expect(log10PopulationFalseMatchBound(tiny)).toBeCloseTo(6 + log10FalseMatch(tiny), 9);
  expect(anyOfMany({ value: 1e-301, log10: -301 }, 100).value / 1e-299).toBeCloseTo(1, 12);
});

it("no segments never fire, and at θ = 0 all do", () => {
  const options = { cells: 10, active: 3, synapses: 4, threshold: 0 };
  expect(four.map((f) => f({ ...options, segments: 0 }))).toEqual([0, -Infinity, 0, -Infinity]);
  expect(four.map((f) => f({ ...options, segments: 3 }))).toEqual([1, 0, 1, 0]);
});

it("refuses what is no number of segments", () => {
  const options = { cells: 10, active: 3, synapses: 4, threshold: 2, segments: 5 };
  for (const f of four) {
    expect(() => f({ ...options, segments: 1.5 })).toThrow(`${f.name}: segments is 1.5`);
    expect(() => f({ ...options, active: 11 })).toThrow(`${f.name}: active is 11`);
    expect(() => f({ ...options, segments: -1 })).toThrow(ArgumentError);
  }
});
