import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { relu } from "../../src/ops/elementwise.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/elementwise.js";
import { openArena, variants } from "../support.js";

const values = fc.array(fc.float({ noNaN: true }), { maxLength: 70 });

describe("relu", () => {
  it.each(variants)("%s build equals the definition for every length, in place and out of place", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(values, (x) => {
        const input = Tensor.from(arena, [x.length], x),
          output = new Tensor(arena, [x.length]);
        relu(input, output);
        expect([...output.data]).toEqual(x.map(reference.relu));
        relu(input, input);
        expect([...input.data]).toEqual(x.map(reference.relu));
        input.dispose();
        output.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("refuses another shape", async () => {
    using arena = await openArena();
    expect(() => relu(new Tensor(arena, [2, 3]), new Tensor(arena, [3, 2]))).toThrow(ShapeError);
  });
});
