import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { VectorConv2d } from "../../src/networks/vector-conv2d.js";
import { openArena } from "../support.js";
import { imageSite, isVariance, meanSquare } from "./support.js";

describe("VectorConv2d", () => {
  it("above scalar images has weights of its own for every component, LeCun-initialised", async () => {
    using arena = await openArena();
    const { features, shape, components, parameters } = new VectorConv2d(20, { kernelSize: 3, components: 10 }).bind(
      imageSite(arena, [6, 5, 4]),
    );
    expect([features, shape, components]).toEqual([4 * 3 * 20, [4, 3, 20], 10]);
    expect(parameters.map(({ name, value }) => [name, value.shape])).toEqual([
      ["layer.weights", [20, 10, 3, 3, 4]],
      ["layer.bias", [20, 10]],
    ]);
    expect(isVariance(meanSquare(parameters[0]!.value.data), 1 / 36, 200 * 36)).toBe(true);
  });

  it("above vector images has one for all of them, He-initialised, and takes their length from below", async () => {
    using arena = await openArena();
    const here = imageSite(arena, [6, 5, 20], { components: 10, first: false }),
      { components, parameters } = new VectorConv2d(30, { kernelSize: 3 }).bind(here);
    expect(components).toBe(10);
    expect(parameters.map(({ value }) => value.shape)).toEqual([
      [30, 3, 3, 20],
      [30, 10],
    ]);
    expect(isVariance(meanSquare(parameters[0]!.value.data), 2 / 180, 30 * 180)).toBe(true);
    expect(new VectorConv2d(30, { kernelSize: 3, components: 10, bias: false }).bind(here).parameters).toHaveLength(1);
  });

  it("in ON/OFF pairs has opposite vectors of weights at first, and none below 0 above", async () => {
    using arena = await openArena();
    const nonnegative = true,
      first = new VectorConv2d(40, { kernelSize: 3, components: 5, nonnegative }).bind(imageSite(arena, [4, 4, 3]))
        .parameters[0]!,
      above = new VectorConv2d(40, { kernelSize: 3, nonnegative }).bind(
        imageSite(arena, [4, 4, 20], { components: 5, first: false }),
      ).parameters[0]!,
      row = 5 * 27;
    for (let pair = 0; pair < 40; pair += 2) {
      const [on, off] = [pair, pair + 1].map((o) => first.value.data.slice(o * row, (o + 1) * row));
      expect(off).toEqual(on!.map((value) => -value));
    }
    expect(isVariance(meanSquare(first.value.data), 1 / 27, 20 * row)).toBe(true);
    expect(above.value.data.filter((value) => value === 0)).toHaveLength(above.value.size / 2);
    expect(above.value.data.every((value) => value >= 0)).toBe(true);
    // R of variance 4/180 has half of its squares in either of two places.
    expect(isVariance(2 * meanSquare(above.value.data), 4 / 180, 20 * 90)).toBe(true);
    expect([first.minimum, above.minimum]).toEqual([-Infinity, 0]);
  });

  it("refuses vectors without a length, another one than below, odd channels of pairs and no channels", async () => {
    using arena = await openArena();
    const image = imageSite(arena, [4, 4, 2]),
      vectors = imageSite(arena, [4, 4, 3], { components: 3, first: false });
    expect(() => new VectorConv2d(2, { kernelSize: 2 }).bind(image)).toThrow(/VectorConv2d: components is undefined/);
    for (const components of [0, 1.5, -1, 70000])
      expect(() => new VectorConv2d(2, { kernelSize: 2, components }).bind(image)).toThrow(ArgumentError);
    expect(() => new VectorConv2d(2, { kernelSize: 2, components: 4 }).bind(vectors)).toThrow(
      /components is 4, must be left out, or 3/,
    );
    expect(() => new VectorConv2d(2, { kernelSize: 2, nonnegative: true }).bind(vectors)).toThrow(/inputs is 3/);
    expect(() => new VectorConv2d(0, { kernelSize: 2, components: 3 })).toThrow(ArgumentError);
  });
});
