import { describe, expect, it } from "vitest";
import { meanOf, spread, spreadText } from "../../../src/experiments/shared/spread.js";

describe("spread", () => {
  it("has the sample's standard deviation, by n − 1", () => {
    expect(spread([1, 2, 3, 6])).toEqual({ mean: 3, deviation: Math.sqrt(14 / 3) });
    expect(meanOf([1, 2, 3, 6])).toBe(3);
  });
  it("knows no deviation of one value, and nothing of none", () => {
    expect(spread([0.5])).toEqual({ mean: 0.5, deviation: Number.NaN });
    expect(spread([])).toEqual({ mean: Number.NaN, deviation: Number.NaN });
  });
});

describe("spreadText", () => {
  it("leaves out what is not known", () => {
    expect(spreadText({ mean: 0.1234, deviation: 0.0456 })).toBe("0.123 ± 0.046");
    expect(spreadText({ mean: -0.1234, deviation: Number.NaN }, 2)).toBe("−0.12");
    expect(spreadText(spread([]))).toBe("–");
  });
});
