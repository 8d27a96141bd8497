import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { AveragePool2d } from "../../src/networks/average-pool2d.js";
import { openArena } from "../support.js";
import { imageSite } from "./support.js";

describe("AveragePool2d", () => {
  it("shrinks images by its size, 2 unless given, and keeps channels and components", async () => {
    using arena = await openArena();
    for (const components of [undefined, 7])
      expect(new AveragePool2d().bind(imageSite(arena, [5, 8, 3], { components }))).toMatchObject({
        features: 2 * 4 * 3,
        shape: [2, 4, 3],
        components,
        parameters: [],
      });
    expect(new AveragePool2d(5).bind(imageSite(arena, [5, 8, 3])).shape).toEqual([1, 1, 3]);
    expect(arena.memory().blocks).toBe(0);
  });

  it("refuses a size that is none, or larger than the image", async () => {
    using arena = await openArena();
    for (const size of [0, -2, 1.5, Number.NaN, "2" as unknown as number])
      expect(() => new AveragePool2d(size)).toThrow(ArgumentError);
    for (const shape of [
      [5, 3, 1],
      [3, 5, 1],
    ])
      expect(() => new AveragePool2d(4).bind(imageSite(arena, shape))).toThrow(/size is 4, must be at most 3/);
  });
});
