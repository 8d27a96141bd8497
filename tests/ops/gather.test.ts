import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { gatherBatch, gatherLabels, gatherTargets, keepEntries, selectColumns } from "../../src/ops/gather.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/gather.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

/** Sizes around the tiles of 4 and 16 features and of 4 samples. */
const cases = fc
  .record({
    n: fc.integer({ min: 1, max: 9 }),
    features: fc.integer({ min: 0, max: 37 }),
    batch: fc.integer({ min: 0, max: 14 }),
    before: fc.nat(3),
    after: fc.nat(3),
    missing: fc.nat(14),
    scale: fc.float({ noNaN: true, noDefaultInfinity: true, min: -8, max: 8 }),
    offset: fc.float({ noNaN: true, noDefaultInfinity: true, min: -8, max: 8 }),
    seed: fc.nat(1000),
  })
  .map((c) => {
    const count = Math.max(0, c.batch - c.missing),
      random = new Random(c.seed);
    return { ...c, count, indices: Array.from({ length: c.before + count + c.after }, () => random.integer(c.n)) };
  });

describe("gatherBatch", () => {
  it.each(variants)("%s build equals the definition from u8 and f32 samples", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(cases, ({ n, features, batch, before, count, indices, scale, offset, seed }) => {
        const random = new Random(seed),
          bytes = Array.from({ length: n * features }, () => random.integer(256)),
          u8 = Tensor.from(arena, [n, features], bytes, "u8"),
          f32 = fillNormal(random, new Tensor(arena, [n, features])),
          index = Tensor.from(arena, [indices.length], indices, "i32"),
          out = new Tensor(arena, [features, batch]),
          picked = indices.slice(before, before + count);
        out.data.fill(9);
        gatherBatch(u8, index, before, count, scale, offset, out);
        expect([...out.data]).toEqual(reference.gather(bytes, features, picked, scale, offset, batch));
        out.data.fill(9);
        gatherBatch(f32, index, before, count, scale, offset, out);
        expect([...out.data]).toEqual(reference.gather(f32.data, features, picked, scale, offset, batch));
        gatherTargets(f32, index, before, count, out);
        expect([...out.data]).toEqual(reference.gather(f32.data, features, picked, 1, 0, batch));
        for (const tensor of [u8, f32, index, out]) tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build: any range of features gives the same bits and touches nothing else", async (variant) => {
    using arena = await openArena(variant);
    const { kernels } = arena,
      [features, batch, count] = [53, 11, 9],
      f32 = fillNormal(new Random(1), new Tensor(arena, [6, features])),
      u8 = Tensor.from(
        arena,
        [6, features],
        Array.from(f32.data.keys(), (i) => (i * 37) % 256),
        "u8",
      ),
      index = Tensor.from(arena, [count], [5, 0, 3, 3, 1, 2, 4, 0, 5], "i32"),
      whole = new Tensor(arena, [features, batch]),
      parts = new Tensor(arena, [features, batch]);
    for (const [gather, samples] of [
      [kernels.gather_f32, f32],
      [kernels.gather_u8_f32, u8],
    ] as const) {
      gather(0, features, features, count, batch, 0.3, 0.1, samples.ptr, index.ptr, whole.ptr);
      parts.data.fill(9);
      for (const [from, to] of [
        [2, 3],
        [3, 25],
        [25, 25],
        [25, 51],
      ] as const)
        gather(from, to, features, count, batch, 0.3, 0.1, samples.ptr, index.ptr, parts.ptr);
      const inside = (i: number) => i >= 2 * batch && i < 51 * batch;
      expect([...parts.data]).toEqual([...whole.data].map((value, i) => (inside(i) ? value : 9)));
    }
  });
});

describe("gatherLabels", () => {
  it.each(variants)("%s build picks labels and fills the rest with 0", async (variant) => {
    using arena = await openArena(variant);
    const labels = Tensor.from(arena, [4], [7, -8, 9, 10], "i32"),
      index = Tensor.from(arena, [5], [3, 3, 0, 1, 2], "i32"),
      out = Tensor.from(arena, [4], [1, 1, 1, 1], "i32");
    expect([...gatherLabels(labels, index, 1, 3, out).data]).toEqual([10, 7, -8, 0]);
    expect([...gatherLabels(labels, index, 5, 0, out).data]).toEqual([0, 0, 0, 0]);
    expect([...gatherLabels(labels, index, 0, 4, out).data]).toEqual([10, 10, 7, -8]);
  });
});

describe("bad batches", () => {
  it("are refused before anything is written", async () => {
    using arena = await openArena();
    using other = await openArena();
    const samples = new Tensor(arena, [4, 3]),
      labels = new Tensor(arena, [4], "i32"),
      index = Tensor.from(arena, [6], [0, 1, 4, -1, 2 ** 31 - 1, -(2 ** 31)], "i32"),
      out = new Tensor(arena, [3, 2]),
      classes = new Tensor(arena, [2], "i32");
    out.data.fill(9);
    classes.data.fill(9);
    for (const [start, count] of [
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [-1, 1],
      [0.5, 1],
      [0, 3],
      [0, -1],
      [0, 0.5],
      [6, 1],
      [7, 0],
      [Number.NaN, 1],
      [0, Number.NaN],
    ] as const) {
      expect(() => gatherBatch(samples, index, start, count, 1, 0, out)).toThrow(ArgumentError);
      expect(() => gatherLabels(labels, index, start, count, classes)).toThrow(ArgumentError);
    }
    expect(() => gatherBatch(samples, index, 1, 2, 1, 0, out)).toThrow("indices[2] is 4, must be from 0 to 3");
    expect(() => gatherBatch(samples, index, 0, 2, Number.NaN, 0, out)).toThrow(ArgumentError);
    expect(() => gatherBatch(samples, index, 0, 2, 1, 1e39, out)).toThrow(ArgumentError);
    const outputs: Tensor[] = [new Tensor(arena, [2, 3]), new Tensor(arena, [6]), new Tensor(other, [3, 2])];
    for (const bad of outputs) expect(() => gatherBatch(samples, index, 0, 2, 1, 0, bad)).toThrow(ShapeError);
    const flat: Tensor = new Tensor(arena, [12]);
    expect(() => gatherBatch(flat, index, 0, 2, 1, 0, out)).toThrow(ShapeError);
    expect(() => gatherBatch(labels as unknown as Tensor<"f32">, index, 0, 2, 1, 0, out)).toThrow(ShapeError);
    expect(() => gatherBatch(samples, index.reshape([2, 3]), 0, 2, 1, 0, out)).toThrow(ShapeError);
    const square = new Tensor(arena, [3, 3]);
    expect(() => gatherBatch(square, index, 0, 2, 1, 0, square)).toThrow(ShapeError);
    expect(() => gatherLabels(labels, index, 0, 2, labels)).toThrow(ShapeError);
    expect([...out.data, ...classes.data]).toEqual(new Array(8).fill(9));
  });

  it("an empty set of samples has no valid index", async () => {
    using arena = await openArena();
    const index = new Tensor(arena, [2], "i32");
    const none = new Tensor(arena, [0, 3]);
    expect(() => gatherBatch(none, index, 0, 1, 1, 0, new Tensor(arena, [3, 1]))).toThrow(ArgumentError);
    gatherBatch(none, index, 0, 0, 1, 0, new Tensor(arena, [3, 1]));
  });
});

describe("selectColumns", () => {
  const columns = fc.record({
    rows: fc.nat(4),
    batch: fc.nat(11),
    wanted: fc.nat(2),
    accumulate: fc.boolean(),
    seed: fc.nat(1000),
  });
  it.each(variants)("%s build equals the definition, adds, and runs in place", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(columns, ({ rows, batch, wanted, accumulate, seed }) => {
        const random = new Random(seed),
          draw = () => Array.from({ length: rows * batch }, () => random.integer(9) - 4),
          chosen = Array.from({ length: batch }, () => random.integer(3)),
          [from, old] = [draw(), draw()];
        if (from.length > 0 && chosen[0] !== wanted) from[0] = Number.NaN; // what is not wanted leaves no trace
        const which = Tensor.from(arena, [batch], chosen, "i32"),
          x = Tensor.from(arena, [rows, batch], from),
          y = Tensor.from(arena, [rows, batch], old),
          kept = from.map((value, i) => (chosen[i % batch] === wanted ? value : 0));
        selectColumns(which, wanted, x, y, accumulate);
        expect([...y.data]).toEqual(kept.map((value, i) => (accumulate ? old[i]! : 0) + value));
        expect([...selectColumns(which, wanted, x, x).data]).toEqual(kept);
        for (const tensor of [which, x, y]) tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build: writes its rows alone, whatever the range", async (variant) => {
    using arena = await openArena(variant);
    const x = fillNormal(new Random(1), new Tensor(arena, [7, 5])),
      y = fillNormal(new Random(2), new Tensor(arena, [7, 5])),
      which = Tensor.from(arena, [5], [0, 1, 1, 0, 1], "i32");
    for (const accumulate of [false, true])
      expectRangeInvariance(
        6,
        y,
        (i) => Math.floor(i / 5),
        (begin, end) => arena.kernels.select_columns_f32(begin, end, 5, accumulate, 1, which.ptr, x.ptr, y.ptr),
      );
  });

  it("refuses what does not fit", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [3, 2]),
      which = new Tensor(arena, [2], "i32");
    expect(() => selectColumns(new Tensor(arena, [3], "i32"), 0, x, x)).toThrow(ShapeError);
    expect(() => selectColumns(which, 0, x, new Tensor(arena, [2, 3]))).toThrow(ShapeError);
    expect(() => selectColumns(which, 0, x.reshape([3, 2, 1]), x)).toThrow(ShapeError);
    for (const wanted of [-1, 0.5, Number.NaN]) expect(() => selectColumns(which, wanted, x, x)).toThrow(ArgumentError);
  });
});

describe("keepEntries", () => {
  it.each(variants)("%s build: the given entries, zeros elsewhere, guards untouched", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(fc.array(fc.float(), { maxLength: 30 }), fc.array(fc.nat(29)), (x, places) => {
        const indices = places.filter((place) => place < x.length),
          from = Tensor.from(arena, [x.length], x),
          index = Tensor.from(arena, [indices.length], indices, "i32"),
          all = Tensor.from(arena, [x.length + 2], new Array(x.length + 2).fill(7));
        keepEntries(index, from, all.rows(1, x.length));
        expect([...all.data]).toEqual([7, ...x.map((value, i) => (indices.includes(i) ? value : 0)), 7]);
        for (const tensor of [from, index, all]) tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("refuses what does not fit, and writes nothing then", async () => {
    using arena = await openArena();
    const x = Tensor.from(arena, [3], [1, 2, 3]),
      y = Tensor.from(arena, [3], [4, 5, 6]),
      index = (...values: number[]) => Tensor.from(arena, [values.length], values, "i32");
    for (const bad of [-1, 3]) expect(() => keepEntries(index(0, bad), x, y)).toThrow(ArgumentError);
    expect(() => keepEntries(index(0), x, x)).toThrow(ShapeError);
    expect(() => keepEntries(index(0), x, new Tensor(arena, [4]))).toThrow(ShapeError);
    expect(() => keepEntries(index(0).reshape([1, 1]), x, y)).toThrow(ShapeError);
    expect([...y.data]).toEqual([4, 5, 6]);
  });
});
