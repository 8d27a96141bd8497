import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { averagePool, averagePoolBackward } from "../../src/ops/pool.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/pool.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1024, max: 1024 }),
  list = (length: number) => fc.array(value, { minLength: length, maxLength: length });

/** Odd sizes, windows as large as the image, pixels with lane tails. */
const pools = fc
  .record({
    height: fc.integer({ min: 1, max: 5 }),
    width: fc.integer({ min: 1, max: 5 }),
    size: fc.nat(),
    channels: fc.integer({ min: 0, max: 3 }),
    n: fc.oneof(fc.nat(7), fc.constantFrom(16, 21)),
  })
  .chain(({ height, width, size, channels, n }) => {
    const pool = { height, width, size: 1 + (size % Math.min(height, width)), channels, n, pixel: channels * n };
    return fc.record({
      pool: fc.constant(pool),
      x: list(height * width * pool.pixel),
      d: list(reference.pooledPositions(pool) * pool.pixel),
    });
  });

describe.each(variants)("average pooling, %s build", (variant) => {
  it("has the definition's bits, forward and backward, overwriting and accumulating", async () => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(pools, ({ pool, x, d }) => {
        const { height, width, size, channels, n } = pool,
          positions = reference.pooledPositions(pool),
          image = Tensor.from(arena, [height * width * channels, n], x),
          pooled = Tensor.from(arena, [positions * channels, n], new Float32Array(d.length).fill(Number.NaN)),
          same = (got: ArrayLike<number>, want: number[]) => expect(want.filter((w, i) => w !== got[i])).toEqual([]);
        expect(averagePool(height, width, size, image, pooled)).toBe(pooled);
        same(pooled.data, reference.averagePool(pool, x));
        pooled.data.set(d);
        expect(averagePoolBackward(height, width, size, pooled, image, true)).toBe(image);
        same(image.data, reference.averagePoolBackward(pool, d, x));
        image.data.fill(Number.NaN);
        averagePoolBackward(height, width, size, pooled, image);
        same(image.data, reference.averagePoolBackward(pool, d));
        image.dispose();
        pooled.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("backward is the transpose", async () => {
    using arena = await openArena(variant);
    const whole = (length: number, factor: number) => Array.from({ length }, (_, i) => 4 * (((i * factor) % 11) - 5)),
      x = Tensor.from(arena, [5 * 7 * 3, 6], whole(5 * 7 * 18, 7)),
      d = Tensor.from(arena, [2 * 3 * 3, 6], whole(2 * 3 * 18, 5)),
      dot = (a: Tensor, b: Tensor) => a.data.reduce((sum, v, i) => sum + v * b.data[i]!, 0);
    const forward = averagePool(5, 7, 2, x, new Tensor(arena, [18, 6])),
      back = averagePoolBackward(5, 7, 2, d, new Tensor(arena, [105, 6]));
    expect(dot(forward, d)).toBe(dot(x, back)); // multiples of 4: exact
  });

  it("writes the range it is asked for and nothing else, however the range is cut", async () => {
    using arena = await openArena(variant);
    const pixel = 21,
      x = Tensor.from(
        arena,
        [35 * pixel],
        Array.from({ length: 35 * pixel }, (_, i) => ((i * 37) % 101) * 0.07 - 3),
      ),
      y = Tensor.from(arena, [6 * pixel + 5], new Array(6 * pixel + 5).fill(7)),
      dx = Tensor.from(arena, [35 * pixel + 5], new Array(35 * pixel + 5).fill(7)),
      position = (i: number) => Math.floor(i / pixel),
      { kernels } = arena;
    expectRangeInvariance(6, y, position, (begin, end) =>
      kernels.average_pool_f32(begin, end, 7, 2, pixel, x.ptr, y.ptr),
    );
    for (const accumulate of [false, true])
      expectRangeInvariance(35, dx, position, (begin, end) =>
        kernels.average_pool_backward_f32(begin, end, 5, 7, 2, pixel, accumulate, x.ptr, dx.ptr),
      );
  });
});

describe("average pooling refuses", () => {
  it.each<[string, [number, number, number]]>([
    ["a window larger than the image", [4, 3, 4]],
    ["a window of no size", [4, 3, 0]],
    ["half a window", [4, 3, 1.5]],
    ["an image without rows", [0, 3, 1]],
    ["a side that is no number", [4, Number.NaN, 1]],
  ])("%s", async (_, sizes) => {
    using arena = await openArena();
    const [x, y] = [new Tensor(arena, [12, 2]), new Tensor(arena, [2, 2])];
    expect(() => averagePool(...sizes, x, y)).toThrow(ArgumentError);
    expect(() => averagePoolBackward(...sizes, y, x)).toThrow(ArgumentError);
  });

  it("other shapes, memories and overlaps, and writes nothing", async () => {
    using arena = await openArena();
    using other = await openArena();
    const x = Tensor.from(arena, [12, 2], new Array(24).fill(7)),
      y = Tensor.from(arena, [2, 2], [7, 7, 7, 7]);
    for (const bad of [new Tensor(arena, [3, 2]), new Tensor(arena, [2, 3]), new Tensor(other, [2, 2])]) {
      expect(() => averagePool(4, 3, 2, x, bad)).toThrow(ShapeError);
      expect(() => averagePoolBackward(4, 3, 2, bad, x)).toThrow(ShapeError);
    }
    for (const bad of [new Tensor(arena, [11, 2]), new Tensor(arena, [24]), new Tensor(arena, [12, 2, 1])]) {
      expect(() => averagePool(4, 3, 2, bad, y)).toThrow(ShapeError);
      expect(() => averagePoolBackward(4, 3, 2, y, bad)).toThrow(ShapeError);
    }
    expect(() => averagePool(4, 3, 1, x, x.reshape([12, 2]))).toThrow("x and y must not overlap");
    expect(() => averagePoolBackward(4, 3, 1, x, x)).toThrow("dx and d must not overlap");
    expect([...x.data, ...y.data].every((v) => v === 7)).toBe(true);
  });
});
