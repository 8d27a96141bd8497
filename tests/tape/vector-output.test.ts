import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { tanh } from "../../src/tape/activations.js";
import { squaredError } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";

/** One input, `units` vector units of three components, two examples. */
function units(arena: Arena, count: number) {
  const tape = new Tape(arena),
    weights = new Parameter("w", Tensor.from(arena, [count, 3, 1], new Array(3 * count).fill(2)));
  const x = tape.input([1, 2]);
  x.value.data.set([1, -1]);
  return { tape, weights, y: vectorLinear(x, weights) };
}

describe("vectorOutput", () => {
  it("gives the components in the unit's own memory, and its gradient is everybody's error", async () => {
    using arena = await openArena();
    const { tape, y } = units(arena, 1),
      { blocks } = arena.memory(),
      output = vectorOutput(y);
    expect(arena.memory().blocks).toBe(blocks);
    expect(output.gradient).toBe(y.error);
    tape.forward();
    expect(output.value.shape).toEqual([3, 2]);
    expect([...output.value.data]).toEqual([2, -2, 2, -2, 2, -2]);
  });

  it("credits its unit with 1, and the error is that of whatever reads the components", async () => {
    using arena = await openArena();
    const { tape, y, weights } = units(arena, 1),
      loss = squaredError(tanh(vectorOutput(y)), new Tensor(arena, [3, 2]));
    tape.forward();
    tape.backward(loss);
    // e = tanh(y)·(1 − tanh²(y)) / 2 examples, odd in y as x is
    const slope = Math.tanh(2) * (1 - Math.tanh(2) ** 2);
    expect([...y.gradient!.data]).toEqual([1, 1]);
    for (const e of y.error!.data) expect(Math.abs(e)).toBeCloseTo(slope / 2, 6);
    for (const g of weights.gradient.data) expect(g).toBeCloseTo(slope, 6);
  });

  it("refuses scalar units, several units, and a second output of one network", async () => {
    using arena = await openArena();
    const { tape, y } = units(arena, 1);
    expect(() => vectorOutput(tape.input([3, 2]))).toThrow(ArgumentError);
    expect(() => vectorOutput(units(arena, 2).y)).toThrow(/must be one vector unit/);
    const other = vectorLinear(y, new Parameter("v", new Tensor(arena, [1, 1])));
    vectorOutput(other);
    expect(() => vectorOutput(y)).toThrow(/the only output of its network/);
    expect(() => vectorOutput(other)).toThrow(/the only output of its network/);
    // Vectors that start elsewhere have an error of their own, so another network may stand on the same tape.
    vectorOutput(vectorLinear(tape.input([1, 2]), new Parameter("u", new Tensor(arena, [1, 3, 1]))));
    expect(tape.operations.filter(({ name }) => name === "vectorOutput")).toHaveLength(2);
  });
});
