import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { AveragePool2d } from "../../src/networks/average-pool2d.js";
import { Conv2d } from "../../src/networks/conv2d.js";
import type { Layer } from "../../src/networks/layer.js";
import { Local2d } from "../../src/networks/local2d.js";
import { VectorConv2d } from "../../src/networks/vector-conv2d.js";
import { VectorLocal2d } from "../../src/networks/vector-local2d.js";
import { geometryOf, imageOf, type Window } from "../../src/networks/window.js";
import { openArena } from "../support.js";
import { imageSite, site } from "./support.js";

/** Every layer that moves a window, of two channels. */
const windowed: Record<string, (window: Window) => Layer> = {
  Conv2d: (window) => new Conv2d(2, window),
  Local2d: (window) => new Local2d(2, window),
  VectorConv2d: (window) => new VectorConv2d(2, { ...window, components: 3 }),
  VectorLocal2d: (window) => new VectorLocal2d(2, { ...window, components: 3 }),
};

describe("a window over images", () => {
  it("takes its sizes from the place it stands in, stride 1 and no padding unless given", async () => {
    using arena = await openArena();
    const here = imageSite(arena, [5, 4, 3]);
    expect(imageOf("Layer", here)).toEqual({ height: 5, width: 4, channels: 3 });
    const sizes = { height: 5, width: 4, channels: 3, units: 7, kernelSize: 3 };
    expect(geometryOf("Layer", here, 7, { kernelSize: 3 })).toEqual({
      ...sizes,
      stride: 1,
      padding: 0,
      outHeight: 3,
      outWidth: 2,
    });
    expect(geometryOf("Layer", here, 7, { kernelSize: 3, stride: 2, padding: 1 })).toEqual({
      ...sizes,
      stride: 2,
      padding: 1,
      outHeight: 3,
      outWidth: 2,
    });
  });

  it.each([...Object.keys(windowed), "AveragePool2d"])("%s wants images", async (name) => {
    using arena = await openArena();
    const layer = windowed[name]?.({ kernelSize: 1 }) ?? new AveragePool2d(1),
      message = new RegExp(`^${name}: input is .*, must be images, \\[height, width, channels\\]`);
    for (const shape of [[48], [6, 8], [1, 2, 3, 8], []])
      expect(() => layer.bind(imageSite(arena, shape)), String(shape)).toThrow(message);
    expect(() => layer.bind(site(arena, 48))).toThrow(ArgumentError);
    expect(layer.bind(imageSite(arena, [4, 4, 3])).features).toBe(16 * (name === "AveragePool2d" ? 3 : 2));
    expect(arena.memory().blocks).toBe(name === "AveragePool2d" ? 0 : 4);
  });

  it.each(Object.entries(windowed))("%s refuses a window that does not fit, by name", async (name, layer) => {
    using arena = await openArena();
    const here = imageSite(arena, [4, 6, 3]);
    for (const window of [
      { kernelSize: 5 },
      { kernelSize: 7, padding: 1 },
      { kernelSize: 0 },
      { kernelSize: 2.5 },
      { kernelSize: 3, stride: 0 },
      { kernelSize: 3, stride: -1 },
      { kernelSize: 3, padding: 3 },
      { kernelSize: 3, padding: -1 },
      {},
    ]) {
      const bind = () => layer(window as Window).bind(here);
      expect(bind, JSON.stringify(window)).toThrow(ArgumentError);
      expect(bind, JSON.stringify(window)).toThrow(new RegExp(`^${name}: (kernelSize|stride|padding) is `));
    }
    expect(arena.memory().blocks).toBe(0);
    // As large as the padded image is allowed.
    expect(layer({ kernelSize: 6, padding: 1 }).bind(here).shape).toEqual([1, 3, 2]);
  });

  it("is wanted", async () => {
    using arena = await openArena();
    for (const Type of [Conv2d, Local2d, VectorConv2d, VectorLocal2d])
      for (const options of [undefined, null, 3])
        expect(() =>
          new Type(2, options as unknown as Window & { components: number }).bind(imageSite(arena, [4, 4, 1])),
        ).toThrow(ArgumentError);
  });
});
