import { expect, it } from "vitest";
import { log10Capacity, log10Equality } from "../../../src/dendrites/index.js";
import { ArgumentError } from "../../../src/errors.js";
import { binomial, log10Ratio } from "../../reference/sdr-theory.js";
import { expectDigits } from "./support.js";

it("capacity is C(n, w), and equality one in so many", () => {
  for (const [cells, active] of [
    [1, 0],
    [1, 1],
    [10, 3],
    [2048, 40],
    [3000, 1500],
  ] as const) {
    const exact = log10Ratio(binomial(cells, active), 1n);
    expect(log10Capacity({ cells, active })).toBeCloseTo(exact, 10);
    expect(log10Equality({ cells, active })).toBe(0 - log10Capacity({ cells, active }));
  }
});

it.each([
  [2, "1.90921e-6"],
  [5, "1.07629e-13"],
  [20, "1.82484e-42"],
] as const)("n = 1024, w = %i: equal with probability %s", (active, digits) => {
  expectDigits(10 ** log10Equality({ cells: 1024, active }), digits);
});

it("refuses what are no counts", () => {
  for (const f of [log10Capacity, log10Equality]) {
    expect(() => f({ cells: 3, active: 4 })).toThrow(`${f.name}: active is 4, must be an integer from 0 to 3`);
    expect(() => f({ cells: 0, active: 0 })).toThrow(ArgumentError);
  }
});
