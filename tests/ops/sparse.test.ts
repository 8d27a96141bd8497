import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DisposedError, ShapeError } from "../../src/errors.js";
import { sampledMatmul, spmm, spmmTranspose } from "../../src/ops/sparse.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { floats, patternFrom, patterns } from "../arbitraries/sparse.js";
import * as reference from "../reference/sparse.js";
import { openArena, variants } from "../support.js";

/** A matrix, dense operands x [columns, n] and d [rows, n], and what the outputs held before. */
const cases = (bound?: number) =>
  fc
    .tuple(patterns(9, 12), fc.oneof(fc.nat(9), fc.constantFrom(15, 16, 17, 31, 32, 36, 48, 53)))
    .chain(([pattern, n]) =>
      fc.record({
        pattern: fc.constant(pattern),
        n: fc.constant(n),
        values: floats(pattern.columnIndices.length, bound),
        gradient: floats(pattern.columnIndices.length, bound),
        x: floats(pattern.columns * n, bound),
        d: floats(pattern.rows * n, bound),
        accumulate: fc.boolean(),
        cut: fc.nat(12),
      }),
    );

/** Runs `op` and gives everything allocated for it back. */
function scoped<T>(parent: Arena, op: (arena: Arena) => T): T {
  using arena = new Arena(parent.kernels);
  return op(arena);
}

const zeros = (length: number) => new Float32Array(length);

describe("spmm, spmmTranspose and sampledMatmul", () => {
  it.each(variants)("%s build has the bits of f32 sums in the documented order", async (variant) => {
    using parent = await openArena(variant);
    fc.assert(
      fc.property(cases(), ({ pattern, n, values, gradient, x, d, accumulate }) =>
        scoped(parent, (arena) => {
          const { rows, columns } = pattern,
            nnz = values.length;
          const a = CsrMatrix.from(arena, pattern, values),
            tx = Tensor.from(arena, [columns, n], x),
            td = Tensor.from(arena, [rows, n], d);
          const y = Tensor.from(arena, [rows, n], d);
          expect([...spmm(a, tx, y, accumulate).data]).toEqual(
            reference.spmm(pattern, values, x, n, accumulate ? d : zeros(rows * n), Math.fround),
          );
          const back = Tensor.from(arena, [columns, n], x);
          expect([...spmmTranspose(a, td, back, accumulate).data]).toEqual(
            reference.spmmTranspose(pattern, values, d, n, accumulate ? x : zeros(columns * n), Math.fround),
          );
          const g = Tensor.from(arena, [nnz], gradient);
          expect([...sampledMatmul(a, td, tx, g, accumulate).data]).toEqual(
            reference.sampledMatmul(pattern, d, x, n, accumulate ? gradient : undefined, Math.fround),
          );
          expect([a.values.data, tx.data, td.data]).toEqual([values, x, d]);
        }),
      ),
    );
    expect(parent.memory().bytesInUse).toBe(0);
  });

  it("are within the rounding of their terms of the double-precision definition", async () => {
    using parent = await openArena();
    const bound = 4;
    fc.assert(
      fc.property(cases(bound), ({ pattern, n, values, x, d }) =>
        scoped(parent, (arena) => {
          const { rows, columns } = pattern;
          const a = CsrMatrix.from(arena, pattern, values),
            tx = Tensor.from(arena, [columns, n], x),
            td = Tensor.from(arena, [rows, n], d);
          // k terms of at most bound²: a product and at most k sums, each off by half an ulp of at most k · bound².
          const check = (got: Float32Array, want: number[], k: number) =>
            want.forEach(
              (w, i) => void expect(Math.abs(got[i]! - w)).toBeLessThanOrEqual((k + 1) * 2 ** -24 * k * bound ** 2),
            );
          check(
            spmm(a, tx, new Tensor(arena, [rows, n])).data,
            reference.spmm(pattern, values, x, n, zeros(rows * n), reference.exact),
            columns,
          );
          check(
            spmmTranspose(a, td, new Tensor(arena, [columns, n])).data,
            reference.spmmTranspose(pattern, values, d, n, zeros(columns * n), reference.exact),
            rows,
          );
          check(
            sampledMatmul(a, td, tx, new Tensor(arena, [values.length])).data,
            reference.sampledMatmul(pattern, d, x, n, undefined, reference.exact),
            n,
          );
        }),
      ),
    );
  });

  it.each(variants)(
    "%s kernels give the same bits however rows are split, and touch nothing around them",
    async (variant) => {
      using parent = await openArena(variant);
      fc.assert(
        fc.property(cases(), ({ pattern, n, values, gradient, x, d, accumulate, cut }) =>
          scoped(parent, (arena) => {
            const { rows, columns } = pattern,
              { kernels } = arena;
            const a = CsrMatrix.from(arena, pattern, values),
              xp = Tensor.from(arena, [columns, n], x).ptr,
              dp = Tensor.from(arena, [rows, n], d).ptr;
            const { rowPointers, columnIndices } = a.structure(),
              { columnPointers, rowIndices, permutation, gathered } = a.transposeIndex();
            /** The output between two guards, computed by `run` in the given ranges. */
            const guarded = (
              old: Float32Array,
              ranges: [number, number][],
              run: (from: number, to: number, out: number) => void,
            ) => {
              const guard = zeros(8).fill(7.25),
                block = Tensor.from(arena, [old.length + 16], [...guard, ...old, ...guard]);
              for (const [from, to] of ranges) run(from, to, block.ptr + 32);
              expect([block.data.slice(0, 8), block.data.slice(-8)]).toEqual([guard, guard]);
              return block.data.slice(8, -8);
            };
            const split = (end: number): [number, number][] => [
              [Math.min(cut, end), end],
              [0, Math.min(cut, end)],
            ];
            const alike = (size: number, old: Float32Array, run: (from: number, to: number, out: number) => void) =>
              expect(guarded(old, split(size), run)).toEqual(guarded(old, [[0, size]], run));
            const flag = +accumulate;
            alike(rows, d, (from, to, y) =>
              kernels.spmm_csr_f32(from, to, n, flag, rowPointers, columnIndices, a.values.ptr, xp, y),
            );
            alike(rows, gradient, (from, to, g) =>
              kernels.sddmm_csr_f32(from, to, n, flag, rowPointers, columnIndices, dp, xp, g),
            );
            const gather = (from: number, to: number, out: number) =>
              kernels.spmm_csc_f32(
                from,
                to,
                n,
                flag,
                columnPointers,
                rowIndices,
                permutation,
                a.values.ptr,
                dp,
                gathered,
                out,
              );
            const scatter = (from: number, to: number, out: number) =>
              kernels.spmm_scatter_f32(
                from,
                to,
                rows,
                columns,
                n,
                flag,
                rowPointers,
                columnIndices,
                a.values.ptr,
                dp,
                out,
              );
            alike(columns, x, gather);
            alike(n, x, scatter);
            expect(guarded(x, [[0, n]], scatter)).toEqual(guarded(x, [[0, columns]], gather));
          }),
        ),
        { numRuns: 60 },
      );
    },
  );

  it("give a sample the same result alone and in any batch", async () => {
    using parent = await openArena();
    fc.assert(
      fc.property(cases(), ({ pattern, n, values, x }) =>
        scoped(parent, (arena) => {
          const { rows, columns } = pattern,
            a = CsrMatrix.from(arena, pattern, values);
          const batch = spmm(a, Tensor.from(arena, [columns, n], x), new Tensor(arena, [rows, n]));
          for (let b = 0; b < n; b++) {
            const column = Tensor.from(
                arena,
                [columns, 1],
                Array.from({ length: columns }, (_, j) => x[j * n + b]!),
              ),
              alone = spmm(a, column, new Tensor(arena, [rows, 1]));
            expect([...alone.data]).toEqual(Array.from({ length: rows }, (_, i) => batch.data[i * n + b]!));
          }
        }),
      ),
      { numRuns: 30 },
    );
  });

  it("agree with a dense product where rows are long, NaN and ±∞ included", async () => {
    using arena = await openArena();
    const rows = 7,
      columns = 300,
      n = 21,
      pattern = patternFrom(rows, columns, (element) => (element * 2654435761) % 97 < 60 - 8 * (element % 5));
    const values = Float32Array.from(pattern.columnIndices, (j, p) => ((p * 37 + j) % 11) - 5),
      x = Float32Array.from(
        { length: columns * n },
        (_, i) => [1, -2, 0.5, Number.NaN, 3, -Infinity, 7][((i * 31) % 71) % 7]!,
      );
    const a = CsrMatrix.from(arena, pattern, values),
      y = spmm(a, Tensor.from(arena, [columns, n], x), new Tensor(arena, [rows, n]));
    expect([...y.data]).toEqual(reference.spmm(pattern, values, x, n, zeros(rows * n), Math.fround));
  });

  it("take other values on the same structure, for feedback weights", async () => {
    using arena = await openArena();
    const pattern = patternFrom(3, 4, (element) => element % 2 === 0),
      a = CsrMatrix.from(arena, pattern),
      feedback = Tensor.from(arena, [6], [1, 2, 3, 4, 5, 6]),
      d = Tensor.from(arena, [3, 1], [1, 10, 100]);
    expect([...spmmTranspose(a, d, new Tensor(arena, [4, 1]), false, feedback).data]).toEqual([531, 0, 642, 0]);
    expect([...spmmTranspose(a, d, new Tensor(arena, [4, 1])).data]).toEqual([0, 0, 0, 0]);
    const x = Tensor.from(arena, [4, 1], [1, 0, 10, 0]);
    expect([...spmm(a, x, new Tensor(arena, [3, 1]), false, feedback).data]).toEqual([21, 43, 65]);
  });

  it("allocate nothing once the transposed index is there", async () => {
    using arena = await openArena();
    const a = CsrMatrix.from(
        arena,
        patternFrom(3, 3, () => true),
      ),
      x = new Tensor(arena, [3, 2]),
      y = new Tensor(arena, [3, 2]),
      g = new Tensor(arena, [9]);
    a.transposeIndex();
    const { allocations } = arena.memory();
    spmm(a, x, y);
    spmmTranspose(a, y, x);
    sampledMatmul(a, y, x, g);
    expect(arena.memory().allocations).toBe(allocations);
  });

  it("refuse wrong shapes, overlaps, foreign memory and disposed operands, and leave outputs alone", async () => {
    using arena = await openArena();
    using other = await openArena();
    const a = CsrMatrix.from(
        arena,
        patternFrom(2, 3, () => true),
      ),
      of = (...shape: number[]) => new Tensor(arena, shape);
    const square = CsrMatrix.from(
        arena,
        patternFrom(3, 3, () => true),
      ),
      x = of(3, 4),
      y = of(2, 4),
      nine = of(9, 1);
    y.data.fill(5);
    const wrong: (() => void)[] = [
      () => spmm(a, of(2, 4), y),
      () => spmm(a, x, of(2, 3)),
      () => spmm(a, x, of(2, 4, 1)),
      () => spmm(a, of(3), y),
      () => spmm(a, x, y, false, of(5)),
      () => spmm(a, new Tensor(other, [3, 4]), y),
      () => spmm(square, x, x),
      () => spmm(square, of(3, 3), nine.reshape([3, 3]), false, nine.reshape([9])),
      () => spmmTranspose(a, x, x),
      () => spmmTranspose(a, y, of(3, 3)),
      () => spmmTranspose(a, y, x, false, of(7)),
      () => spmmTranspose(square, x, x),
      () => spmmTranspose(a, y, new Tensor(other, [3, 4])),
      () => sampledMatmul(a, x, x, of(6)),
      () => sampledMatmul(a, y, y, of(6)),
      () => sampledMatmul(a, y, x, of(5)),
      () => sampledMatmul(square, nine.reshape([3, 3]), of(3, 3), nine.reshape([9])),
      () => sampledMatmul(square, of(3, 3), nine.reshape([3, 3]), nine.reshape([9])),
    ];
    for (const call of wrong) expect(call).toThrow(ShapeError);
    expect([...y.data]).toEqual(Array(8).fill(5));
    square.dispose();
    expect(() => spmm(square, x, of(3, 4))).toThrow(DisposedError);
    expect(() => spmmTranspose(square, x, of(3, 4))).toThrow(DisposedError);
    expect(() => sampledMatmul(square, x, of(3, 4), nine.reshape([9]))).toThrow(DisposedError);
  });
});
