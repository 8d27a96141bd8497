import fc from "fast-check";
import { expect, it } from "vitest";
import { falseMatch, falseNegative, populationFalseMatch, thresholdAdvice } from "../../../src/dendrites/index.js";
import { ArgumentError } from "../../../src/errors.js";

const strong = { cells: 10_000, active: 300, synapses: 30, lost: 60, falseMatch: 1e-9, falseNegative: 1e-6 };

it("the paper's example: n = 10000, a = 300, s = 30, 20 % noise", () => {
  const { admissible, best, lowest, highest } = thresholdAdvice(strong);
  expect(admissible.map(({ threshold }) => threshold)).toEqual([11, 12, 13]);
  expect(lowest!.threshold).toBe(11);
  expect(highest.threshold).toBe(13);
  for (const rates of admissible) {
    const { threshold } = rates;
    expect(rates.falseMatch).toBe(falseMatch({ ...strong, threshold }));
    expect(rates.falseNegative).toBe(falseNegative({ ...strong, threshold }));
    expect(10 ** rates.log10FalseMatch / rates.falseMatch).toBeCloseTo(1, 11);
    expect(10 ** rates.log10FalseNegative / rates.falseNegative).toBeCloseTo(1, 11);
    expect(best!.falseMatch + best!.falseNegative).toBeLessThanOrEqual(rates.falseMatch + rates.falseNegative);
  }
});

it("finds what looking at every threshold finds, and says so when that is nothing", () => {
  const cases = fc
    .record({ cells: fc.integer({ min: 1, max: 400 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .chain(({ cells, share }) => {
      const active = Math.floor(share * cells);
      return fc.record({
        cells: fc.constant(cells),
        active: fc.constant(active),
        synapses: fc.integer({ min: 0, max: Math.min(active, 40) }),
        lost: fc.integer({ min: 0, max: active }),
        segments: fc.integer({ min: 1, max: 1000 }),
        falseMatch: fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x ** 8),
        falseNegative: fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x ** 8),
      });
    });
  fc.assert(
    fc.property(cases, (options) => {
      const good: number[] = [];
      for (let threshold = 0; threshold <= options.synapses; threshold++)
        if (
          populationFalseMatch({ ...options, threshold }) <= options.falseMatch &&
          falseNegative({ ...options, threshold }) <= options.falseNegative
        )
          good.push(threshold);
      const { admissible, best, lowest, highest } = thresholdAdvice(options);
      expect(admissible.map(({ threshold }) => threshold)).toEqual(good);
      if (good.length > 0) expect(good).toContain(best!.threshold);
      else {
        expect(best).toBeUndefined();
        expect(lowest?.threshold ?? Infinity).toBeGreaterThan(highest.threshold);
      }
    }),
  );
});

it("no threshold has both: which one is out of reach", () => {
  const { admissible, best, lowest, highest } = thresholdAdvice({ ...strong, falseMatch: 1e-15, lost: 150 });
  expect([admissible, best]).toEqual([[], undefined]);
  expect(lowest!.threshold).toBeGreaterThan(highest.threshold);
  expect(lowest!.falseNegative).toBeGreaterThan(1e-6);
  expect(highest.falseMatch).toBeGreaterThan(1e-15);
  // Three synapses out of half of the cells fire too often whatever the threshold.
  const dense = { cells: 10, active: 5, synapses: 3, lost: 0, falseMatch: 0.01, falseNegative: 1 };
  expect(thresholdAdvice(dense)).toMatchObject({ admissible: [], best: undefined, lowest: undefined });
});

it("more segments need a higher threshold", () => {
  expect(thresholdAdvice({ ...strong, segments: 1 }).lowest!.threshold).toBe(11);
  expect(thresholdAdvice({ ...strong, segments: 1e6 }).lowest!.threshold).toBeGreaterThan(14);
});

it("compares rates that are below all doubles", () => {
  const { best } = thresholdAdvice({
    ...strong,
    cells: 1_000_000,
    active: 1000,
    synapses: 400,
    lost: 0,
    falseMatch: 1,
    falseNegative: 1,
  });
  expect(best!.threshold).toBe(400);
  expect(best!.log10FalseMatch).toBeLessThan(-1000);
});

it("refuses what cannot be", () => {
  expect(() => thresholdAdvice({ ...strong, lost: 301 })).toThrow(
    "thresholdAdvice: lost is 301, must be an integer from 0 to 300",
  );
  for (const wrong of [
    { synapses: 301 },
    { active: 10_001 },
    { segments: -1 },
    { falseMatch: 2 },
    { falseNegative: Number.NaN },
  ])
    expect(() => thresholdAdvice({ ...strong, ...wrong })).toThrow(ArgumentError);
});
