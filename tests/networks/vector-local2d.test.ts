import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { VectorLocal2d } from "../../src/networks/vector-local2d.js";
import { openArena } from "../support.js";
import { imageSite, isVariance, meanSquare } from "./support.js";

describe("VectorLocal2d", () => {
  it("has weights and biases of its own at every position, above scalar images for every component too", async () => {
    using arena = await openArena();
    const first = new VectorLocal2d(4, { kernelSize: 3, components: 10 }).bind(imageSite(arena, [6, 5, 2])),
      above = new VectorLocal2d(6, { kernelSize: 2, stride: 2 }).bind(
        imageSite(arena, [4, 4, 20], { components: 10, first: false }),
      );
    expect([first.features, first.shape, first.components]).toEqual([48, [4, 3, 4], 10]);
    expect(first.parameters.map(({ value }) => value.shape)).toEqual([
      [12, 4, 10, 3, 3, 2],
      [48, 10],
    ]);
    expect([above.features, above.shape, above.components]).toEqual([24, [2, 2, 6], 10]);
    expect(above.parameters.map(({ value }) => value.shape)).toEqual([
      [4, 6, 2, 2, 20],
      [24, 10],
    ]);
    const [w1, w2] = [first, above].map(({ parameters }) => parameters[0]!.value.data);
    expect(isVariance(meanSquare(w1!), 1 / 18, w1!.length)).toBe(true);
    expect(isVariance(meanSquare(w2!), 2 / 80, w2!.length)).toBe(true);
  });

  it("in ON/OFF pairs pairs the channels of a position", async () => {
    using arena = await openArena();
    const options = { kernelSize: 1, nonnegative: true, components: 2 },
      first = new VectorLocal2d(2, options).bind(imageSite(arena, [2, 3, 1])).parameters[0]!,
      above = new VectorLocal2d(2, options).bind(imageSite(arena, [2, 3, 2], { components: 2, first: false }))
        .parameters[0]!;
    for (let p = 0; p < 6; p++) {
      const [a, b, c, d] = first.value.data.subarray(4 * p, 4 * p + 4);
      expect([c, d]).toEqual([-a!, -b!]);
      const [e, f, g, h] = above.value.data.subarray(4 * p, 4 * p + 4);
      expect([g, h]).toEqual([f, e]);
    }
    expect(above.value.data.every((value) => value >= 0)).toBe(true);
  });

  it("refuses vectors without a length, and pairs of odd channels", async () => {
    using arena = await openArena();
    const image = imageSite(arena, [4, 4, 2]);
    expect(() => new VectorLocal2d(2, { kernelSize: 2 }).bind(image)).toThrow(/VectorLocal2d: components is undefined/);
    for (const units of [1, 3])
      expect(() => new VectorLocal2d(units, { kernelSize: 3, components: 2, nonnegative: true }).bind(image)).toThrow(
        /units is \d, must be even/,
      );
    expect(() => new VectorLocal2d(0, { kernelSize: 2, components: 3 })).toThrow(ArgumentError);
  });
});
