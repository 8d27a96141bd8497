import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import * as ops from "../../src/ops/conv.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";

describe("convolutions, bad input", () => {
  const good = { height: 4, width: 5, channels: 2, units: 4, kernelSize: 3 };

  it.each<[string, object]>([
    ["a kernel larger than the padded image", { kernelSize: 7, padding: 1 }],
    ["padding as large as the kernel", { padding: 3 }],
    ["negative padding", { padding: -1 }],
    ["no stride", { stride: 0 }],
    ["half a stride", { stride: 1.5 }],
    ["no channels", { channels: 0 }],
    ["no units", { units: 0 }],
    ["a side that is no number", { height: "4" }],
    ["a missing side", { width: undefined }],
    ["a kernel of no size", { kernelSize: Number.NaN }],
  ])("convGeometry refuses %s, and so does every op", async (_, change) => {
    using arena = await openArena();
    const bad = { ...good, ...change },
      any = new Tensor(arena, [1, 1]);
    expect(() => ops.convGeometry("here", bad)).toThrow(ArgumentError);
    expect(() => ops.convGeometry("here", bad)).toThrow("here: ");
    const forged = { ...ops.convGeometry("here", good), ...bad };
    for (const op of [ops.conv2d, ops.conv2dBackward, ops.conv2dWeightGradient])
      expect(() => op(forged, any, any, any)).toThrow(ArgumentError);
    expect(() => ops.conv2dVectorWeightGradient(forged, any, any, any, any, any)).toThrow(ArgumentError);
  });

  it("convGeometry gives the sizes of the output", () => {
    const sizes = (change: object) => {
      const { outHeight, outWidth } = ops.convGeometry("here", { ...good, ...change });
      return [outHeight, outWidth];
    };
    expect(sizes({})).toEqual([2, 3]);
    expect(sizes({ padding: 1 })).toEqual([4, 5]);
    expect(sizes({ padding: 2, stride: 2 })).toEqual([3, 4]);
    expect(sizes({ kernelSize: 4, stride: 9 })).toEqual([1, 1]);
  });

  it("other shapes, memories and overlaps are refused and nothing is written", async () => {
    using arena = await openArena();
    using other = await openArena();
    const g = ops.convGeometry("here", good),
      t = (...shape: number[]) => new Tensor(arena, shape),
      [x, w, y, own] = [t(40, 3), t(4, 3, 3, 2), t(24, 3), t(6, 4, 3, 3, 2)],
      [credit, error, scratch] = [t(12, 3), t(2, 3), t(36, 3)];
    y.data.fill(7);
    for (const bad of [t(39, 3), t(40, 2), t(40), new Tensor(other, [40, 3])])
      for (const call of [
        () => ops.conv2d(g, bad, w, y),
        () => ops.conv2dBackward(g, w, y, bad),
        () => ops.conv2dWeightGradient(g, y, bad, w),
        () => ops.conv2dVectorWeightGradient(g, credit, error, bad, scratch, w),
      ])
        expect(call).toThrow(ShapeError);
    for (const bad of [t(4, 3, 3), t(4, 3, 3, 1), t(5, 4, 3, 3, 2), t(6, 4, 3, 2, 3), t(72)])
      for (const call of [
        () => ops.conv2d(g, x, bad, y),
        () => ops.conv2dBackward(g, bad, y, x),
        () => ops.conv2dWeightGradient(g, y, x, bad),
        () => ops.conv2dVectorWeightGradient(g, credit, error, x, scratch, bad),
      ])
        expect(call).toThrow(ShapeError);
    const vector = (c: Tensor, e: Tensor, s: Tensor, gradient = w) =>
      ops.conv2dVectorWeightGradient(g, c, e, x, s, gradient);
    expect(() => vector(credit, t(3, 3), scratch)).toThrow("a divisor of the 4 units");
    expect(() => vector(credit, t(0, 3), scratch)).toThrow(ShapeError);
    expect(() => vector(t(24, 3), error, scratch)).toThrow(ShapeError);
    expect(() => vector(credit, error, t(107))).toThrow("at least 108 elements");
    expect(() => vector(credit, error, t(5), own)).toThrow("at least 6 elements");
    expect(() => vector(credit, error, credit)).toThrow(ShapeError);
    expect(() => vector(credit, scratch.reshape([36, 3]), scratch)).toThrow(ShapeError);
    const square = ops.convGeometry("here", { height: 2, width: 2, channels: 1, units: 1, kernelSize: 1 }),
      z = t(4, 1),
      one = t(1, 1, 1, 1);
    expect(() => ops.conv2d(square, z, one, z)).toThrow("x and y must not overlap");
    expect(() => ops.conv2dBackward(square, one, z, z)).toThrow("d and dx must not overlap");
    expect(() => ops.conv2dWeightGradient(square, z, z, one)).not.toThrow();
    expect(y.data.every((value) => value === 7)).toBe(true);
  });
});
