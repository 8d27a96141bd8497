import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { dropout, dropoutBackward, fillBernoulli, fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena, variants } from "../support.js";

describe("dropout", () => {
  const seeds = fc.integer({ min: 0, max: 2 ** 53 - 1 }),
    values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 70 });

  it.each(variants)("%s build: y and dx follow the mask, in place and accumulating alike", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(seeds, values, fc.double({ min: 0, max: 0.99, noNaN: true }), (seed, x, rate) => {
        const input = Tensor.from(arena, [x.length], x),
          y = new Tensor(arena, [x.length]),
          mask = new Tensor(arena, [x.length], "u8"),
          kept = fillBernoulli(new Random(seed), new Tensor(arena, [x.length]), 1 - rate),
          scale = Math.fround(1 / (1 - rate));
        const expected = x.map((value, i) => (kept.data[i] === 1 ? Math.fround(value * scale) : 0));
        expect([...dropout(new Random(seed), input, rate, y, mask).data]).toEqual(expected);
        expect([...mask.data]).toEqual([...kept.data]);
        expect([...dropoutBackward(input, mask, rate, y).data]).toEqual(expected);
        y.data.fill(2);
        expect([...dropoutBackward(input, mask, rate, y, true).data]).toEqual(expected.map((v) => Math.fround(v + 2)));
        expect([...dropout(new Random(seed), input, rate, input, mask).data]).toEqual(expected);
        for (const tensor of [input, y, mask, kept]) tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("any range gives the same bits and touches nothing else", async () => {
    using arena = await openArena();
    const x = fillNormal(new Random(1), new Tensor(arena, [50])),
      mask = fillBernoulli(new Random(2), new Tensor(arena, [50], "u8"), 0.5),
      whole = new Tensor(arena, [50]),
      parts = new Tensor(arena, [50]);
    parts.data.fill(9);
    arena.kernels.dropout_f32(0, 50, 1.7, x.ptr, mask.ptr, whole.ptr);
    for (const [from, to] of [
      [3, 10],
      [10, 11],
      [11, 48],
    ] as const)
      arena.kernels.dropout_f32(from, to, 1.7, x.ptr, mask.ptr, parts.ptr);
    expect([...parts.data]).toEqual([...whole.data].map((value, i) => (i >= 3 && i < 48 ? value : 9)));
  });

  it("keeps the expected share and mean", async () => {
    using arena = await openArena();
    const n = 100_000,
      x = new Tensor(arena, [n]),
      y = new Tensor(arena, [n]),
      mask = new Tensor(arena, [n], "u8");
    x.data.fill(1);
    dropout(new Random(3), x, 0.3, y, mask);
    const kept = mask.data.reduce((sum, bit) => sum + bit, 0);
    expect(Math.abs(kept - 0.7 * n)).toBeLessThan(5 * Math.sqrt(n * 0.7 * 0.3));
    expect(new Set(dropout(new Random(3), x, 0, y, mask).data)).toEqual(new Set([1]));
  });

  it("refuses rates outside [0, 1), other shapes and an overlapping mask", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [8]),
      mask = new Tensor(arena, [8], "u8"),
      random = new Random(1);
    for (const rate of [-0.1, 1, Number.NaN]) {
      expect(() => dropout(random, x, rate, x, mask)).toThrow(ArgumentError);
      expect(() => dropoutBackward(x, mask, rate, x)).toThrow(ArgumentError);
    }
    expect(() => dropout(random, x, 0.5, new Tensor(arena, [7]), mask)).toThrow(ShapeError);
    expect(() => dropout(random, x, 0.5, x, new Tensor(arena, [9], "u8"))).toThrow(ShapeError);
    expect(() => dropoutBackward(x, mask, 0.5, new Tensor(arena, [2, 4]))).toThrow(ShapeError);
    expect(random.position).toBe(0);
  });
});
