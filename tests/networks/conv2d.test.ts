import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Conv2d } from "../../src/networks/conv2d.js";
import { openArena } from "../support.js";
import { imageSite, isVariance, meanSquare } from "./support.js";

describe("Conv2d", () => {
  it("has one kernel for every channel that goes out, He-initialised, and a bias of zeros", async () => {
    using arena = await openArena();
    const { features, shape, components, parameters } = new Conv2d(30, { kernelSize: 3, padding: 1, stride: 2 }).bind(
      imageSite(arena, [8, 7, 20]),
    );
    expect([features, shape, components]).toEqual([4 * 4 * 30, [4, 4, 30], undefined]);
    expect(parameters.map(({ name, value }) => [name, value.shape])).toEqual([
      ["layer.weights", [30, 3, 3, 20]],
      ["layer.bias", [30]],
    ]);
    expect(isVariance(meanSquare(parameters[0]!.value.data), 2 / 180, 30 * 180)).toBe(true);
    expect(parameters[1]!.value.data.every((value) => value === 0)).toBe(true);
    expect([parameters[0]!.decays, parameters[1]!.decays]).toEqual([true, false]);
  });

  it("counts fans by the window: what reaches a unit, and the units a channel of a pixel reaches", async () => {
    using arena = await openArena();
    for (const [initialisation, variance] of [
      ["lecun", 1 / 180],
      ["glorot", 2 / (180 + 270)],
      [0.5, 0.25],
    ] as const) {
      const { parameters } = new Conv2d(30, { kernelSize: 3, initialisation, bias: false }).bind(
        imageSite(arena, [8, 8, 20]),
      );
      expect(parameters).toHaveLength(1);
      expect(isVariance(meanSquare(parameters[0]!.value.data), variance, 30 * 180)).toBe(true);
    }
  });

  it("keeps its weights' range", async () => {
    using arena = await openArena();
    const options = { kernelSize: 2, minimum: -1, maximum: 0.5, decays: false },
      { parameters } = new Conv2d(3, options).bind(imageSite(arena, [4, 4, 1]));
    expect(parameters[0]).toMatchObject({ minimum: -1, maximum: 0.5, decays: false });
    expect(parameters[1]).toMatchObject({ minimum: -Infinity, maximum: Infinity });
  });

  it("in ON/OFF pairs pairs channels of every tap", async () => {
    using arena = await openArena();
    const options = { kernelSize: 2, nonnegative: true },
      [first, above] = [true, false].map(
        (isFirst) => new Conv2d(4, options).bind(imageSite(arena, [4, 4, 6], { first: isFirst })).parameters[0]!,
      ),
      at = (values: Float32Array, o: number, tap: number, c: number) => values[(o * 4 + tap) * 6 + c]!;
    expect([first!.minimum, above!.minimum]).toEqual([-Infinity, 0]);
    for (let o = 0; o < 4; o += 2)
      for (let tap = 0; tap < 4; tap++)
        for (let c = 0; c < 6; c++) {
          expect(at(first!.value.data, o + 1, tap, c)).toBe(-at(first!.value.data, o, tap, c));
          const partner = c % 2 === 0 ? c + 1 : c - 1,
            [equal, opposite] = [at(above!.value.data, o, tap, c), at(above!.value.data, o, tap, partner)];
          expect(at(above!.value.data, o + 1, tap, partner)).toBe(equal);
          expect([Math.min(equal, opposite), Math.max(equal, opposite) > 0]).toEqual([0, true]);
        }
  });

  it("in ON/OFF pairs refuses odd channels, though the window has an even number of them", async () => {
    using arena = await openArena();
    const options = { kernelSize: 2, nonnegative: true };
    expect(() => new Conv2d(3, options).bind(imageSite(arena, [4, 4, 2]))).toThrow(/units is 3, must be even/);
    expect(() => new Conv2d(4, options).bind(imageSite(arena, [4, 4, 3], { first: false }))).toThrow(
      /inputs is 3, must be even/,
    );
    // The network's own inputs are no pairs.
    expect(new Conv2d(4, options).bind(imageSite(arena, [4, 4, 3])).features).toBe(36);
  });

  it("refuses no channels", () => {
    for (const units of [0, -1, 1.5, Number.NaN])
      expect(() => new Conv2d(units, { kernelSize: 2 })).toThrow(ArgumentError);
  });
});
