import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, ShapeError } from "../../src/errors.js";
import { expectDisjoint, expectSameMemory, expectTensor } from "../../src/ops/check.js";
import { type DataType, Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";

describe("expectTensor", () => {
  it("accepts exactly the shape, element type and memory asked for", async () => {
    using arena = await openArena();
    const home = new Tensor(arena, [1]);
    const shapes = fc.array(fc.nat(3), { maxLength: 3 });
    fc.assert(
      fc.property(shapes, shapes, (shape, wanted) => {
        const x = new Tensor(arena, shape, "i32");
        const check = () => expectTensor("op", "x", x, wanted, home, "i32");
        if (shape.join() === wanted.join() && shape.length === wanted.length) check();
        else expect(check).toThrow(`op: x is [${shape}], must be [${wanted}]`);
        x.dispose();
      }),
    );
  });

  it("names what came in place of the element type", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [2], "u8") as Tensor<DataType>;
    expect(() => expectTensor("op", "x", x, [2], x, "f32")).toThrow(new ShapeError("op", "x holds u8, must hold f32"));
  });

  it.each([undefined, null, 3, [1, 2], new Float32Array(2)])("refuses %o, which is no tensor", async (value) => {
    using arena = await openArena();
    const check = () => expectTensor("op", "x", value as unknown as Tensor, [2], new Tensor(arena, [2]), "f32");
    expect(check).toThrow(ArgumentError);
    expect(check).toThrow(/must be a Tensor/);
  });
});

describe("expectSameMemory", () => {
  it("tells memories apart, not arenas; a disposed arena throws", async () => {
    const kernels = await openKernels();
    using a = new Arena(kernels);
    using stranger = await openArena();
    const b = new Arena(kernels),
      x = new Tensor(a, [1]),
      y = new Tensor(b, [1]);
    expectSameMemory("op", "y", y, x);
    expect(() => expectSameMemory("op", "z", new Tensor(stranger, [1]), x)).toThrow(/^op: z lives in another/);
    b.dispose();
    expect(() => expectSameMemory("op", "y", y, x)).toThrow(DisposedError);
  });
});

describe("expectDisjoint", () => {
  it("finds shared memory behind any shape and lets neighbours and empty tensors pass", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [2, 6]),
      empty = new Tensor(arena, [0]);
    for (const other of [x, x.reshape([12]), x.reshape([3, 4]).reshape([12, 1])]) {
      expect(() => expectDisjoint("op", x, other, "x and y")).toThrow("op: x and y must not overlap");
      expect(() => expectDisjoint("op", other, x, "x and y")).toThrow(ShapeError);
    }
    const neighbours = Array.from({ length: 20 }, (_, i) => new Tensor(arena, [i], i % 2 ? "u8" : "f32"));
    for (const a of neighbours) for (const b of neighbours) if (a !== b) expectDisjoint("op", a, b, "a and b");
    expectDisjoint("op", empty, x, "e and x");
    expectDisjoint("op", empty, empty, "e and e");
  });
});
