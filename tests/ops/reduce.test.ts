import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, ShapeError } from "../../src/errors.js";
import * as ops from "../../src/ops/reduce.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/reduce.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const numbers = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 70 });
/** Few distinct values, so that ties are common, and the values that are compared in special ways. */
const crowded = fc.constantFrom(0, -0, 1, -1, 2, Infinity, -Infinity, Number.NaN);

describe("sums", () => {
  it.each(variants)("%s build, equal the definitions up to the rounding of doubles", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(numbers, (x) => {
        const tensor = Tensor.from(arena, [x.length], x),
          n = x.length,
          magnitude = reference.sum(x.map(Math.abs)),
          squares = reference.sumSquares(x),
          roundoff = n * 2 ** -52; // n roundings here and n in the reference
        expect(Math.abs(ops.sum(tensor) - reference.sum(x))).toBeLessThanOrEqual(roundoff * magnitude);
        expect(Math.abs(ops.sumSquares(tensor) - squares)).toBeLessThanOrEqual(roundoff * squares);
        if (n > 0) {
          expect(Math.abs(ops.mean(tensor) - reference.mean(x))).toBeLessThanOrEqual(2 * roundoff * magnitude);
          // An error δ of the mean adds n δ²; the deviations are rounded by 2^-53 of values up to 2 max|x|.
          const bound = 8 * roundoff * reference.maxAbs(x) ** 2;
          expect(Math.abs(ops.variance(tensor) - reference.variance(x))).toBeLessThanOrEqual(bound);
        }
        expect(ops.maxAbs(tensor)).toBe(reference.maxAbs(x));
        expect(ops.allFinite(tensor)).toBe(true);
        tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build, keep what f32 sums lose", async (variant) => {
    using arena = await openArena(variant);
    const n = 100_003,
      x = new Tensor(arena, [n]);
    x.data.fill(0.1);
    x.data[0] = 1e8;
    const exact = 1e8 + (n - 1) * Math.fround(0.1);
    expect(Math.abs(ops.sum(x) - exact)).toBeLessThanOrEqual((n / 8 + 10) * 2 ** -53 * exact); // longest chain of sums
    x.data.fill(1e6);
    expect(ops.variance(x)).toBe(0);
    x.data.forEach((_, i) => void (x.data[i] = 1e6 + (i % 2)));
    const share = (n - 1) / 2 / n; // of the odd indices
    expect(ops.variance(x)).toBeCloseTo(share * (1 - share), 9);
  });

  it.each(variants)("%s build, empty, infinite and NaN elements", async (variant) => {
    using arena = await openArena(variant);
    const empty = new Tensor(arena, [0]);
    expect([ops.sum(empty), ops.sumSquares(empty), ops.maxAbs(empty)]).toEqual([0, 0, 0]);
    expect([ops.mean(empty), ops.variance(empty)]).toEqual([Number.NaN, Number.NaN]);
    expect([ops.allFinite(empty), ops.argmax(empty)]).toEqual([true, -1]);
    for (let n = 1; n < 12; n++) {
      for (let at = 0; at < n; at++) {
        for (const special of [Number.NaN, Infinity, -Infinity]) {
          const x = new Tensor(arena, [n]);
          x.data.fill(-3);
          x.data[at] = special;
          expect(ops.allFinite(x)).toBe(false);
          expect(ops.maxAbs(x)).toBe(Math.abs(special));
          expect(ops.sum(x)).toBe(special);
          x.dispose();
        }
      }
    }
  });
});

describe("argmax", () => {
  it.each(variants)("%s build, the lowest of equals wins and NaN never does", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(fc.oneof(fc.array(crowded, { maxLength: 40 }), numbers), (x) => {
        const tensor = Tensor.from(arena, [x.length], x);
        expect(ops.argmax(tensor)).toBe(reference.argmax(x));
        tensor.dispose();
      }),
    );
  });

  it.each(variants)("%s build, of columns", async (variant) => {
    using arena = await openArena(variant);
    const shapes = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 19 }));
    const inputs = shapes.chain(([rows, batch]) =>
      fc.tuple(
        fc.constant(rows),
        fc.constant(batch),
        fc.integer({ min: 1, max: rows }),
        fc.array(crowded, { minLength: rows * batch, maxLength: rows * batch }),
      ),
    );
    fc.assert(
      fc.property(inputs, ([rows, batch, group, x]) => {
        const tensor = Tensor.from(arena, [rows, batch], x),
          out = new Tensor(arena, [batch], "i32"),
          want = Array.from({ length: batch }, (_, b) => reference.argmax(reference.column(x, rows, batch, b)));
        expect([...ops.argmaxColumns(tensor, out).data]).toEqual(want);
        const groups = want.map((row) => Math.floor(row / group));
        expect([...ops.argmaxColumns(tensor, out, group).data]).toEqual(groups);
        tensor.dispose();
        out.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });
});

describe("ranges", () => {
  it.each(variants)("%s build", async (variant) => {
    using arena = await openArena(variant);
    const values = Array.from({ length: 5 * 27 }, (_, i) => ((i * 37) % 101) - 50),
      x = Tensor.from(arena, [5, 27], values),
      out = Tensor.from(arena, [32], new Array(32).fill(-7), "i32"),
      { kernels } = arena;
    for (const group of [1, 2, 5])
      expectRangeInvariance(
        27,
        out,
        (i) => i,
        (begin, end) => kernels.argmax_columns_f32(begin, end, 5, group, 27, x.ptr, out.ptr),
      );
    for (let begin = 0; begin < 30; begin++) {
      const part = values.slice(begin, 100);
      expect(kernels.sum_f32(begin, 100, x.ptr)).toBe(reference.sum(part)); // integers: no rounding
      expect(kernels.sum_squares_f32(begin, 100, 2, x.ptr)).toBe(reference.sumSquares(part.map((value) => value - 2)));
      expect(kernels.max_abs_f32(begin, 100, x.ptr)).toBe(reference.maxAbs(part));
      expect(kernels.argmax_f32(begin, 100, x.ptr)).toBe(begin + reference.argmax(part));
    }
  });
});

describe("bad input", () => {
  it("is refused", async () => {
    using arena = await openArena();
    using other = await openArena();
    const x = new Tensor(arena, [3, 2]);
    expect(() => ops.argmaxColumns(x, new Tensor(arena, [3], "i32"))).toThrow(ShapeError);
    expect(() => ops.argmaxColumns(x, new Tensor(other, [2], "i32"))).toThrow(ShapeError);
    expect(() => ops.argmaxColumns(x, new Tensor(arena, [2]) as unknown as Tensor<"i32">)).toThrow(ShapeError);
    for (const group of [0, 4, 1.5])
      expect(() => ops.argmaxColumns(x, new Tensor(arena, [2], "i32"), group)).toThrow(ArgumentError);
    expect(() => ops.argmaxColumns(new Tensor(arena, [6]), new Tensor(arena, [6], "i32"))).toThrow(ShapeError);
    expect(() => ops.argmaxColumns(new Tensor(arena, [0, 2]), new Tensor(arena, [2], "i32"))).toThrow(ShapeError);
    expect(() => ops.sum(new Tensor(arena, [2], "i32") as unknown as Tensor)).toThrow(ShapeError);
    x.dispose();
    for (const op of [ops.sum, ops.mean, ops.variance, ops.sumSquares, ops.maxAbs, ops.allFinite, ops.argmax])
      expect(() => op(x)).toThrow(DisposedError);
  });
});
