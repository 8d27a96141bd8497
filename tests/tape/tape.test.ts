import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { relu, tanh } from "../../src/tape/activations.js";
import { add } from "../../src/tape/arithmetic.js";
import { linear } from "../../src/tape/linear.js";
import { Tape } from "../../src/tape/tape.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape, parameter } from "./gradients.js";

describe("Tape", () => {
  it("differentiates a small network", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena, 4);
    const w1 = parameter(arena, random, [5, 3]),
      b1 = parameter(arena, random, [5]),
      w2 = parameter(arena, random, [2, 5]),
      x = input(tape, random, [3, 4]);
    expectGradients(tape, lossOf(linear(tanh(linear(x, w1, b1)), w2), random), [x, w1, b1, w2]);
  });

  it("replays without allocating", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const w = parameter(arena, random, [5, 3]),
      loss = lossOf(relu(linear(tape.input([3, 4]), w)), random);
    const before = arena.memory();
    for (let i = 0; i < 10; i++) {
      tape.forward();
      tape.backward(loss);
    }
    expect(arena.memory()).toEqual(before);
  });

  it("sweeps from the loss it is given and leaves what that loss does not depend on at zero", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const x = input(tape, random, [3, 2]),
      a = parameter(arena, random, [2, 3]),
      b = parameter(arena, random, [2, 3]);
    const lossA = lossOf(linear(x, a), random),
      lossB = lossOf(linear(x, b), random);
    tape.forward();
    tape.backward(lossA);
    const gradientOfA = a.gradient.data.slice();
    expect(gradientOfA.some((value) => value !== 0)).toBe(true);
    tape.backward(lossB);
    expect(a.gradient.data.every((value) => value === 0)).toBe(true);
    expect(b.gradient.data.some((value) => value !== 0)).toBe(true);
    tape.backward(lossA);
    expect(a.gradient.data).toEqual(gradientOfA);
    expectGradients(tape, lossB, [x, b]);
  });

  it("passes credit through what it is given instead of the weights", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const w = parameter(arena, random, [2, 3]),
      x = input(tape, random, [3, 4]),
      loss = lossOf(linear(x, w), random);
    tape.forward();
    tape.backward(loss, ({ weights, input: below }) => {
      expect([weights, below.accumulates()]).toEqual([w, false]);
      below.gradient!.data.fill(7);
    });
    expect(x.gradient!.data.every((value) => value === 7)).toBe(true);
  });

  it("shares parameters with other tapes", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const w = parameter(arena, random, [2, 3]);
    linear(tape.input([3, 4]), w);
    const other = new Tape(arena, { gradients: false });
    const y = linear(other.input([3, 1]), w);
    expect(other.parameters).toEqual(tape.parameters);
    expect(y.gradient).toBeUndefined();
  });

  it("refuses variables and losses of another tape, and sweeps without gradients", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      other = new Tape(arena, { gradients: false });
    expect(() => add(tape.input([2, 2]), other.input([2, 2]))).toThrow(ArgumentError);
    const loss = lossOf(relu(other.input([2, 2])), random);
    expect(() => tape.backward(loss)).toThrow(ArgumentError);
    expect(() => other.backward(loss)).toThrow(ArgumentError);
  });
});
