import { describe, expect, it } from "vitest";
import { formatFixed, formatNumber } from "../../../src/experiments/report/numbers.js";

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [1, "1"],
    [-3, "−3"],
    [0.5, "0.5"],
    [0.97519, "0.9752"],
    [-0.02, "−0.02"],
    [0.99999, "1"],
    [9.99996, "10"],
    [1234.5678, "1,235"],
    [1234, "1,234"],
    [203264, "203,264"],
    [9999999, "9,999,999"],
    [10_000_000, "10⁷"],
    [2.5e9, "2.5×10⁹"],
    [0.001, "0.001"],
    [0.0009, "9×10⁻⁴"],
    [-1.2346e-12, "−1.235×10⁻¹²"],
    [1e300, "10³⁰⁰"],
    [Number.MIN_VALUE, "4.941×10⁻³²⁴"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("writes %d as %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("takes the number of digits", () => {
    expect(formatNumber(Math.PI, 2)).toBe("3.1");
    expect(formatNumber(Math.PI, 7)).toBe("3.141593");
  });
});

describe("formatFixed", () => {
  it.each([
    [0.5, 2, "0.50"],
    [-0.5, 1, "−0.5"],
    [-1e-20, 1, "0.0"],
    [12000, 0, "12,000"],
    [1234.5678, 4, "1,234.5678"],
    [Number.NaN, 3, "–"],
  ])("writes %d with %i decimals as %s", (value, decimals, text) => {
    expect(formatFixed(value, decimals)).toBe(text);
  });
});
