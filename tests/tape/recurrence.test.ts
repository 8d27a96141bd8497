import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { fillUniform } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { add } from "../../src/tape/arithmetic.js";
import { linear } from "../../src/tape/linear.js";
import { softmaxCrossEntropy } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { rectifiedRecurrence } from "../../src/tape/recurrence.js";
import { rows } from "../../src/tape/rows.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";

const [steps, inputs, units, batch] = [4, 3, 6, 5];

function parametersOf(arena: Arena, size = 1) {
  const random = new Random(7),
    draw = (name: string, shape: number[]) =>
      new Parameter(name, fillUniform(random.stream(name), new Tensor(arena, shape), -size, size));
  return {
    input: draw("input", [units, inputs]),
    recurrent: draw("recurrent", [units, units]),
    bias: draw("bias", [units]),
    readout: draw("readout", [2, units]),
  };
}

type Parameters = ReturnType<typeof parametersOf>;
type Unroll = (x: Variable, parameters: Parameters) => Variable;

const fused: Unroll = (x, parameters) => rows(rectifiedRecurrence(x, parameters, steps), (steps - 1) * units, units);

/** The same from operations that are tested elsewhere. */
const spelledOut: Unroll = (x, { input, recurrent, bias }) => {
  let state: Variable | undefined;
  for (let t = 0; t < steps; t++) {
    const drive = linear(rows(x, t * inputs, inputs), input, bias);
    state = relu(state ? add(drive, linear(state, recurrent)) : drive);
  }
  return state!;
};

function sweep(arena: Arena, unroll: Unroll, { size = 1, twice = false } = {}) {
  const tape = new Tape(arena),
    parameters = parametersOf(arena, size),
    x = tape.input([steps * inputs, batch], { gradient: true });
  fillUniform(new Random(3), x.value, -1, 1);
  let output = linear(unroll(x, parameters), parameters.readout);
  if (twice) output = add(output, linear(unroll(x, parameters), parameters.readout));
  const loss = softmaxCrossEntropy(output, Tensor.from(arena, [batch], [0, 1, 1, 0, 1], "i32"));
  tape.forward();
  tape.backward(loss);
  const allocations = arena.memory().allocations;
  tape.forward();
  tape.backward(loss);
  expect(arena.memory().allocations).toBe(allocations);
  const found: Record<string, number[]> = { output: Array.from(output.value.data), x: Array.from(x.gradient!.data) };
  for (const [name, { gradient }] of Object.entries(parameters)) found[name] = Array.from(gradient.data);
  return found;
}

describe("rectifiedRecurrence", () => {
  it.each([{ twice: false }, { twice: true }])(
    "has value and gradients of its steps spelled out, %o",
    async (options) => {
      using arena = await openArena();
      const got = sweep(arena, fused, options),
        want = sweep(arena, spelledOut, options);
      expect(Object.keys(got)).toEqual(Object.keys(want));
      for (const [name, values] of Object.entries(want)) {
        const size = Math.max(...values.map(Math.abs));
        expect(size).toBeGreaterThan(1e-4);
        for (const [at, value] of values.entries()) expect(Math.abs(got[name]![at]! - value)).toBeLessThan(1e-5 * size);
      }
    },
  );

  it("gives the states of all steps, from zero on", async () => {
    using arena = await openArena();
    const tape = new Tape(arena, { gradients: false }),
      one = (name: string, shape: number[], value: number) => new Parameter(name, Tensor.from(arena, shape, [value])),
      x = tape.input([3, 1]),
      states = rectifiedRecurrence(
        x,
        { input: one("v", [1, 1], 2), recurrent: one("w", [1, 1], -3), bias: one("b", [1], 0.5) },
        3,
      );
    x.value.data.set([1, 4, 1]);
    tape.forward();
    // 2·1 + ½; 2·4 − 3·2½ + ½; 2·1 − 3·1 + ½ < 0
    expect(Array.from(states.value.data)).toEqual([2.5, 1, 0]);
  });

  it("passes on no errors below 2⁻¹⁰⁰", async () => {
    using arena = await openArena();
    const { x, input, recurrent, bias } = sweep(arena, fused, { size: 2 ** -26 });
    // Readout and three steps back are factors of 2⁻²⁶ and less: the first step has no error that counts.
    expect(Math.max(...bias!.map(Math.abs))).toBeGreaterThan(0);
    expect(Math.max(...x!.slice(0, inputs * batch).map(Math.abs))).toBe(0);
    expect([...input!, ...recurrent!].every(Number.isFinite)).toBe(true);
  });

  it("refuses what does not fit", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      parameters = parametersOf(arena),
      x = tape.input([steps * inputs, batch]);
    for (const count of [0, 1.5, -1]) expect(() => rectifiedRecurrence(x, parameters, count)).toThrow(ArgumentError);
    expect(() => rectifiedRecurrence(x, parameters, 3)).toThrow(/x is \[12,5\], must be \[3 · 3, batch\]/);
    const bad = new Parameter("w", new Tensor(arena, [units, units + 1]));
    expect(() => rectifiedRecurrence(x, { ...parameters, recurrent: bad }, steps)).toThrow(ShapeError);
    expect(() => rectifiedRecurrence(x, { ...parameters, bias: bad }, steps)).toThrow(ShapeError);
    expect(() => rectifiedRecurrence(x, { ...parameters, input: parameters.bias }, steps)).toThrow(ShapeError);
    expect(tape.operations).toHaveLength(0);
  });
});
