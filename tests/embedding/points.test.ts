import fc from "fast-check";
import { expect, it } from "vitest";
import { readPoints } from "../../src/embedding/points.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";

it("reads points of any array of numbers, and copies what lies in the arena", async () => {
  using arena = await openArena();
  const given = Float32Array.of(1, -3, 0, 0.5, 2, 1),
    { values, n, scale } = readPoints("test", arena, given, 3);
  expect(values).toBe(given);
  expect([n, scale]).toEqual([2, 0.5]);
  expect(readPoints("test", arena, [...given], 2)).toEqual({ values: given, n: 3, scale: 0.5 });
  const live = Tensor.from(arena, [2, 3], given).data,
    copied = readPoints("test", arena, live, 3).values;
  live.fill(0);
  expect(copied).toEqual(given);
  expect(readPoints("test", arena, [], 5)).toEqual({ values: new Float32Array(0), n: 0, scale: 1 });
});

it("scales the largest size to [1, 2) by a power of two, and but for the ends of f32 exactly", async () => {
  using arena = await openArena();
  const scaleOf = (x: number) => readPoints("test", arena, [0, -x], 1).scale;
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: 2 ** -126, max: 2 ** 126 }), (x) => {
      const scale = scaleOf(x);
      expect(x * scale).toBeGreaterThanOrEqual(1);
      expect(x * scale).toBeLessThan(2);
      expect(Number.isInteger(Math.log2(scale))).toBe(true);
    }),
  );
  expect([1, 2, 1.999, 2 ** 127, 2 ** -149, 0].map(scaleOf)).toEqual([1, 0.5, 1, 2 ** -126, 2 ** 126, 1]);
});

it("refuses what is no points, naming the place", async () => {
  using arena = await openArena();
  expect(() => readPoints("test", arena, [1, 2, 3], 2)).toThrow(ShapeError);
  expect(() => readPoints("test", arena, [1, 2, 3], 2)).toThrow("3 numbers are no whole points of 2 features");
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, -1e39, "2" as unknown as number]) {
    expect(() => readPoints("test", arena, [1, wrong], 1)).toThrow(ArgumentError);
    expect(() => readPoints("test", arena, [1, wrong], 1)).toThrow("points[1] is ");
  }
  for (const features of [0, -1, 1.5, Number.NaN, 2 ** 31])
    expect(() => readPoints("test", arena, [1], features)).toThrow("test: features is ");
  expect(() => readPoints("test", {} as Arena, [1], 1)).toThrow(ArgumentError);
  expect(arena.memory().blocks).toBe(0);
});
