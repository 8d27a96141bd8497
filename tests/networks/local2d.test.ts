import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Local2d } from "../../src/networks/local2d.js";
import { openArena } from "../support.js";
import { imageSite, isVariance, meanSquare } from "./support.js";

describe("Local2d", () => {
  it("has weights and biases of its own at every position", async () => {
    using arena = await openArena();
    const { features, shape, parameters } = new Local2d(6, { kernelSize: 3, padding: 1 }).bind(
      imageSite(arena, [5, 4, 10]),
    );
    expect([features, shape]).toEqual([5 * 4 * 6, [5, 4, 6]]);
    expect(parameters.map(({ name, value }) => [name, value.shape])).toEqual([
      ["layer.weights", [20, 6, 3, 3, 10]],
      ["layer.bias", [120]],
    ]);
    // Fans are those of one position.
    expect(isVariance(meanSquare(parameters[0]!.value.data), 2 / 90, 20 * 6 * 90)).toBe(true);
  });

  it("in ON/OFF pairs pairs the channels of a position, not positions", async () => {
    using arena = await openArena();
    const options = { kernelSize: 1, nonnegative: true },
      [first, above] = [true, false].map(
        (isFirst) => new Local2d(2, options).bind(imageSite(arena, [2, 3, 2], { first: isFirst })).parameters[0]!,
      );
    expect(above!.minimum).toBe(0);
    for (let p = 0; p < 6; p++) {
      const [a, b, c, d] = first!.value.data.subarray(4 * p, 4 * p + 4);
      expect([c, d]).toEqual([-a!, -b!]);
      const [e, f, g, h] = above!.value.data.subarray(4 * p, 4 * p + 4);
      expect([g, h]).toEqual([f, e]);
      expect([Math.min(e!, f!), e! + f! > 0]).toEqual([0, true]);
    }
  });

  it("in ON/OFF pairs refuses odd channels, though the positions have an even number of them, and one alone", async () => {
    using arena = await openArena();
    const options = { kernelSize: 2, nonnegative: true };
    for (const units of [1, 3])
      for (const first of [true, false])
        expect(() => new Local2d(units, options).bind(imageSite(arena, [3, 3, 2], { first }))).toThrow(
          /units is \d, must be even/,
        );
    expect(() => new Local2d(2, options).bind(imageSite(arena, [3, 3, 3], { first: false }))).toThrow(
      /inputs is 3, must be even/,
    );
    expect(arena.memory().blocks).toBeLessThan(2);
  });

  it("refuses no channels", () => {
    for (const units of [0, -1, 1.5, Number.NaN])
      expect(() => new Local2d(units, { kernelSize: 2 })).toThrow(ArgumentError);
  });
});
