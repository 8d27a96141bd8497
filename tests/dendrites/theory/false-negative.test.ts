import fc from "fast-check";
import { expect, it } from "vitest";
import { falseNegative, log10FalseNegative } from "../../../src/dendrites/index.js";
import { ArgumentError } from "../../../src/errors.js";
import * as reference from "../../reference/sdr-theory.js";
import { expectDigits, expectNear, rounding, sizes } from "./support.js";

it("is the sum of the definition, in exact arithmetic", () => {
  fc.assert(
    fc.property(sizes(150), ({ cells: active, active: synapses, synapses: lost, threshold }) => {
      const options = { active, synapses, lost, threshold },
        [p, q] = reference.falseNegative(active, synapses, lost, threshold);
      if (p === 0n) expect([falseNegative(options), log10FalseNegative(options)]).toEqual([0, -Infinity]);
      else {
        expectNear(falseNegative(options), reference.ratio(p, q), rounding(4 * active));
        expect(log10FalseNegative(options)).toBeCloseTo(reference.log10Ratio(p, q), 11);
      }
    }),
  );
});

it("cases by hand: a = 10, s = 4", () => {
  const of = (lost: number, threshold: number) => falseNegative({ active: 10, synapses: 4, lost, threshold });
  expect(of(3, 3)).toBeCloseTo(1 / 3, 15);
  expect(of(3, 4)).toBeCloseTo(5 / 6, 15);
  for (let threshold = 0; threshold <= 4; threshold++) {
    expect(of(0, threshold)).toBe(0);
    // No s − θ losses can silence it.
    expect(of(4 - threshold, threshold)).toBe(0);
  }
  expect(of(3, 0)).toBe(0);
  expect(of(3, 5)).toBe(1);
  expect(log10FalseNegative({ active: 10, synapses: 4, lost: 0, threshold: 3 })).toBe(-Infinity);
});

it.each([
  [300, 30, 60, 12, "3.94743609e-8"],
  [128, 30, 64, 8, "7.354295e-4"],
  [128, 30, 64, 12, "7.169852e-2"],
  [128, 30, 64, 16, "0.5825018"],
] as const)("numbers of the paper: a = %i, s = %i, v = %i, θ = %i: %s", (active, synapses, lost, threshold, digits) => {
  expectDigits(falseNegative({ active, synapses, lost, threshold }), digits);
});

it("rises with the losses and with θ", () => {
  for (let lost = 0; lost < 128; lost++)
    for (const threshold of [8, 12, 16]) {
      const options = { active: 128, synapses: 30, lost, threshold },
        value = falseNegative(options);
      expect(falseNegative({ ...options, lost: lost + 1 })).toBeGreaterThanOrEqual(value);
      expect(falseNegative({ ...options, threshold: threshold + 1 })).toBeGreaterThanOrEqual(value);
    }
});

it("refuses more synapses or losses than the pattern has cells", () => {
  const options = { active: 10, synapses: 4, lost: 3, threshold: 2 };
  for (const f of [falseNegative, log10FalseNegative]) {
    expect(() => f({ ...options, lost: 11 })).toThrow(`${f.name}: lost is 11, must be an integer from 0 to 10`);
    for (const wrong of [{ synapses: 11 }, { active: -1 }, { lost: 0.5 }, { threshold: -1 }])
      expect(() => f({ ...options, ...wrong })).toThrow(ArgumentError);
  }
});
