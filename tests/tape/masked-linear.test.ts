import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { maskedLinear } from "../../src/tape/masked-linear.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Mask } from "../../src/tensor/mask.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape, parameter } from "./gradients.js";

const bits = [0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0];

describe("maskedLinear", () => {
  it("has the gradient of its definition inside the mask and exact zeros outside", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const mask = Mask.fromDense(arena, 3, 4, bits),
      w = parameter(arena, random, [3, 4]),
      b = parameter(arena, random, [3]),
      x = input(tape, random, [4, 5]);
    const loss = lossOf(maskedLinear(x, w, mask, b), random);
    expectGradients(tape, loss, [x, b]);
    tape.forward();
    tape.backward(loss);
    for (const [i, bit] of bits.entries()) {
      if (bit) expect(w.gradient.data[i]).not.toBe(0);
      else expect([w.value.data[i], w.gradient.data[i]]).toEqual([0, 0]);
    }
  });

  it("refuses a mask of another shape", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      mask = Mask.fromDense(arena, 3, 4, bits);
    expect(() => maskedLinear(tape.input([3, 2]), parameter(arena, random, [4, 3]), mask)).toThrow(ShapeError);
  });

  it("refuses weights that may not be 0", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena),
      mask = Mask.fromDense(arena, 3, 4, bits),
      weights = new Parameter("w", new Tensor(arena, [3, 4]), { minimum: 0.5 });
    expect(() => maskedLinear(tape.input([4, 2]), weights, mask)).toThrow(ArgumentError);
  });
});
