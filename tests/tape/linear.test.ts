import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { relu } from "../../src/tape/activations.js";
import { add } from "../../src/tape/arithmetic.js";
import { linear } from "../../src/tape/linear.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape, parameter } from "./gradients.js";

describe("linear", () => {
  it("computes W·x + b", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const w = parameter(arena, random, [2, 3]),
      b = parameter(arena, random, [2]),
      x = tape.input([3, 2]);
    w.value.data.set([1, 2, 3, 4, 5, 6]);
    b.value.data.set([10, 20]);
    x.value.data.set([1, 0, 0, 1, -1, 0]);
    const y = linear(x, w, b);
    tape.forward();
    expect([...y.value.data]).toEqual([1 - 3 + 10, 2 + 10, 4 - 6 + 20, 5 + 20]);
  });

  it.each([true, false])("has the gradient of its definition, bias %s", async (withBias) => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const w = parameter(arena, random, [4, 3]),
      b = parameter(arena, random, [4]),
      x = input(tape, random, [3, 5]);
    const y = withBias ? linear(x, w, b) : linear(x, w);
    expectGradients(tape, lossOf(y, random), withBias ? [x, w, b] : [x, w]);
  });

  it("sums the gradients of weights that are used several times", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const w = parameter(arena, random, [3, 3]),
      b = parameter(arena, random, [3]),
      x = input(tape, random, [3, 2]);
    const once = linear(x, w, b);
    expectGradients(tape, lossOf(add(linear(relu(once), w, b), once), random), [x, w, b]);
  });

  it("refuses what does not fit", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      w = parameter(arena, random, [2, 3]);
    expect(() => linear(tape.input([4, 2]), w)).toThrow(ShapeError);
    expect(() => linear(tape.input([3]), w)).toThrow(ShapeError);
    expect(() => linear(tape.input([3, 2]), parameter(arena, random, [6]))).toThrow(ShapeError);
    expect(() => linear(tape.input([3, 2]), w, parameter(arena, random, [3]))).toThrow(ShapeError);
    expect(() => linear(tape.input([3, 2]), w, w)).toThrow(ShapeError);
    expect(tape.operations).toHaveLength(0);
  });
});
