import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError, NeuriteError, ShapeError } from "../../src/errors.js";
import { fillNormal } from "../../src/ops/random.js";
import { spmm, spmmTranspose } from "../../src/ops/sparse.js";
import { Random } from "../../src/random.js";
import { sampleWithoutReplacement } from "../../src/sparsity/sample.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import type { Pattern } from "../../src/tensor/pattern.js";
import { validatePattern } from "../../src/tensor/pattern.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { load } from "../../src/wasm/load.js";
import { patternFrom, patterns } from "../arbitraries/sparse.js";
import { openArena, openKernels, variants } from "../support.js";
import { cellsOf, detached, vacant } from "./support.js";

/** A random rewiring of `count` entries, of which `fewer` do not grow again. */
function draw(random: Random, pattern: Pattern, count: number, fewer = 0): { dropped: number[]; grown: number[] } {
  const dropped = [...sampleWithoutReplacement(random, pattern.columnIndices.length, count)],
    free = vacant(pattern, dropped),
    ranks = sampleWithoutReplacement(random, free.length, count - fewer);
  return { dropped, grown: [...ranks].map((rank) => free[rank]!) };
}

/** What a matrix holds: value and companion of every stored place. */
const contents = (matrix: CsrMatrix, companion: Tensor | Tensor<"i32">) =>
  new Map(cellsOf(matrix.pattern()).map((cell, p) => [cell, [matrix.values.data[p]!, companion.data[p]!]]));

const cases = fc.record({ pattern: patterns(9, 9), seed: fc.nat(), share: fc.constantFrom(0, 0.1, 0.5, 1) });

describe("CsrMatrix.rewire", () => {
  it.each(variants)("%s build: equals the matrix built anew, over thousands of random rewirings", async (variant) => {
    using arena = await openArena(variant);
    let rewirings = 0;
    fc.assert(
      fc.property(cases, fc.boolean(), ({ pattern, seed, share }, indexed) => {
        using matrix = CsrMatrix.from(arena, pattern);
        const { rows, columns, nnz } = matrix,
          random = new Random(seed),
          companion = new Tensor(arena, [nnz]),
          whole = new Tensor(arena, [nnz], "i32");
        // Every value ever given is another, so that one that was dropped would show.
        let next = 1;
        for (let p = 0; p < nnz; p++) {
          matrix.values.data[p] = next;
          companion.data[p] = -next;
          whole.data[p] = next++;
        }
        if (indexed) matrix.transposeIndex();
        matrix.prepareRewiring();
        const { allocations } = arena.memory(),
          addresses = [matrix.structure(), matrix.values.ptr];
        for (let round = 0; round < 12; round++, rewirings++) {
          const { dropped, grown } = draw(random, matrix.pattern(), Math.round(share * nnz)),
            want = contents(matrix, companion),
            keep = round % 3 === 0;
          const cells = cellsOf(matrix.pattern()),
            gone = new Map(dropped.map((p) => [cells[p]!, want.get(cells[p]!)!]));
          for (const cell of gone.keys()) want.delete(cell);
          const values = grown.map(() => next++);
          for (const [k, cell] of grown.entries())
            want.set(cell, (keep && gone.get(cell)) || [round % 2 ? values[k]! : 0, 0]);
          const places = matrix.rewire(dropped, Float64Array.from(grown), {
            ...(round % 2 && { values }),
            keep,
            companions: [companion, whole as Tensor<"f32" | "i32">],
          });
          validatePattern("test", matrix.pattern());
          expect(contents(matrix, companion)).toEqual(want);
          expect([...whole.data]).toEqual([...companion.data].map((value) => -value + 0));
          // A grown entry's companions start at 0; here they are numbered, so that the next round can follow them.
          expect([...places].map((p) => cellsOf(matrix.pattern())[p])).toEqual(grown);
          for (const p of places) {
            companion.data[p] = -next;
            whole.data[p] = next++;
          }
          const again = CsrMatrix.from(arena, matrix.pattern(), matrix.values.data),
            bits = ({ columnPointers, rowIndices, permutation }: ReturnType<CsrMatrix["transposeIndex"]>) =>
              [
                [columnPointers, columns + 1],
                [rowIndices, nnz],
                [permutation, nnz],
              ].map(([pointer, length]) => new Int32Array(arena.buffer, pointer, length).slice());
          if (indexed) expect(bits(matrix.transposeIndex())).toEqual(bits(again.transposeIndex()));
          again.dispose();
        }
        expect([matrix.structure(), matrix.values.ptr]).toEqual(addresses);
        if (!indexed) expect(arena.memory().allocations - allocations).toBe(3 * 12);
        expect([matrix.rows, matrix.columns, matrix.nnz]).toEqual([rows, columns, nnz]);
        companion.dispose();
        whole.dispose();
      }),
    );
    expect(rewirings).toBeGreaterThanOrEqual(1200);
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build: with fewer grown, everything gets shorter and memory comes back", async (variant) => {
    using arena = await openArena(variant);
    let shorter = 0;
    fc.assert(
      fc.property(cases, fc.boolean(), ({ pattern, seed, share }, indexed) => {
        const before = arena.memory().bytesInUse;
        using matrix = CsrMatrix.from(arena, pattern);
        using companion = new Tensor(arena, [matrix.nnz]);
        const random = new Random(seed);
        let next = 1;
        for (let p = 0; p < matrix.nnz; p++) [matrix.values.data[p], companion.data[p]] = [next, -next++];
        if (indexed) matrix.transposeIndex();
        matrix.prepareRewiring();
        for (let round = 0; round < 6; round++) {
          const nnz = matrix.nnz,
            count = Math.round(share * nnz),
            fewer = random.integer(count + 1),
            addresses = [matrix.structure(), matrix.values.ptr, companion.ptr],
            { bytesInUse, allocations } = arena.memory(),
            { dropped, grown } = draw(random, matrix.pattern(), count, fewer),
            want = contents(matrix, companion),
            cells = cellsOf(matrix.pattern());
          for (const p of dropped) want.delete(cells[p]!);
          for (const cell of grown) want.set(cell, [0, 0]);
          matrix.rewire(dropped, grown, { companions: [companion] });
          validatePattern("test", matrix.pattern());
          expect(contents(matrix, companion)).toEqual(want);
          expect([matrix.nnz, matrix.values.size, ...companion.shape]).toEqual(Array(3).fill(nnz - fewer));
          expect([matrix.structure(), matrix.values.ptr, companion.ptr]).toEqual(addresses);
          // Values, columns, the room to work in twice, the companion; and three of the transposed index.
          expect(bytesInUse - arena.memory().bytesInUse).toBe(4 * fewer * (indexed ? 8 : 5));
          expect(arena.memory().allocations).toBe(allocations);
          if (fewer > 0) shorter++;
          const x = new Tensor(arena, [matrix.rows, 16]),
            both = [matrix, CsrMatrix.from(arena, matrix.pattern(), matrix.values.data)],
            products = both.map((factor) => new Tensor(arena, [factor.columns, 16]));
          fillNormal(new Random(seed), x);
          both.forEach((factor, i) => {
            spmmTranspose(factor, x, products[i]!);
          });
          expect(products[0]!.data).toEqual(products[1]!.data);
          for (const made of [x, both[1]!, ...products]) made.dispose();
          if (!indexed) break; // the product has built the index
        }
        matrix.dispose();
        companion.dispose();
        expect(arena.memory().bytesInUse).toBe(before);
      }),
    );
    expect(shorter).toBeGreaterThan(50);
  });

  it("refuses views of what got shorter", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 1, 3, [1, 2, 3]),
      tail = matrix.values.rows(1, 2),
      head = matrix.values.rows(0, 1);
    expect(() => matrix.rewire([0], [], { companions: [new Tensor(arena, [1, 3]).reshape([3])] })).toThrow(/is a view/);
    expect(matrix.nnz).toBe(3);
    matrix.rewire([0], []);
    expect([...head.data]).toEqual([2]);
    expect(() => tail.data).toThrow(DisposedError);
    matrix.rewire([0, 1], []);
    expect([matrix.nnz, matrix.values.data.length, ...matrix.toDense()]).toEqual([0, 0, 0, 0, 0]);
  });

  it("is seen by products recorded before, both ways, and counts only real changes", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.from(
        arena,
        patternFrom(3, 4, (cell) => cell % 5 === 0),
        [1, 2, 3],
      ),
      x = Tensor.from(
        arena,
        [4, 16],
        Array.from({ length: 64 }, (_, i) => Math.floor(i / 16)),
      ),
      y = new Tensor(arena, [3, 16]),
      back = new Tensor(arena, [4, 16]);
    matrix.transposeIndex();
    matrix.rewire([1], [5]);
    expect(matrix.rewirings).toBe(0);
    expect([...matrix.values.data]).toEqual([1, 0, 3]);
    matrix.rewire([0], [11], { values: [7] }); // now (1,1) = 0, (2,2) = 3, (2,3) = 7
    expect(matrix.rewirings).toBe(1);
    spmm(matrix, x, y);
    expect([0, 16, 32].map((i) => y.data[i])).toEqual([0, 0, 3 * 2 + 7 * 3]);
    spmmTranspose(matrix, y, back);
    expect([0, 16, 32, 48].map((i) => back.data[i])).toEqual([0, 0, 81, 189]);
  });

  it("needs no memory for the values of none that grow", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 1, 3, [1, 0, 2]),
      values = new Float32Array(1);
    structuredClone(values, { transfer: [values.buffer] });
    matrix.rewire([0], [], { values });
    expect([matrix.nnz, ...matrix.toDense()]).toEqual([1, 0, 0, 2]);
  });

  it("takes values from a view of what moves, be it one from before shared memory grew", async () => {
    const kernels = await load({ threads: 2 });
    try {
      using arena = new Arena(kernels);
      const matrix = CsrMatrix.fromDense(arena, 1, 3, [1, 0, 2]),
        companion = Tensor.from(arena, [2], [5, 6]),
        early = companion.data.subarray(0, 1);
      new Tensor(arena, [arena.buffer.byteLength / 4]);
      expect(early.buffer).not.toBe(arena.buffer);
      matrix.rewire([0], [1], { values: early, companions: [companion] });
      expect([...matrix.toDense(), ...companion.data]).toEqual([0, 5, 2, 0, 6]);
    } finally {
      await kernels.threads?.stop();
    }
  });

  it("works at both ends of large matrices, whose flat positions need 53 bits", async () => {
    using arena = await openArena();
    const rows = 1000,
      columns = 2 ** 31 - 1,
      pointers = new Int32Array(rows + 1).fill(2, 1);
    const matrix = CsrMatrix.from(arena, { rows, columns, rowPointers: pointers, columnIndices: [0, 7] }, [1, 2]);
    matrix.rewire([0, 1], [columns * rows - columns - 1, columns * rows - 1], { values: [3, 4] });
    const { rowPointers, columnIndices } = matrix.pattern();
    expect([...columnIndices]).toEqual([columns - 1, columns - 1]);
    expect([...rowPointers.slice(-3)]).toEqual([0, 1, 2]);
    expect([...matrix.vacancies([0, columns * rows - 3])]).toEqual([0, columns * rows - 2]);
    const wide = CsrMatrix.from(arena, {
      rows: 2 ** 23,
      columns,
      rowPointers: new Int32Array(2 ** 23 + 1),
      columnIndices: [],
    });
    expect(() => wide.rewire([], [])).toThrow(/rows · columns is .*, must be at most 2\^53/);
  });

  it("rewireTo leads to any structure of the same size and keeps what is in both", async () => {
    using arena = await openArena();
    fc.assert(
      fc.property(cases, fc.nat(), ({ pattern, seed, share }, other) => {
        const { rows, columns } = pattern,
          random = new Random(seed);
        using matrix = CsrMatrix.from(
          arena,
          pattern,
          pattern.columnIndices.map((_, p) => p + 1),
        );
        using companion = Tensor.from(arena, [matrix.nnz], matrix.values.data);
        const before = contents(matrix, companion),
          cells = new Set(sampleWithoutReplacement(new Random(other), rows * columns, matrix.nnz)),
          wanted = patternFrom(rows, columns, (cell) => cells.has(cell));
        const { dropped, grown } = draw(random, pattern, Math.round(share * matrix.nnz));
        matrix.rewireTo(wanted, { companions: [companion] });
        expect(matrix.pattern()).toEqual(wanted);
        for (const [cell, held] of contents(matrix, companion)) expect(held).toEqual(before.get(cell) ?? [0, 0]);
        matrix.rewireTo(pattern);
        matrix.rewire(dropped, grown);
        matrix.rewireTo(pattern);
        expect(matrix.pattern()).toEqual(pattern);
      }),
    );
    const matrix = CsrMatrix.from(
      arena,
      patternFrom(2, 2, () => true),
    );
    matrix.rewireTo(patternFrom(2, 2, (cell) => cell > 0));
    expect(matrix.nnz).toBe(3);
    expect(() => matrix.rewireTo(patternFrom(2, 2, () => true))).toThrow(/4 entries in \[2,2\], must be at most 3/);
    expect(() => matrix.rewireTo(patternFrom(4, 1, () => true))).toThrow(ShapeError);
    expect(() => matrix.rewireTo(null as never)).toThrow(ArgumentError);
  });
});

describe("CsrMatrix.vacancies", () => {
  it("gives the places without an entry by rank, dropped ones among them", async () => {
    using arena = await openArena();
    fc.assert(
      fc.property(cases, fc.constantFrom(0, 0.2, 1), ({ pattern, seed, share }, part) => {
        using matrix = CsrMatrix.from(arena, pattern);
        const random = new Random(seed),
          dropped = [...sampleWithoutReplacement(random, matrix.nnz, Math.round(share * matrix.nnz))],
          free = vacant(pattern, dropped),
          ranks = sampleWithoutReplacement(random, free.length, Math.round(part * free.length));
        expect([...matrix.vacancies(ranks, dropped)]).toEqual(Array.from(ranks, (rank) => free[rank]));
      }),
      { numRuns: 500 },
    );
    const matrix = CsrMatrix.fromDense(arena, 1, 3, [1, 0, 0]);
    for (const ranks of [[2], [1, 0], [0.5], [-1], [Number.NaN], null as never])
      for (const form of ranks === null ? [ranks] : [ranks, Float64Array.from(ranks)])
        expect(() => matrix.vacancies(form)).toThrow(NeuriteError);
    expect(() => matrix.vacancies([0], Int32Array.of(1))).toThrow(/dropped\[0\] is 1, must be an integer from 0 to 0/);
    expect([...matrix.vacancies([0, 1, 2], [0])]).toEqual([0, 1, 2]);
  });
});

describe("a refused rewiring changes nothing", () => {
  const bad: [string, ArrayLike<number>, ArrayLike<number>, RegExp][] = [
    ["more grown than dropped", [], [1], /0 entries dropped and 1 grown/],
    ["a place past the entries", [5], [1], /dropped\[0\] is 5, must be an integer from 0 to 4/],
    ["a negative place", [-1], [1], /dropped\[0\] is -1/],
    ["a fraction", [0.5], [1], /dropped\[0\] is 0.5/],
    ["NaN", [Number.NaN], [1], /dropped\[0\] is NaN/],
    ["places out of order", [2, 1], [1, 2], /dropped\[1\] is 1, must be an integer above 2/],
    ["a place twice", [1, 1], [1, 2], /dropped\[1\] is 1/],
    ["more places than entries", [0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5], /dropped has 6 elements, at most 5/],
    ["growth past the matrix", [0], [12], /grown\[0\] is 12, must be an integer from 0 to 11/],
    ["growth twice", [0, 1], [1, 1], /grown\[1\] is 1/],
    ["growth out of order", [0, 1], [3, 1], /grown\[1\] is 1/],
    ["growth on an entry that stays", [0], [6], /grown\[0\] is 6, must be a place where no entry stays; row 1/],
    ["growth on the last entry", [0], [10], /grown\[0\] is 10/],
    ["strings", ["0"] as never, [1], /dropped\[0\] is "0"/],
    ["no array", undefined as never, [1], /dropped is undefined/],
    ["no second array", [0], null as never, /grown is null/],
    ["an array-like without length", [0], { 0: 1 } as never, /grown is/],
    ["64-bit integers", new BigInt64Array(1) as never, [1], /dropped is a BigInt64Array, must be an array of numbers/],
    ["places in memory that went elsewhere", detached([0]), [], /dropped is a Int32Array, must be an array of numbers/],
    ["growth in memory that went elsewhere", [0], detached([1], Float64Array), /grown is a Float64Array/],
  ];
  const entries = [0, 2, 5, 6, 10]; // of 3 × 4

  it.each(bad)("%s", async (_, dropped, grown, message) => {
    using arena = await openArena();
    const matrix = CsrMatrix.from(
        arena,
        patternFrom(3, 4, (cell) => entries.includes(cell)),
        [1, 2, 3, 4, 5],
      ),
      companion = Tensor.from(arena, [5], [6, 7, 8, 9, 10]),
      before = [matrix.pattern(), matrix.toDense(), companion.data.slice()],
      forms: [ArrayLike<number>, ArrayLike<number>][] = [[dropped, grown]];
    matrix.prepareRewiring();
    const { bytesInUse } = arena.memory();
    // The kernels check typed arrays; an Int32Array holds integers only.
    if (Array.isArray(dropped) && Array.isArray(grown) && dropped.every(Number.isInteger))
      forms.push([Int32Array.from(dropped), Float64Array.from(grown)]);
    for (const [gone, come] of forms) {
      const refused = () => matrix.rewire(gone, come, { companions: [companion] });
      expect(refused).toThrow(NeuriteError);
      expect(refused).toThrow(message);
      expect([matrix.pattern(), matrix.toDense(), companion.data.slice()]).toEqual(before);
      expect(arena.memory().bytesInUse).toBe(bytesInUse);
    }
  });

  it("for values and companions that do not fit, and without memory", async () => {
    const kernels = await openKernels();
    let full = false;
    const allocate = (bytes: number) => {
      if (full) throw new WebAssembly.RuntimeError("unreachable");
      return kernels.allocate(bytes);
    };
    using arena = new Arena({ ...kernels, allocate });
    using foreign = await openArena();
    const matrix = CsrMatrix.from(
        arena,
        patternFrom(3, 4, (cell) => entries.includes(cell)),
        [1, 2, 3, 4, 5],
      ),
      companion = Tensor.from(arena, [5], [6, 7, 8, 9, 10]),
      gone = new Tensor(arena, [5]),
      before = [matrix.pattern(), matrix.toDense(), companion.data.slice()];
    gone.dispose();
    const bad: [object, new (...given: never[]) => NeuriteError][] = [
      [{ values: [] }, ShapeError],
      [{ values: [1, 2] }, ShapeError],
      [{ values: ["1"] }, ArgumentError],
      [{ values: 0 }, ArgumentError],
      [{ values: "" }, ArgumentError],
      [{ companions: companion }, ArgumentError],
      [{ companions: [companion, undefined] }, ArgumentError],
      [{ companions: [matrix.values] }, ShapeError],
      [{ companions: [CsrMatrix.from(arena, matrix.pattern()).values] }, ShapeError],
      [{ companions: [companion, companion] }, ShapeError],
      [{ companions: [companion, companion.reshape([5])] }, ShapeError],
      [{ companions: [companion, new Tensor(arena, [5, 1])] }, ShapeError],
      [{ companions: [companion, new Tensor(arena, [4])] }, ShapeError],
      [{ companions: [companion, new Tensor(arena, [5], "u8")] }, ShapeError],
      [{ companions: [companion, new Tensor(foreign, [5])] }, ShapeError],
      [{ companions: [companion, gone] }, DisposedError],
    ];
    for (const [options, error] of bad) expect(() => matrix.rewire([0], [1], options)).toThrow(error);
    full = true;
    expect(() => matrix.rewire([0], [1], { companions: [companion] })).toThrow(MemoryError);
    expect([matrix.pattern(), matrix.toDense(), companion.data.slice()]).toEqual(before);
    full = false;
    matrix.rewire([0], [1], { companions: [companion] });
    expect([...companion.data]).toEqual([0, 7, 8, 9, 10]);
    matrix.dispose();
    for (const use of [
      () => matrix.rewire([0], [0]),
      () => matrix.rewireTo(before[0] as Pattern),
      () => matrix.vacancies([0]),
      () => matrix.prepareRewiring(),
    ])
      expect(use).toThrow(DisposedError);
  });

  it("when the values have been disposed on their own", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 1, 3, [1, 0, 2]),
      before = matrix.pattern();
    matrix.values.dispose();
    for (const grown of [[1], []]) expect(() => matrix.rewire([0], grown)).toThrow(DisposedError);
    expect([matrix.pattern(), matrix.rewirings]).toEqual([before, 0]);
  });

  it("when lists are longer than JavaScript has room for", async () => {
    using arena = await openArena();
    const pattern = { rows: 2 ** 20, columns: 2 ** 30, rowPointers: new Int32Array(2 ** 20 + 1), columnIndices: [] },
      matrix = CsrMatrix.from(arena, pattern),
      endless = { length: 2 ** 45 };
    expect(() => matrix.rewire([], endless)).toThrow(MemoryError);
    expect(() => matrix.vacancies(endless)).toThrow(MemoryError);
  });
});
