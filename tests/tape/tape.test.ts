import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { relu, tanh } from "../../src/tape/activations.js";
import { add } from "../../src/tape/arithmetic.js";
import { linear } from "../../src/tape/linear.js";
import type { Operation } from "../../src/tape/operation.js";
import { Tape } from "../../src/tape/tape.js";
import { Variable } from "../../src/tape/variable.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
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

  it("knows which operation computes a variable", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const x = tape.input([3, 2]),
      h = linear(x, parameter(arena, random, [2, 3])),
      y = relu(h);
    expect([tape.producer(x), tape.producer(h), tape.producer(y)]).toEqual([undefined, ...tape.operations]);
    expect(tape.producer(new Tape(arena).input([3, 2]))).toBeUndefined();
  });

  it("starts the sweeps of a variable it adopts", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      value = new Tensor(arena, [2]),
      mine = tape.adopt(new Variable(tape, value, value)),
      other = new Variable(tape, value, value);
    for (const variable of [mine, other]) variable.accumulates();
    tape.startSweep();
    expect([mine.written, other.written]).toEqual([false, true]);
  });

  it("ends a sweep with zeros for the parameters that it did not reach", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const x = tape.input([3, 2]),
      [reached, missed] = [parameter(arena, random, [2, 3]), parameter(arena, random, [2, 3])];
    linear(x, reached);
    linear(x, missed);
    for (const { gradient } of [reached, missed]) gradient.data.fill(7);
    tape.startSweep();
    reached.accumulates();
    tape.endSweep();
    expect([...reached.gradient.data, ...missed.gradient.data]).toEqual([7, 7, 7, 7, 7, 7, 0, 0, 0, 0, 0, 0]);
  });

  it("refuses to record what reads an overwritten variable, or vectors that it does not understand", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      x = tape.input([2, 3]),
      vectors = tape.adopt(new VectorVariable(tape, new Tensor(arena, [2, 4, 3])));
    const reads = (input: Variable): Operation => ({
      name: "reads",
      inputs: [input],
      parameters: [],
      output: tape.result([2, 3]),
      forward() {},
      backward() {},
    });
    expect(() => tape.record(reads(vectors))).toThrow(/reads: input is .*, must be scalar units/);
    expect(tape.record({ ...reads(vectors), vectors: true }).name).toBe("reads");
    for (const variable of [x, vectors]) {
      variable.overwritten = true;
      expect(() => tape.record({ ...reads(variable), vectors: true })).toThrow(/works in its memory/);
    }
    expect(tape.operations).toHaveLength(1);
  });
});
