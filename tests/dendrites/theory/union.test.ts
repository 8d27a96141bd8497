import fc from "fast-check";
import { expect, it } from "vitest";
import {
  falseMatch,
  falseNegative,
  log10UnionExactMatch,
  log10UnionFalseMatch,
  unionExactMatch,
  unionFalseMatch,
  unionSynapses,
} from "../../../src/dendrites/index.js";
import { ArgumentError } from "../../../src/errors.js";
import { Random } from "../../../src/random.js";
import { expectDigits } from "./support.js";

it.each([
  [1, "25"],
  [2, "49.96875"],
  [5, "124.68789"],
  [10, "248.59843"],
  [20, "494.10680"],
] as const)("n = 20000, s = 25, %i patterns have %s synapses together", (patterns, digits) => {
  expectDigits(unionSynapses({ cells: 20_000, synapses: 25, patterns }), digits);
});

it("synapses rise from 0 towards n", () => {
  expect(unionSynapses({ cells: 100, synapses: 7, patterns: 0 })).toBe(0);
  expect(unionSynapses({ cells: 100, synapses: 7, patterns: 1 })).toBeCloseTo(7, 13);
  expect(unionSynapses({ cells: 100, synapses: 0, patterns: 9 })).toBe(0);
  expect(unionSynapses({ cells: 100, synapses: 100, patterns: 1 })).toBe(100);
  expect(unionSynapses({ cells: 100, synapses: 7, patterns: 1e6 })).toBe(100);
});

it("is the mean size of the unions of random patterns", () => {
  const random = new Random(3),
    cells = 60,
    trials = 2000;
  let sum = 0,
    squares = 0;
  for (let trial = 0; trial < trials; trial++) {
    const union = new Set<number>();
    for (let m = 0; m < 5; m++) for (const bit of draw(random, cells, 9)) union.add(bit);
    sum += union.size;
    squares += union.size ** 2;
  }
  const mean = sum / trials,
    error = Math.sqrt((squares / trials - mean ** 2) / trials);
  expect(Math.abs(mean - unionSynapses({ cells, synapses: 9, patterns: 5 }))).toBeLessThan(3 * error);
});

it.each([
  [20_000, 100, 10, "1.7347e-12"],
  [1000, 200, 1, "1.0014e-5"],
  [1000, 200, 2, "4.7389e-2"],
  [1000, 200, 3, "0.501650"],
  [20_000, 200, 1, "1.75826e-24"],
  [20_000, 200, 2, "9.73604e-19"],
  [20_000, 200, 5, "2.03826e-12"],
  [20_000, 200, 10, "3.32243e-8"],
] as const)("n = %i, a = %i, s = 25, θ = 15, M = %i: %s", (cells, active, patterns, digits) => {
  const options = { cells, active, synapses: 25, threshold: 15, patterns };
  expectDigits(unionFalseMatch(options), digits);
  expectDigits(10 ** log10UnionFalseMatch(options), digits);
});

it("is falseMatch at the rounded number of synapses", () => {
  const options = { cells: 20_000, active: 100, synapses: 25, threshold: 15, patterns: 10 };
  expectDigits(unionSynapses(options), "248.598427");
  expect(unionFalseMatch(options)).toBe(falseMatch({ ...options, synapses: 249 }));
  expect(unionFalseMatch({ ...options, synapses: 20_000 })).toBe(1);
  expect(unionFalseMatch({ ...options, patterns: 0 })).toBe(0);
});

it.each([
  [2, 20, "1.470426e-3"],
  [20, 20, "1.835365e-10"],
  [20, 40, "5.482189e-6"],
] as const)("n = 1024, w = %i in the union of %i: %s", (bits, patterns, digits) => {
  const options = { cells: 1024, synapses: bits, active: bits, patterns };
  expectDigits(unionExactMatch(options), digits);
  expectDigits(10 ** log10UnionExactMatch(options), digits);
});

it("nothing is in an empty union but the empty pattern", () => {
  const options = { cells: 10, synapses: 3, patterns: 0, active: 2 };
  expect([unionExactMatch(options), log10UnionExactMatch(options)]).toEqual([0, -Infinity]);
  const empty = { ...options, active: 0 };
  expect([unionExactMatch(empty), log10UnionExactMatch(empty)]).toEqual([1, 0]);
  const tiny = { cells: 1_000_000, synapses: 10, patterns: 2, active: 200 };
  expect(unionExactMatch(tiny)).toBe(0);
  expect(log10UnionExactMatch(tiny)).toBeCloseTo(200 * Math.log10(2e-5 - 1e-10), 9);
});

it("a union never rejects a stored pattern that has lost up to s − θ of its cells", () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 8 }), fc.nat(20), (seed, patterns, threshold) => {
      const random = new Random(seed),
        synapses = 20,
        stored = Array.from({ length: patterns }, () => draw(random, 500, synapses)),
        union = new Set(stored.flat()),
        lost = synapses - threshold;
      for (const pattern of stored)
        expect(pattern.slice(lost).filter((bit) => union.has(bit)).length).toBeGreaterThanOrEqual(threshold);
      expect(falseNegative({ active: synapses, synapses, lost, threshold })).toBe(0);
    }),
  );
});

it("refuses what are no counts", () => {
  const options = { cells: 100, synapses: 7, patterns: 5, active: 9, threshold: 3 };
  const functions = [unionSynapses, unionFalseMatch, log10UnionFalseMatch, unionExactMatch, log10UnionExactMatch];
  for (const f of functions) {
    expect(() => f({ ...options, synapses: 101 })).toThrow(`${f.name}: synapses is 101`);
    for (const wrong of [{ cells: 0 }, { patterns: -1 }, { patterns: 0.5 }])
      expect(() => f({ ...options, ...wrong })).toThrow(ArgumentError);
    if (f !== unionSynapses) expect(() => f({ ...options, active: 101 })).toThrow(`${f.name}: active is 101`);
  }
  expect(() => unionFalseMatch({ ...options, threshold: -1 })).toThrow("unionFalseMatch: threshold is -1");
});

/** Some of the numbers below n, each once, in random order. */
function draw(random: Random, n: number, count: number): number[] {
  const found = new Set<number>();
  while (found.size < count) found.add(random.integer(n));
  return [...found];
}

it("a union of more synapses than formulas end with is too many patterns", () => {
  const union = { cells: 2 ** 40, active: 2 ** 20, synapses: 2 ** 20, threshold: 15 };
  expect(() => unionFalseMatch({ ...union, patterns: 2 ** 30 })).toThrow(ArgumentError);
  expect(() => unionFalseMatch({ ...union, patterns: 2 ** 30 })).toThrow(/patterns is 1073741824, must be few enough/);
});
