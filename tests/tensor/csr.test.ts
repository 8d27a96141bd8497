import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError, ShapeError } from "../../src/errors.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { floats, patternFrom, patterns } from "../arbitraries/sparse.js";
import { openArena, openKernels, variants } from "../support.js";
import { detached, sample } from "./support.js";

describe("CsrMatrix", () => {
  it("keeps structure and values: from, pattern and toDense, fromDense", async () => {
    using arena = await openArena();
    const arbitrary = patterns(7, 9).chain((p) => fc.tuple(fc.constant(p), floats(p.columnIndices.length)));
    fc.assert(
      fc.property(arbitrary, ([pattern, values]) => {
        using matrix = CsrMatrix.from(arena, pattern, values);
        expect(matrix.pattern()).toEqual(pattern);
        expect([matrix.rows, matrix.columns, matrix.nnz]).toEqual([pattern.rows, pattern.columns, values.length]);
        const dense = new Float32Array(pattern.rows * pattern.columns);
        for (let i = 0; i < pattern.rows; i++)
          for (let p = pattern.rowPointers[i]!; p < pattern.rowPointers[i + 1]!; p++)
            dense[i * pattern.columns + pattern.columnIndices[p]!] = values[p]!;
        expect(matrix.toDense()).toEqual(dense);
        using again = CsrMatrix.fromDense(arena, pattern.rows, pattern.columns, dense);
        expect(again.toDense()).toEqual(dense.map((value) => value + 0)); // −0 is not stored
        expect(again.nnz).toBe(dense.filter((value) => value !== 0).length);
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build lists every entry by columns in the transposed index", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(patterns(9, 9), (pattern) => {
        using matrix = CsrMatrix.from(arena, pattern);
        const index = matrix.transposeIndex(),
          view = (pointer: number, length: number) => new Int32Array(arena.buffer, pointer, length);
        const entries: [number, number, number][] = [];
        for (let i = 0; i < pattern.rows; i++)
          for (let p = pattern.rowPointers[i]!; p < pattern.rowPointers[i + 1]!; p++)
            entries.push([pattern.columnIndices[p]!, i, p]);
        entries.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect([...view(index.rowIndices, matrix.nnz)]).toEqual(entries.map(([, i]) => i));
        expect([...view(index.permutation, matrix.nnz)]).toEqual(entries.map(([, , p]) => p));
        expect([...view(index.columnPointers, matrix.columns + 1)]).toEqual(
          Array.from({ length: matrix.columns + 1 }, (_, j) => entries.filter(([column]) => column < j).length),
        );
        const { allocations } = arena.memory();
        expect(matrix.transposeIndex()).toEqual(index);
        expect(arena.memory().allocations).toBe(allocations);
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("starts from zeros without values, and refuses values that do not fit", async () => {
    using arena = await openArena();
    expect([...CsrMatrix.from(arena, sample()).values.data]).toEqual([0, 0, 0, 0, 0]);
    const { allocations } = arena.memory();
    expect(() => CsrMatrix.from(arena, sample(), [1, 2])).toThrow(ShapeError);
    expect(() => CsrMatrix.from(arena, sample(), detached([1, 2, 3, 4, 5]))).toThrow(ShapeError);
    expect(() => CsrMatrix.from(arena, sample(), BigInt64Array.of(1n, 2n, 3n, 4n, 5n) as never)).toThrow(ArgumentError);
    expect(() => CsrMatrix.fromDense(arena, 2, 2, [1, 2, 3])).toThrow(ShapeError);
    expect(() => CsrMatrix.fromDense(arena, -1, 2, [])).toThrow(ShapeError);
    expect(arena.memory().allocations).toBe(allocations);
  });

  it("stores NaN and infinities of a dense matrix, but neither −0 nor what rounds to zero", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 2, 3, [Number.NaN, -0, Infinity, 1e-60, -Infinity, 0]);
    expect([...matrix.values.data]).toEqual([Number.NaN, Infinity, -Infinity]);
    expect([...matrix.toDense()]).toEqual([Number.NaN, 0, Infinity, 0, -Infinity, 0]);
  });

  it("reads each foreign element once, so that what was checked is what is stored", async () => {
    using arena = await openArena();
    let reads = 0;
    const shifty = new Proxy([1, 3, 0, 1, 2], {
      get: (target, key) => (key === "4" && reads++ > 0 ? 1_000_000 : Reflect.get(target, key)),
    });
    expect([...CsrMatrix.from(arena, sample({ columnIndices: shifty })).pattern().columnIndices]).toEqual([
      1, 3, 0, 1, 2,
    ]);
  });

  it("takes arrays that live in the arena's own memory, although building it makes the memory grow", async () => {
    using arena = await openArena();
    const rows = 1 << 15,
      pointers = Tensor.from(
        arena,
        [rows + 1],
        Int32Array.from({ length: rows + 1 }, (_, i) => i),
        "i32",
      ),
      indices = Tensor.from(arena, [rows], new Int32Array(rows), "i32"),
      values = Tensor.from(arena, [rows], new Float32Array(rows).fill(3));
    const before = arena.memory().wasmBytes,
      matrix = CsrMatrix.from(
        arena,
        { rows, columns: 1, rowPointers: pointers.data, columnIndices: indices.data },
        values.data,
      );
    expect(arena.memory().wasmBytes).toBeGreaterThan(before);
    expect(matrix.toDense()).toEqual(new Float32Array(rows).fill(3));
  });

  it("gives everything back when the memory runs out at any allocation", async () => {
    const kernels = await openKernels();
    const pattern = patternFrom(3, 4, (element) => element % 3 > 0);
    let left = 0;
    const allocate = (bytes: number) => {
      if (left-- === 0) throw new WebAssembly.RuntimeError("unreachable");
      return kernels.allocate(bytes);
    };
    using arena = new Arena({ ...kernels, allocate });
    let failures = 0;
    const survive = <T>(make: () => T): T => {
      for (let allowed = 0; ; allowed++) {
        const { bytesInUse, blocks } = arena.memory();
        left = allowed;
        try {
          return make();
        } catch (error) {
          expect(error).toBeInstanceOf(MemoryError);
          expect(arena.memory()).toMatchObject({ bytesInUse, blocks });
          failures++;
        }
      }
    };
    const matrix = survive(() => CsrMatrix.from(arena, pattern));
    expect(failures).toBe(3);
    survive(() => matrix.transposeIndex());
    expect(failures).toBe(3 + 4);
    survive(() => CsrMatrix.fromDense(arena, 3, 4, matrix.toDense().fill(1))).dispose();
    expect(matrix.pattern()).toEqual(pattern);
    matrix.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("refuses what cannot fit with a typed error", async () => {
    using arena = await openArena();
    const wide = CsrMatrix.from(arena, { rows: 1, columns: 2 ** 31 - 2, rowPointers: [0, 0], columnIndices: [] });
    expect(() => wide.transposeIndex()).toThrow(MemoryError);
    expect(() => CsrMatrix.from(arena, { ...wide.pattern(), rows: 2 ** 30, columns: 9 })).toThrow(ShapeError);
    const endless = { rows: 1, columns: 1, rowPointers: [0, 1], columnIndices: { length: 2 ** 40 } };
    expect(() => CsrMatrix.from(arena, endless)).toThrow(ShapeError);
  });

  it("throws DisposedError after dispose, its own or the arena's; disposing twice is fine", async () => {
    using arena = await openArena();
    const own = CsrMatrix.from(arena, sample()),
      inner = new Arena(arena.kernels),
      orphan = CsrMatrix.from(inner, sample());
    own.transposeIndex();
    own.dispose();
    own.dispose();
    inner.dispose();
    orphan.dispose();
    for (const matrix of [own, orphan])
      for (const use of [
        () => matrix.structure(),
        () => matrix.transposeIndex(),
        () => matrix.pattern(),
        () => matrix.toDense(),
        () => matrix.values.data,
      ])
        expect(use).toThrow(DisposedError);
    expect(arena.memory().bytesInUse).toBe(0);
  });
});
