import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { falseMatch, log10FalseMatch } from "../../../src/dendrites/index.js";
import { ArgumentError } from "../../../src/errors.js";
import * as reference from "../../reference/sdr-theory.js";
import { expectDigits, expectNear, rounding, sizes } from "./support.js";

const of = (cells: number, active: number, synapses: number, threshold: number) =>
  falseMatch({ cells, active, synapses, threshold });

it("is the sum of the definition, in exact arithmetic", () => {
  fc.assert(
    fc.property(sizes(150), (options) => {
      const { cells, active, synapses, threshold } = options,
        [p, q] = reference.falseMatch(cells, active, synapses, threshold);
      if (p === 0n) expect([falseMatch(options), log10FalseMatch(options)]).toEqual([0, -Infinity]);
      else {
        expectNear(falseMatch(options), reference.ratio(p, q), rounding(4 * cells));
        expect(log10FalseMatch(options)).toBeCloseTo(reference.log10Ratio(p, q), 11);
      }
    }),
  );
});

it("a case by hand: n = 10, a = 3, s = 4", () => {
  expect([1, 2, 3].map((threshold) => of(10, 3, 4, threshold))).toEqual(
    [5 / 6, 1 / 3, 1 / 30].map((value) => expect.closeTo(value, 15)),
  );
  expect(of(10, 3, 4, 4)).toBe(0);
  expect(of(10, 3, 4, 0)).toBe(1);
  expect(log10FalseMatch({ cells: 10, active: 3, synapses: 4, threshold: 0 })).toBe(0);
});

describe("numbers of the papers", () => {
  it.each([
    [10000, 300, 30, 12, "2.27907942e-11"],
    [10000, 300, 30, 15, "1.04919e-15"],
    [10000, 300, 24, 12, "8.37584522709849e-13"],
    [4000, 128, 24, 12, "1.34324e-12"],
    [300, 64, 24, 12, "1.09461662e-3"],
    [500, 64, 24, 12, "5.69571e-6"],
    [700, 64, 24, 12, "1.41253e-7"],
    [300, 128, 24, 12, "0.2920782"],
    [500, 128, 24, 12, "7.367883e-3"],
    [700, 128, 24, 12, "3.201061e-4"],
    [900, 128, 24, 12, "2.502555e-5"],
    [300, 256, 24, 12, "0.99999797"],
    [500, 256, 24, 12, "0.62937275"],
    [700, 256, 24, 12, "0.12108772"],
    [900, 256, 24, 12, "0.01935976"],
    // Figure 5A is said to have a = n/2, but its numbers are those of a = n/4.
    [300, 75, 24, 12, "5.18604e-3"],
    [19900, 4975, 24, 12, "7.16735e-3"],
    [2000, 32, 20, 10, "3.9043e-14"],
    [4000, 32, 20, 10, "3.9669e-17"],
    // Noted as 1.4810e-12, which is above the bound C(20, 10) (256/16000)^10 = 2.03e-13.
    [16000, 256, 20, 10, "1.4810e-13"],
    [16000, 4000, 20, 10, "1.3812e-2"],
    [100_000, 2000, 6, 6, "6.35308873e-11"],
    [100_000, 2000, 8, 8, "2.52507239e-14"],
    [100_000, 2000, 10, 10, "1.00163216e-17"],
    [100_000, 2000, 12, 6, "5.29386836e-8"],
    [100_000, 2000, 16, 8, "2.81724528e-10"],
    [100_000, 2000, 20, 10, "1.54192767e-12"],
    [100_000, 2000, 24, 12, "8.586941e-15"],
    [100_000, 2000, 40, 10, "4.915419e-9"],
    [100_000, 2000, 80, 10, "4.625684e-6"],
    [100_000, 2000, 120, 10, "1.587998e-4"],
    [100_000, 2000, 240, 20, "1.079908e-7"],
    [200_000, 2000, 10, 10, "9.77936e-21"],
    [1024, 4, 4, 2, "6.85523984e-5"],
    [1024, 7, 7, 4, "2.67069118e-8"],
    [1024, 8, 4, 2, "3.18241665e-4"],
  ] as const)("n = %i, a = %i, s = %i, θ = %i: %s", (cells, active, synapses, threshold, digits) => {
    expectDigits(of(cells, active, synapses, threshold), digits);
    const log = log10FalseMatch({ cells, active, synapses, threshold });
    expect(10 ** log).toBeCloseTo(of(cells, active, synapses, threshold), 12);
  });

  it.each([
    [64, 300, 1.09318e-3],
    [64, 500, 5.74e-6],
    [64, 700, 1.1e-7],
    [128, 300, 0.292048],
    [128, 500, 7.37836e-3],
    [128, 700, 3.2014e-4],
    [128, 900, 2.585e-5],
  ])("simulated over 1e8 pairs, a = %i, n = %i: within three standard errors", (active, cells, simulated) => {
    const p = of(cells, active, 24, 12);
    expect(Math.abs(simulated - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 1e8));
  });

  it("the notebook's 0.0522 for n = 4000 is that of ten per cent active cells, not of two", () => {
    expectDigits(of(4000, 400, 4, 2), "0.0522");
    expect(of(4000, 80, 4, 2)).toBeLessThan(0.0024);
  });
});

it("scaling laws: falls with θ and n, rises with a and s, stays below its bounds", () => {
  const cases = fc.record({
    synapses: fc.integer({ min: 2, max: 60 }),
    active: fc.integer({ min: 2, max: 200 }),
    cells: fc.integer({ min: 300, max: 100_000 }),
    threshold: fc.integer({ min: 2, max: 60 }),
  });
  fc.assert(
    fc.property(cases, (options) => {
      const { cells, active, synapses } = options,
        threshold = Math.min(options.threshold, synapses, active),
        log = log10FalseMatch({ ...options, threshold });
      const change = (changes: object) => log10FalseMatch({ ...options, threshold, ...changes });
      expect(change({ threshold: threshold - 1 })).toBeGreaterThan(log);
      expect(change({ cells: cells + 500 })).toBeLessThan(log);
      expect(change({ active: active + 20 })).toBeGreaterThan(log);
      expect(change({ synapses: synapses + 10 })).toBeGreaterThan(log);
      const choices = reference.log10Ratio(reference.binomial(synapses, threshold), 1n);
      let bound = choices;
      for (let i = 0; i < threshold; i++) bound += Math.log10((active - i) / (cells - i));
      expect(log).toBeLessThanOrEqual(bound + 1e-9);
      expect(bound).toBeLessThanOrEqual(choices + threshold * Math.log10(active / cells) + 1e-9);
    }),
  );
});

it("the bound C(24, 12) 0.03^12 lies above n = 10000, a = 300, s = 24, θ = 12", () => {
  const bound = Number(reference.binomial(24, 12)) * 0.03 ** 12;
  expectDigits(bound, "1.437099e-12");
  expect(of(10000, 300, 24, 12)).toBeLessThan(bound);
});

it("at one density it rises with n to the binomial tail: only θ or density can make it vanish", () => {
  let tail = 0;
  for (let b = 12; b <= 24; b++) tail += Number(reference.binomial(24, b)) * 0.25 ** b * 0.75 ** (24 - b);
  let before = 0;
  for (const cells of [300, 1000, 10_000, 100_000, 10_000_000]) {
    const value = of(cells, cells / 4, 24, 12);
    expect(value).toBeGreaterThan(before);
    expect(value).toBeLessThan(tail);
    before = value;
  }
  // The difference falls as 1/n.
  expect(before / tail).toBeCloseTo(1, 4);
  // At a = n/2 it is no rare event at all.
  expect(of(19900, 9950, 24, 12)).toBeCloseTo(0.58064, 5);
});

it("figure 6: medians over n, density and synapses, per threshold", () => {
  const logs = (threshold: number) =>
    Array.from({ length: 10 }, (_, i) => 10_000 + 20_000 * i).flatMap((cells) =>
      [1, 2, 3, 4, 5, 6].flatMap((density) =>
        [20, 25, 30, 35, 40, 45, 50].map((synapses) =>
          log10FalseMatch({ cells, active: (cells * density) / 200, synapses, threshold }),
        ),
      ),
    );
  const median = (values: number[]) => {
    const powers = values.map((log) => 10 ** log).sort((a, b) => a - b),
      middle = powers.length / 2;
    return (powers[middle - 1]! + powers[middle]!) / 2;
  };
  for (const [threshold, digits] of [
    [8, "4.83e-8"],
    [9, "2.04e-9"],
    [10, "7.40e-11"],
    [12, "7.63e-14"],
    [15, "1.03e-18"],
    [20, "4.11e-28"],
  ] as const)
    expectDigits(median(logs(threshold)), digits);
});

it("refuses what are no counts, or more synapses or active cells than cells", () => {
  const options = { cells: 10, active: 3, synapses: 4, threshold: 2 };
  for (const f of [falseMatch, log10FalseMatch]) {
    expect(() => f({ ...options, synapses: 11 })).toThrow(`${f.name}: synapses is 11, must be an integer from 0 to 10`);
    for (const wrong of [{ cells: 0 }, { active: 11 }, { active: -1 }, { threshold: -1 }, { threshold: 1.5 }])
      expect(() => f({ ...options, ...wrong })).toThrow(ArgumentError);
  }
});
