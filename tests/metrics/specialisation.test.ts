import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import {
  globalSpecialisation,
  normalisedCorrelation,
  specialisation,
  taskPreference,
} from "../../src/metrics/specialisation.js";

const close = (got: Float64Array, want: number[]) => {
  expect(got.length).toBe(want.length);
  got.forEach((value, n) => {
    expect(value).toBeCloseTo(want[n]!, 14);
  });
};

it("is what the definitions give on paper", () => {
  close(
    specialisation([
      [0.78, 0.21],
      [0.2, 0.76],
    ]),
    [57 / 99, 56 / 96],
  );
  const M = [
    [0.9, 0.1],
    [0.3, 0.7],
  ];
  close(specialisation(M), [0.8, 0.4]);
  close(taskPreference(M), [0.8, -0.4]);
  expect(globalSpecialisation(M)).toBeCloseTo(0.6, 14);
  expect(normalisedCorrelation(0.6, 0.2)).toBeCloseTo(0.5, 15);
  expect(normalisedCorrelation(0.2, 0.2)).toBe(0);
  expect(normalisedCorrelation(1, -0.5)).toBe(1);
});

it("sets a module's own task against the mean of the others when there are more than two", () => {
  close(
    specialisation([
      [0.9, 0.2, 0.4],
      [0.5, 0.5, 0.5],
      [1, 0, 0],
    ]),
    [0.5, 0, -1],
  );
});

it("is undefined where the sum is 0, and for a base of 1", () => {
  expect([
    ...specialisation([
      [0, 0],
      [-0.5, 0.5],
    ]),
  ]).toEqual([Number.NaN, Number.NaN]);
  expect([
    ...taskPreference([
      [0, 0],
      [0.5, -0.5],
      [0, 3],
    ]),
  ]).toEqual([Number.NaN, Number.NaN, -1]);
  expect(
    globalSpecialisation([
      [0, 0],
      [1, 0],
    ]),
  ).toBe(Number.NaN);
  expect(normalisedCorrelation(1, 1)).toBe(Number.NaN);
  expect(normalisedCorrelation(0.3, 1)).toBe(Number.NaN);
  expect(normalisedCorrelation(Number.NaN, 0.5)).toBe(Number.NaN);
  expect(normalisedCorrelation(0.5, Number.NaN)).toBe(Number.NaN);
});

it("is within its range, blind to scale, and permuted when modules and tasks are", () => {
  const share = fc.integer({ min: 1, max: 1000 }),
    square = fc
      .integer({ min: 2, max: 5 })
      .chain((g) => fc.array(fc.array(share, { minLength: g, maxLength: g }), { minLength: g, maxLength: g }));
  fc.assert(
    fc.property(square, (M) => {
      const spec = specialisation(M),
        turned = M.map((row) => [...row].reverse()).reverse();
      for (const value of spec) expect(Math.abs(value)).toBeLessThan(1);
      close(specialisation(turned), [...spec].reverse());
      close(specialisation(M.map((row) => row.map((value) => value / 7))), [...spec]);
      const [first, second] = M.map((row) => row.slice(0, 2));
      const both = globalSpecialisation([first!, second!]);
      expect(both).toBeGreaterThanOrEqual(0);
      expect(both).toBeLessThan(1);
      expect(globalSpecialisation([second!, first!])).toBe(both);
      if (M.length === 2) {
        // With two modules, D_0 is spec(0) and D_1 is −spec(1).
        const [d0, d1] = taskPreference(M);
        expect([d0, 0 - d1!]).toEqual([...spec]);
        expect(both).toBeCloseTo(Math.abs(spec[0]! + spec[1]!) / 2, 14);
      }
    }),
  );
});

it("refuses bad input", () => {
  expect(() => specialisation([[1, 2]])).toThrow("specialisation: M is 1 × 2, must be square");
  expect(() => specialisation([[1]])).toThrow(ShapeError);
  expect(() => taskPreference([[1, 2, 3]])).toThrow("M has 3 tasks, must have 2");
  expect(() => globalSpecialisation([[1, 2]])).toThrow("M has 1 modules, must have 2");
  expect(() =>
    globalSpecialisation([
      [1, 2, 3],
      [1, 2, 3],
    ]),
  ).toThrow("globalSpecialisation: M has 3 tasks");
  expect(() =>
    specialisation([
      [1, Number.NaN],
      [1, 2],
    ]),
  ).toThrow("M[0][1] is NaN");
  expect(() => normalisedCorrelation(1.1, 0)).toThrow("correlation is 1.1, must be from -1 to 1, or NaN");
  expect(() => normalisedCorrelation(0, -2)).toThrow(ArgumentError);
  expect(() => normalisedCorrelation("0" as never, 0)).toThrow(ArgumentError);
});
