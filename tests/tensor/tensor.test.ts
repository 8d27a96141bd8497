import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, NeuriteError, ShapeError } from "../../src/errors.js";
import { relu } from "../../src/ops/activations.js";
import { expectDisjoint } from "../../src/ops/check.js";
import { type DataType, Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";

const types: [DataType, { BYTES_PER_ELEMENT: number }][] = [
  ["f32", Float32Array],
  ["i32", Int32Array],
  ["u8", Uint8Array],
];

describe("Tensor", () => {
  it.each(types)("%s: zeros of any shape, sizes 0 and 1 and no dimensions at all included", async (dtype, View) => {
    using arena = await openArena();
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 4 }), (shape) => {
        using x = new Tensor(arena, shape, dtype);
        const size = shape.reduce((product, n) => product * n, 1);
        expect(x).toMatchObject({ shape, dtype, size });
        expect(x.data).toBeInstanceOf(View);
        expect([...x.data]).toEqual(new Array(size).fill(0));
        expect(arena.memory().bytesInUse).toBe(size * View.BYTES_PER_ELEMENT);
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("is f32 unless told otherwise", async () => {
    using arena = await openArena();
    expect(new Tensor(arena, [1]).dtype).toBe("f32");
    expect(Tensor.from(arena, [1], [0.1]).data[0]).toBe(Math.fround(0.1));
  });

  it("keeps its own copy of the shape, which nobody can change", async () => {
    using arena = await openArena();
    const shape = [2, 3],
      x = new Tensor(arena, shape);
    shape[0] = 99;
    expect(x.shape).toEqual([2, 3]);
    expect(Object.isFrozen(x.shape)).toBe(true);
  });

  it.each([
    [[-1]],
    [[1.5]],
    [[Number.NaN]],
    [[Number.POSITIVE_INFINITY]],
    [[2 ** 31]],
    [["3"]],
    [[undefined]],
    [[null]],
    [[[2]]],
    [[2n]],
    [[0x7fffffff, 0x7fffffff]],
  ])("refuses shape %o", async (shape) => {
    using arena = await openArena();
    expect(() => new Tensor(arena, shape as number[])).toThrow(ShapeError);
    expect(() => Tensor.from(arena, shape as number[], [])).toThrow(ShapeError);
    expect(arena.memory().allocations).toBe(0);
  });

  it.each([undefined, null, 5, "5", { length: 1 }])("refuses %o in place of a shape", async (shape) => {
    using arena = await openArena();
    expect(() => new Tensor(arena, shape as unknown as number[])).toThrow(ArgumentError);
    expect(() => Tensor.from(arena, shape as unknown as number[], [])).toThrow(ArgumentError);
    expect(() => new Tensor(arena, [1]).reshape(shape as unknown as number[])).toThrow(ArgumentError);
  });

  it("refuses an element type it does not have", async () => {
    using arena = await openArena();
    expect(() => new Tensor(arena, [1], "f64" as DataType)).toThrow(/dtype is "f64", must be "f32", "i32" or "u8"/);
    expect(arena.memory().blocks).toBe(0);
  });
});

describe("Tensor.from", () => {
  it("copies any array of numbers", async () => {
    using arena = await openArena();
    for (const values of [[1, 2, 3, 4], Float64Array.of(1, 2, 3, 4), { length: 4, 0: 1, 1: 2, 2: 3, 3: 4 }]) {
      const x = Tensor.from(arena, [2, 2], values);
      expect([...x.data]).toEqual([1, 2, 3, 4]);
    }
    const source = Float32Array.of(5),
      copy = Tensor.from(arena, [1], source);
    source[0] = 6;
    expect(copy.data[0]).toBe(5);
  });

  it("copies another tensor's live data even when making room for it grows the memory", async () => {
    using arena = await openArena();
    const size = 2 ** 18;
    for (const dtype of ["f32", "i32", "u8"] as const) {
      const source = new Tensor(arena, [size], dtype);
      source.data.forEach((_, i, data) => {
        data[i] = i % 251;
      });
      let grown = false;
      while (!grown) {
        const view = source.data.subarray(1);
        const copy = Tensor.from(arena, [size - 1], view, dtype);
        grown = view.length === 0;
        expect(copy.data.length).toBe(size - 1);
        expect(copy.data.every((value, i) => value === (i + 1) % 251)).toBe(true);
      }
    }
  });

  it("refuses a length that does not fill the shape", async () => {
    using arena = await openArena();
    expect(() => Tensor.from(arena, [2, 3], [1, 2, 3])).toThrow(/3 values cannot fill shape \[2,3\] of 6 elements/);
    expect(() => Tensor.from(arena, [], [])).toThrow(ShapeError);
    const detached = new Float32Array(4);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    expect(() => Tensor.from(arena, [4], detached)).toThrow(ShapeError);
    expect(arena.memory().allocations).toBe(0);
  });

  it.each([
    ["i32", 0.5],
    ["i32", 2 ** 31],
    ["i32", -(2 ** 31) - 1],
    ["i32", Number.NaN],
    ["u8", 256],
    ["u8", -1],
    ["u8", Number.POSITIVE_INFINITY],
    ["i32", "7"],
  ] as [DataType, number][])("%s refuses %s", async (dtype, value) => {
    using arena = await openArena();
    expect(() => Tensor.from(arena, [2], [0, value], dtype)).toThrow(/values\[1\] is .*, must be an integer from/);
    expect(arena.memory().allocations).toBe(0);
  });

  it("holds the whole range of its integers", async () => {
    using arena = await openArena();
    const extremes = [-(2 ** 31), 2 ** 31 - 1, -0];
    expect([...Tensor.from(arena, [3], extremes, "i32").data]).toEqual([-(2 ** 31), 2 ** 31 - 1, 0]);
    expect([...Tensor.from(arena, [2], Uint8Array.of(0, 255), "u8").data]).toEqual([0, 255]);
  });

  it.each([undefined, null, 3, "12"])("refuses %o in place of values", async (values) => {
    using arena = await openArena();
    expect(() => Tensor.from(arena, [2], values as unknown as number[])).toThrow(ArgumentError);
  });

  it("refuses values that are no numbers and gives the memory back", async () => {
    using arena = await openArena();
    for (const values of [BigInt64Array.of(1n, 2n), [1, Symbol("two")]])
      expect(() => Tensor.from(arena, [2], values as unknown as number[])).toThrow(ArgumentError);
    expect(arena.memory()).toMatchObject({ bytesInUse: 0, blocks: 0 });
  });
});

describe("Tensor.data", () => {
  it("is the same view until the memory grows, and then a fresh one with the old contents", async () => {
    using arena = await openArena();
    const x = Tensor.from(arena, [2], [1, 2]),
      view = x.data;
    expect(x.data).toBe(view);
    new Tensor(arena, [2 ** 20]);
    expect(view.length).toBe(0);
    expect([...x.data]).toEqual([1, 2]);
    x.data[1] = 9;
    expect([...x.data]).toEqual([1, 9]);
  });
});

describe("Tensor.reshape", () => {
  it("shares the memory, through any number of reshapes", async () => {
    using arena = await openArena();
    const x = Tensor.from(arena, [2, 3], [1, 2, 3, 4, 5, 6]),
      y = x.reshape([6]).reshape([3, 2]);
    y.data[5] = 60;
    expect(x.data[5]).toBe(60);
    expect(y).toMatchObject({ shape: [3, 2], size: 6, ptr: x.ptr });
    expect(arena.memory().blocks).toBe(1);
    new Tensor(arena, [2 ** 20]); // grows the memory
    expect([...y.data]).toEqual([1, 2, 3, 4, 5, 60]);
  });

  it("refuses another number of elements", async () => {
    using arena = await openArena();
    expect(() => new Tensor(arena, [2, 3]).reshape([5])).toThrow(/\[2,3\] cannot be seen as \[5\]/);
    expect(new Tensor(arena, [0, 3]).reshape([7, 0]).size).toBe(0);
  });

  it("lives and dies with its owner", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [4]),
      y = x.reshape([2, 2]);
    y.dispose(); // leaves the memory to the owner
    expect([...y.data]).toEqual([0, 0, 0, 0]);
    x.dispose();
    expect(() => y.data).toThrow(DisposedError);
    expect(() => y.ptr).toThrow(DisposedError);
    expect(() => y.reshape([4])).toThrow(DisposedError);
  });

  it("no view can be made that reaches beyond its owner or claims another type or arena", async () => {
    using arena = await openArena();
    using other = await openArena();
    const x = new Tensor(arena, [4]);
    expect(() => new Tensor(arena, [5], "f32", x)).toThrow(ShapeError);
    expect(() => new Tensor(other, [4], "f32", x)).toThrow(ShapeError);
    for (const first of [1, -1, 0.5, Number.NaN, "0" as unknown as number])
      expect(() => new Tensor(arena, [4], "f32", x, first)).toThrow(ShapeError);
    expect(() => new Tensor(arena, [4], "i32", x as unknown as Tensor<"i32">)).toThrow(ShapeError);
  });
});

describe("Tensor.rows", () => {
  it.each(types)("%s: is the rows in their place, of a tensor, of its rows and of its reshaped self", async (dtype) => {
    using arena = await openArena();
    fc.assert(
      fc.property(fc.nat(5), fc.nat(4), fc.array(fc.nat(4), { maxLength: 2 }), (first, count, rest) => {
        using x = new Tensor(arena, [first + count + 2, ...rest], dtype);
        x.data.forEach((_, i, data) => void (data[i] = i + 1));
        const row = x.size / x.shape[0]!,
          part = x.rows(first, count),
          want = Array.from({ length: count * row }, (_, i) => first * row + i + 1);
        expect(part).toMatchObject({ shape: [count, ...rest], dtype, size: want.length });
        expect([...part.data]).toEqual(want);
        expect([...x.rows(1, first + count + 1).rows(Math.max(first, 1) - 1, 1).data]).toEqual(
          Array.from({ length: row }, (_, i) => Math.max(first, 1) * row + i + 1),
        );
        expect([...part.reshape([part.size]).data]).toEqual(want);
        part.data.fill(0);
        expect([...x.data].filter((value) => value === 0)).toHaveLength(count * row);
        expect(arena.memory().blocks).toBe(1);
      }),
    );
  });

  it("follows its owner through growth and to its end, and gives no memory back itself", async () => {
    using arena = await openArena();
    const x = Tensor.from(arena, [3, 2], [1, 2, 3, 4, 5, 6]),
      y = x.rows(1, 2);
    new Tensor(arena, [2 ** 20]); // grows the memory
    expect([...y.data]).toEqual([3, 4, 5, 6]);
    y.dispose();
    expect([...y.data]).toEqual([3, 4, 5, 6]);
    x.dispose();
    expect(() => y.data).toThrow(DisposedError);
    expect(() => y.rows(0, 1)).toThrow(DisposedError);
  });

  it("counts as overlapping with its owner and not with other rows", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [4, 2]);
    expect(() => expectDisjoint("test", x.rows(0, 2), x.rows(2, 2), "halves")).not.toThrow();
    expect(() => expectDisjoint("test", x.rows(0, 3), x.rows(2, 2), "parts")).toThrow(ShapeError);
    expect(() => expectDisjoint("test", x, x.rows(3, 1), "x and its last row")).toThrow(ShapeError);
  });

  it.each([
    [-1, 1],
    [0, -1],
    [0, 4],
    [3, 1],
    [4, 0],
    [0.5, 1],
    [0, 1.5],
    [Number.NaN, 1],
    [0, undefined],
    [2 ** 53, 1],
  ])("refuses rows %o, %o of three", async (first, count) => {
    using arena = await openArena();
    expect(() => new Tensor(arena, [3, 2]).rows(first as number, count as number)).toThrow(ShapeError);
    expect(() => new Tensor(arena, []).rows(0, 0)).toThrow(/\[\] has no 0 rows from row 0 on/);
  });
});

describe("Tensor.dispose", () => {
  it("gives the memory back once; use afterwards throws", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [4]),
      { ptr } = x;
    x.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
    const next = new Tensor(arena, [4]);
    expect(next.ptr).toBe(ptr);
    x.dispose(); // must not free the block that now belongs to `next`
    expect(arena.memory().blocks).toBe(1);
    expect(() => x.data).toThrow(DisposedError);
    expect(() => relu(x, next)).toThrow(DisposedError);
    expect(() => relu(next, x)).toThrow(DisposedError);
  });

  it("after its arena is fine, use is not", async () => {
    const arena = await openArena(),
      x = new Tensor(arena, [4]);
    arena.dispose();
    expect(() => x.data).toThrow(DisposedError);
    x.dispose();
    x[Symbol.dispose]();
  });
});

describe("tensors of several arenas", () => {
  it("work together when the kernels are the same, and are refused when they are not", async () => {
    const kernels = await openKernels();
    using a = new Arena(kernels);
    using b = new Arena(kernels);
    using stranger = await openArena();
    const x = Tensor.from(a, [2], [-1, 1]);
    expect([...relu(x, new Tensor(b, [2])).data]).toEqual([0, 1]);
    expect(() => relu(x, new Tensor(stranger, [2]))).toThrow(/another WebAssembly memory/);
    expect(() => relu(x, new Tensor(stranger, [2]))).toThrow(NeuriteError);
  });
});
