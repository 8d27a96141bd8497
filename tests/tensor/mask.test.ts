import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError, ShapeError } from "../../src/errors.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Mask } from "../../src/tensor/mask.js";
import { Arena } from "../../src/wasm/arena.js";
import { patternFrom, patterns } from "../arbitraries/sparse.js";
import { openArena, openKernels } from "../support.js";

describe("Mask", () => {
  it("keeps a structure: from, toPattern, toDense and fromDense", async () => {
    using arena = await openArena();
    fc.assert(
      fc.property(patterns(7, 9), (pattern) => {
        using mask = Mask.from(arena, pattern);
        expect(mask.toPattern()).toEqual(pattern);
        expect(mask.count).toBe(pattern.columnIndices.length);
        const dense = mask.toDense();
        expect(dense.length).toBe(pattern.rows * pattern.columns);
        expect(dense.reduce((sum, byte) => sum + byte, 0)).toBe(mask.count);
        using again = Mask.fromDense(arena, pattern.rows, pattern.columns, dense);
        expect(again.toPattern()).toEqual(pattern);
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("takes the same elements of a dense matrix as CsrMatrix.fromDense", async () => {
    using arena = await openArena();
    const dense = [Number.NaN, -0, Infinity, 1e-60, -Infinity, 0];
    expect(Mask.fromDense(arena, 2, 3, dense).toPattern()).toEqual(CsrMatrix.fromDense(arena, 2, 3, dense).pattern());
    expect([...Mask.fromDense(arena, 2, 3, dense).toDense()]).toEqual([1, 0, 1, 0, 1, 0]);
  });

  it("refuses bad input and leaves the arena alone", async () => {
    using arena = await openArena();
    const pattern = { rows: 1, columns: 2, rowPointers: [0, 2], columnIndices: [1, 0] };
    expect(() => Mask.from(arena, pattern)).toThrow(ArgumentError);
    expect(() => Mask.fromDense(arena, 2, 2, [1])).toThrow(ShapeError);
    expect(() => Mask.fromDense(arena, 2, Number.NaN, [1])).toThrow(ShapeError);
    const huge = { rows: 1, columns: 2 ** 31 - 1, rowPointers: [0, 0], columnIndices: [] };
    expect(() => Mask.from(arena, huge)).toThrow(MemoryError);
    expect(arena.memory()).toMatchObject({ bytesInUse: 0, allocations: 0 });
    const kernels = await openKernels();
    const full = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    using failing = new Arena({ ...kernels, allocate: full });
    expect(() =>
      Mask.from(
        failing,
        patternFrom(2, 2, () => true),
      ),
    ).toThrow(MemoryError);
    expect(failing.memory().bytesInUse).toBe(0);
  });

  it("throws DisposedError after dispose", async () => {
    using arena = await openArena();
    const mask = Mask.fromDense(arena, 1, 1, [1]);
    mask.dispose();
    mask.dispose();
    for (const use of [() => mask.ptr, () => mask.toDense(), () => mask.toPattern()])
      expect(use).toThrow(DisposedError);
  });
});
