import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DisposedError, ShapeError } from "../../src/errors.js";
import { applyMask, maskedAdd } from "../../src/ops/masked.js";
import { Mask } from "../../src/tensor/mask.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { floats, patternFrom } from "../arbitraries/sparse.js";
import { openArena, variants } from "../support.js";

const anyFloat = fc.float();

/** Rows × columns with 0/1 bytes; every element count from 0 to beyond four vectors. */
const cases = fc.tuple(fc.constantFrom(0, 1, 2, 3), fc.nat(19)).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    mask: fc.array(fc.constantFrom(0, 1), { minLength: rows * columns, maxLength: rows * columns }),
    x: fc.array(anyFloat, { minLength: rows * columns, maxLength: rows * columns }),
    w: fc.array(anyFloat, { minLength: rows * columns, maxLength: rows * columns }),
    scale: floats(1),
    cut: fc.nat(60),
  }),
);

describe("applyMask and maskedAdd", () => {
  it.each(variants)(
    "%s build equals the definition for every length; masked elements keep their bits",
    async (variant) => {
      using arena = await openArena(variant);
      fc.assert(
        fc.property(cases, ({ rows, columns, mask, x, w, scale }) => {
          using bytes = Mask.fromDense(arena, rows, columns, mask);
          const tx = Tensor.from(arena, [rows, columns], x),
            tw = Tensor.from(arena, [rows, columns], w);
          expect([...applyMask(bytes, tx).data]).toEqual(x.map((value, i) => (mask[i] ? value : 0)));
          tx.data.set(x);
          const before = new Int32Array(tw.data.slice().buffer),
            factor = scale[0]!;
          expect([...maskedAdd(bytes, factor, tx, tw).data]).toEqual(
            w.map((old, i) => (mask[i] ? Math.fround(old + Math.fround(factor * x[i]!)) : old)),
          );
          const after = new Int32Array(tw.data.slice().buffer);
          mask.forEach((kept, i) => void (kept || expect(after[i]).toBe(before[i])));
          tx.dispose();
          tw.dispose();
        }),
      );
      expect(arena.memory().bytesInUse).toBe(0);
    },
  );

  it.each(variants)(
    "%s kernels give the same bits however elements are split, and touch nothing around them",
    async (variant) => {
      using arena = await openArena(variant);
      fc.assert(
        fc.property(cases, ({ rows, columns, mask, x, w, scale, cut: at }) => {
          using bytes = Mask.fromDense(arena, rows, columns, mask);
          const size = rows * columns,
            cut = Math.min(at, size),
            delta = Tensor.from(arena, [size], x),
            guard = Array<number>(8).fill(7.25);
          const run = (ranges: [number, number][]) => {
            const blocks = [0, 1].map(() => Tensor.from(arena, [size + 16], [...guard, ...w, ...guard])) as [
              Tensor,
              Tensor,
            ];
            for (const [from, to] of ranges) {
              arena.kernels.mask_apply_f32(from, to, bytes.ptr, blocks[0].ptr + 32);
              arena.kernels.masked_add_f32(from, to, scale[0]!, bytes.ptr, delta.ptr, blocks[1].ptr + 32);
            }
            return blocks.map((block) => {
              const result = [...block.data];
              block.dispose();
              expect([result.slice(0, 8), result.slice(-8)]).toEqual([guard, guard]);
              return result;
            });
          };
          expect(
            run([
              [cut, size],
              [0, cut],
            ]),
          ).toEqual(run([[0, size]]));
          delta.dispose();
        }),
      );
    },
  );

  it("removes NaN, infinities and the sign of zero; adds in place to delta itself", async () => {
    using arena = await openArena();
    const x = Tensor.from(arena, [1, 6], [Number.NaN, Infinity, -Infinity, -0, -1, 2]),
      none = Mask.fromDense(arena, 1, 6, [0, 0, 0, 0, 0, 0]),
      some = Mask.fromDense(arena, 1, 6, [0, 1, 0, 1, 0, 1]);
    expect([...applyMask(none, x).data].every((value) => Object.is(value, 0))).toBe(true);
    x.data.set([1, 2, 3, 4, 5, 6]);
    expect([...maskedAdd(some, -0.5, x, x).data]).toEqual([1, 1, 3, 2, 5, 3]);
  });

  it("refuse other shapes, foreign memory and disposed operands", async () => {
    using arena = await openArena();
    using other = await openArena();
    const mask = Mask.from(
        arena,
        patternFrom(2, 3, () => true),
      ),
      fits = new Tensor(arena, [2, 3]);
    const wrong = [new Tensor(arena, [3, 2]), new Tensor(arena, [6]), new Tensor(other, [2, 3])];
    for (const x of wrong) {
      expect(() => applyMask(mask, x)).toThrow(ShapeError);
      expect(() => maskedAdd(mask, 1, x, fits)).toThrow(ShapeError);
      expect(() => maskedAdd(mask, 1, fits, x)).toThrow(ShapeError);
    }
    mask.dispose();
    expect(() => applyMask(mask, fits)).toThrow(DisposedError);
    expect(() => maskedAdd(mask, 1, fits, fits)).toThrow(DisposedError);
  });
});
