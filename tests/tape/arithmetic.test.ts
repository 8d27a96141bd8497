import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { relu, tanh } from "../../src/tape/activations.js";
import { add, addBias, multiply } from "../../src/tape/arithmetic.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape, parameter } from "./gradients.js";

describe.each([
  ["add", add],
  ["multiply", multiply],
] as const)("%s", (_, combine) => {
  it("has the gradient of its definition for two inputs", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      a = input(tape, random, [3, 5]),
      b = input(tape, random, [3, 5]);
    expectGradients(tape, lossOf(combine(a, b), random), [a, b]);
  });

  it("has it for one variable used twice, and for one used along two paths", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [2, 3]);
    expectGradients(tape, lossOf(combine(combine(x, x), combine(tanh(x), relu(x))), random), [x]);
  });

  it("refuses two shapes", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena);
    expect(() => combine(tape.input([2, 3]), tape.input([3, 2]))).toThrow(ShapeError);
  });
});

describe("addBias", () => {
  it("has the gradient of its definition, used twice and beside another use of its input", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [3, 5]),
      bias = parameter(arena, random, [3]);
    expectGradients(tape, lossOf(add(tanh(addBias(addBias(x, bias), bias)), x), random), [x, bias]);
  });

  it("refuses another bias", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    for (const shape of [[2], [3, 1], []])
      expect(() => addBias(tape.input([3, 5]), parameter(arena, random, shape))).toThrow(ShapeError);
  });
});
