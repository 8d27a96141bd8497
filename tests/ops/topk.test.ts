import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { topK, topKByMagnitude, topKScratchSize } from "../../src/ops/topk.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/topk.js";
import { openArena, variants } from "../support.js";

const crowded = fc.constantFrom(0, -0, 1, -1, 2, -2, 2 ** -149, Infinity, -Infinity, Number.NaN);
/** Neighbours in the last bits of the mantissa, which the last histogram tells apart. */
const close = fc
  .tuple(fc.integer({ min: -40, max: 40 }), fc.constantFrom(1, -1))
  .map(([steps, sign]) => sign * (1 + steps * 2 ** -23));
const inputs = fc
  .oneof(
    fc.array(fc.float(), { maxLength: 60 }),
    fc.array(crowded, { maxLength: 60 }),
    fc.array(close, { maxLength: 60 }),
  )
  .chain((x) => fc.tuple(fc.constant(x), fc.integer({ min: 0, max: x.length })));

describe.each([
  ["topK", topK, reference.topK, "top_k_f32"],
  ["topKByMagnitude", topKByMagnitude, reference.topKByMagnitude, "top_k_by_magnitude_f32"],
] as const)("%s", (_, select, definition, kernel) => {
  it.each(variants)("%s build, equals sorting", async (variant) => {
    using arena = await openArena(variant);
    const scratch = new Tensor(arena, [topKScratchSize], "i32"),
      before = arena.memory().bytesInUse;
    fc.assert(
      fc.property(inputs, ([x, k]) => {
        const tensor = Tensor.from(arena, [x.length], x),
          out = new Tensor(arena, [k], "i32"),
          guard = new Tensor(arena, [4], "i32");
        expect([...select(tensor, k, out, scratch).data]).toEqual(definition(x, k));
        expect([...guard.data]).toEqual([0, 0, 0, 0]);
        for (const each of [tensor, out, guard]) each.dispose();
      }),
      { numRuns: 300 },
    );
    expect(arena.memory().bytesInUse).toBe(before);
  });

  it.each(variants)("%s build, a long input and every kind of k, guards around the output", async (variant) => {
    using arena = await openArena(variant);
    const n = 3001,
      x = Array.from({ length: n }, (_, i) => Math.fround((((i * 7919) % 1009) - 500) / 100)),
      tensor = Tensor.from(arena, [n], x),
      scratch = new Tensor(arena, [topKScratchSize + 4], "i32"),
      out = new Tensor(arena, [n + 8], "i32");
    for (const k of [0, 1, 2, 5, 100, 300, 1500, n - 1, n]) {
      out.data.fill(-9);
      scratch.data.fill(-9);
      arena.kernels[kernel](n, k, tensor.ptr, scratch.ptr, out.ptr + 16);
      const want = [-9, -9, -9, -9, ...definition(x, k), ...new Array(n + 4 - k).fill(-9)];
      expect([...out.data]).toEqual(want);
      expect([...scratch.data.subarray(topKScratchSize)]).toEqual([-9, -9, -9, -9]);
    }
    expect([...tensor.data]).toEqual(x);
  });

  it("refuses another k, shape, type or memory", async () => {
    using arena = await openArena();
    using other = await openArena();
    const x = new Tensor(arena, [4]),
      out = (k: number, home = arena) => new Tensor(home, [k], "i32"),
      scratch = out(topKScratchSize);
    for (const k of [-1, 5, 1.5, Number.NaN]) expect(() => select(x, k, out(4), scratch)).toThrow(ArgumentError);
    expect(() => select(x, 2, out(3), scratch)).toThrow(ShapeError);
    expect(() => select(x, 2, out(2), out(2047))).toThrow(ShapeError);
    expect(() => select(x, 2, out(2, other), scratch)).toThrow(ShapeError);
    expect(() => select(x, 2, x.reshape([4]) as unknown as Tensor<"i32">, scratch)).toThrow(ShapeError);
    expect(() => select(new Tensor(arena, [3000]), 2048, scratch, scratch)).toThrow(ShapeError);
  });
});

it("the top 30 % of the specification's scores are entries 2, 5 and 8", async () => {
  using arena = await openArena();
  const scores = Tensor.from(arena, [10], [0.3, -0.1, 0.8, 0.2, 0.05, 0.6, -0.4, 0.1, 0.9, 0]),
    scratch = new Tensor(arena, [topKScratchSize], "i32");
  expect([...topK(scores, 3, new Tensor(arena, [3], "i32"), scratch).data]).toEqual([2, 5, 8]);
  // By magnitude, too; but of seven the signs tell them apart.
  expect([...topK(scores, 7, new Tensor(arena, [7], "i32"), scratch).data]).toEqual([0, 2, 3, 4, 5, 7, 8]);
});
