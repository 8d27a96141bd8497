import { expect, it } from "vitest";
import { connectedThreshold } from "../../src/dendrites/connected-threshold.js";

it("lies 1e-6 under the connected permanence, in single precision", () => {
  const { fround } = Math;
  for (const permanence of [0, 0.1, 0.14, 0.5, 1]) {
    const threshold = connectedThreshold(permanence);
    expect(threshold).toBe(fround(threshold));
    expect(Math.abs(threshold - (permanence - 1e-6))).toBeLessThanOrEqual(2 ** -23 * Math.max(permanence, 1e-6));
    expect(threshold).toBeLessThan(fround(permanence));
  }
});
