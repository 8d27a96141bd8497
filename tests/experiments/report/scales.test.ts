import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearScale, log10, logarithmicScale, type Scale, scaleFor } from "../../../src/experiments/report/scales.js";

const labels = (scale: Scale) => scale.ticks.map(({ label }) => label);

function expectUsable(scale: Scale, low: number, high: number, most: number): void {
  expect(scale.high).toBeGreaterThan(scale.low);
  expect(scale.low).toBeLessThanOrEqual(low);
  expect(scale.high).toBeGreaterThanOrEqual(high);
  expect(scale.ticks.length).toBeLessThanOrEqual(most);
  expect(new Set(labels(scale)).size).toBe(scale.ticks.length);
  let previous = -1e-9;
  for (const { value } of scale.ticks) {
    const position = scale.position(value);
    expect(position).toBeGreaterThan(previous);
    expect(position).toBeLessThanOrEqual(1 + 1e-9);
    previous = position;
  }
  expect(Math.abs(scale.position(scale.low))).toBeLessThan(1e-9);
  expect(Math.abs(scale.position(scale.high) - 1)).toBeLessThan(1e-9);
}

describe("linear scale", () => {
  it.each([
    [0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
    [0.58, 0.985, ["0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]],
    [-3, 12, ["−5", "0", "5", "10", "15"]],
    [0, 20_000, ["0", "5,000", "10,000", "15,000", "20,000"]],
    [0.001, 0.0042, ["0.001", "0.002", "0.003", "0.004", "0.005"]],
    [0, 4e9, ["0", "10⁹", "2×10⁹", "3×10⁹", "4×10⁹"]],
  ])("from %d to %d widened", (low, high, expected) => {
    expect(labels(linearScale(low, high, 4, true))).toEqual(expected);
  });

  it("keeps its ends when not widened", () => {
    const scale = linearScale(1, 30, 5, false);
    expect([scale.low, scale.high]).toEqual([1, 30]);
    expect(labels(scale)).toEqual(["5", "10", "15", "20", "25", "30"]);
  });

  it("is usable for any two ends, equal, huge and tiny ones included", () => {
    const end = fc.double({ noNaN: true, noDefaultInfinity: true, min: -4e307, max: 4e307 });
    // A step is at least 2 / √10 of a fifth of the range, so that this holds 7.9 of them: widened nine, and one tick more.
    const most = 10;
    fc.assert(
      fc.property(end, end, fc.boolean(), (a, b, widen) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)],
          scale = linearScale(low, high, 5, widen);
        expectUsable(scale, low, high, most);
        if (widen) expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
      }),
    );
    const [low, high] = [-2.0000000000000006e-192, 1.4000000002000002e-182];
    expectUsable(linearScale(low, high, 5, true), low, high, most);
    expectUsable(linearScale(5, 5, 5, true), 5, 5, 9);
    expectUsable(linearScale(0, 0, 5, true), 0, 0, 9);
    expectUsable(linearScale(0, Number.MIN_VALUE, 5, true), 0, 0, 9);
    expect(linearScale(-Number.MAX_VALUE, Number.MAX_VALUE, 5, true).ticks.length).toBeGreaterThan(2);
  });

  it("has no position for what is not finite", () => {
    const scale = linearScale(0, 1, 5, true);
    expect([Number.NaN, Infinity, -Infinity].map(scale.position)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe("logarithmic scale", () => {
  it.each([
    [0.002, 2.1, ["0.01", "0.1", "1"]],
    [3, 40, ["2", "5", "10", "20", "50"]],
    [1, 1, ["0.5", "1", "2"]],
    [1e-9, 1, ["10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1"]],
  ])("from %d to %d widened", (low, high, expected) => {
    expect(labels(logarithmicScale(low, high, true))).toEqual(expected);
  });

  it("is usable for any two positive ends", () => {
    const end = fc.double({ noNaN: true, min: 1e-300, max: 1e300 });
    fc.assert(
      fc.property(end, end, fc.boolean(), (a, b, widen) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expectUsable(logarithmicScale(low, high, widen), low, high, 9);
      }),
      { examples: [[1e-300, 1.0000000010000002e-300, false]] },
    );
  });

  it("draws values that are nearly one in the middle of an axis with room", () => {
    const scale = logarithmicScale(3, 3 * (1 + 1e-13), false);
    expect([scale.low, scale.high, labels(scale)]).toEqual([2, 5, ["2", "5"]]);
  });

  it("has ticks between two round numbers too", () => {
    expect(labels(logarithmicScale(3, 4.5, false))).toEqual(["3.0", "3.5", "4.0", "4.5"]);
    expect(logarithmicScale(3, 4.5, false).position(3.67423461417)).toBeCloseTo(0.5, 9); // the geometric mean
  });

  it("has no position for zero, negative and infinite values", () => {
    const scale = logarithmicScale(1, 10, true);
    for (const value of [0, -1, Number.NaN, Infinity]) expect(scale.position(value)).toBeNaN();
  });
});

it("the decimal logarithm agrees with the engine's to 1e-12", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-307, noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.abs(log10(value) - Math.log10(value))).toBeLessThan(1e-12);
    }),
  );
});

describe("scaleFor", () => {
  it("looks at drawable values only, and falls back to a plain axis", () => {
    const scale = scaleFor([Number.NaN, 0.5, Infinity, -2, 3], { label: "" }, 5, false);
    expect([scale.low, scale.high]).toEqual([-2, 3]);
    expect(scaleFor([-5, 0, 2, 40], { label: "", log: true }, 5, false).low).toBe(2);
    expectUsable(scaleFor([], { label: "" }, 5, true), 0, 1, 9);
    expectUsable(scaleFor([-1, Number.NaN], { label: "", log: true }, 5, true), 1, 10, 9);
  });

  it("counts in whole steps where that is asked for", () => {
    const ticks = (high: number) =>
      scaleFor([0, high], { label: "epoch", whole: true }, 5, false).ticks.map(({ label }) => label);
    expect([1, 2, 3, 8, 200].map(ticks)).toEqual([
      ["0", "1"],
      ["0", "1", "2"],
      ["0", "1", "2", "3"],
      ["0", "2", "4", "6", "8"],
      ["0", "50", "100", "150", "200"],
    ]);
    expect(ticks(0)).toContain("0");
  });

  it("keeps a range that is given", () => {
    const scale = scaleFor([0, 0.13, 7], { label: "", range: [0.13, 0.77] }, 5, true);
    expect([scale.low, scale.high]).toEqual([0.13, 0.77]);
    expect(scale.position(7)).toBeGreaterThan(1);
  });
});
