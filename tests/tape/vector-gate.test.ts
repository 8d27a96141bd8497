import { describe, expect, it } from "vitest";
import { ArgumentError, NeuriteError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { relu, tanh } from "../../src/tape/activations.js";
import { add, multiply } from "../../src/tape/arithmetic.js";
import { dropout } from "../../src/tape/dropout.js";
import { linear } from "../../src/tape/linear.js";
import { softmaxCrossEntropy, squaredError } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { handLayers, handVectorNetwork } from "./vectors.js";

/** Preactivations of `units` vector units of two components above one scalar, for three examples. */
function preactivation(arena: Arena, units: number) {
  const tape = new Tape(arena),
    weights = new Parameter("w", new Tensor(arena, [units, 2, 1]));
  return { tape, weights, h: vectorLinear(tape.input([1, 3]), weights) };
}

const filled = (arena: Arena, ...shape: number[]) =>
  Tensor.from(arena, shape, new Array(shape.reduce((a, b) => a * b)).fill(1));

describe("vectorGate", () => {
  it("works in the preactivation's memory and keeps credit apart", async () => {
    using arena = await openArena();
    const { h } = preactivation(arena, 4),
      z = vectorGate(h, filled(arena, 4, 2));
    expect(z.value).toBe(h.value);
    expect(z.error).toBe(h.error);
    expect(z.gradient).not.toBe(h.gradient);
    expect([h.overwritten, z.overwritten]).toEqual([true, false]);
  });

  it("gates anew at every replay", async () => {
    using arena = await openArena();
    const { tape, weights, h } = preactivation(arena, 1);
    const z = vectorGate(h, filled(arena, 1, 2));
    tape.operations[0]!.inputs[0]!.value.data.set([1, 2, 3]);
    for (const [w, expected] of [
      [
        [1, -2],
        [0, 0, 0, 0, 0, 0],
      ],
      [
        [2, -1],
        [2, 4, 6, -1, -2, -3],
      ],
      [
        [1, -2],
        [0, 0, 0, 0, 0, 0],
      ],
    ] as const) {
      weights.value.data.set(w);
      tape.forward();
      expect([...z.value.data]).toEqual(expected);
    }
  });

  it("takes one direction for units that share it", async () => {
    using arena = await openArena();
    const { tape, weights, h } = preactivation(arena, 4);
    const z = vectorGate(h, Tensor.from(arena, [2, 2], [1, 1, -1, -1]));
    weights.value.data.fill(1);
    tape.operations[0]!.inputs[0]!.value.data.fill(1);
    tape.forward();
    expect([...z.value.data].filter((_, i) => i % 6 === 0)).toEqual([1, 0, 1, 0]);
  });

  it("passes no credit through a shut gate, and no update reaches its unit", async () => {
    using arena = await openArena();
    const { tape, loss, parameters } = handVectorNetwork(arena);
    tape.forward();
    tape.backward(loss);
    const { weights, bias } = parameters[0]!;
    expect([...weights.gradient.data.slice(4, 8), ...bias.gradient.data.slice(2, 4)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([0, 1, 2, 3].every((i) => weights.gradient.data[i] !== 0)).toBe(true);
  });

  it("refuses a preactivation that something else reads, before or after it", async () => {
    using arena = await openArena();
    const above = (units: number) => new Parameter("a", new Tensor(arena, [2, units]));
    const before = preactivation(arena, 4);
    vectorLinear(before.h, above(4));
    expect(() => vectorGate(before.h, filled(arena, 4, 2))).toThrow(/h is .*, must be read by nothing else/);
    const after = preactivation(arena, 4);
    vectorGate(after.h, filled(arena, 4, 2));
    for (const read of [() => vectorGate(after.h, filled(arena, 4, 2)), () => vectorLinear(after.h, above(4))])
      expect(read).toThrow(ArgumentError);
    const single = preactivation(arena, 1);
    vectorOutput(single.h);
    expect(() => vectorGate(single.h, filled(arena, 1, 2))).toThrow(ArgumentError);
    const gated = preactivation(arena, 1);
    vectorGate(gated.h, filled(arena, 1, 2));
    expect(() => vectorOutput(gated.h)).toThrow(/before the operation that works in its memory/);
    for (const { tape, operations } of [before, after, single, gated].map(({ tape: t }) => ({
      tape: t,
      operations: t.operations.length,
    }))) {
      expect(operations).toBe(2);
      tape.forward();
    }
  });

  it("refuses scalar units and directions that do not fit", async () => {
    using arena = await openArena();
    using other = await openArena();
    const { tape, h } = preactivation(arena, 4);
    expect(() => vectorGate(tape.input([4, 3]), filled(arena, 4, 2))).toThrow(ArgumentError);
    for (const directions of [
      filled(arena, 3, 2),
      filled(arena, 8, 2),
      filled(arena, 4, 3),
      filled(arena, 8),
      filled(arena, 4, 2, 1),
      filled(other, 4, 2),
      new Tensor(arena, [0, 2]),
      new Tensor(arena, [4, 2], "i32") as unknown as Tensor,
    ])
      expect(() => vectorGate(h, directions), String(directions.shape)).toThrow(ShapeError);
    expect(() => vectorGate(h, undefined as unknown as Tensor)).toThrow(ArgumentError);
    expect(tape.operations).toHaveLength(1);
    expect(h.overwritten).toBe(false);
  });
});

it("scalar operations refuse vector units", async () => {
  using arena = await openArena();
  const { tape, h } = preactivation(arena, 4),
    weights = new Parameter("w", new Tensor(arena, [2, 4]));
  for (const use of [
    () => relu(h),
    () => tanh(h),
    () => add(h, h),
    () => multiply(h, h),
    () => dropout(h, 0.5, new Random(1)),
    () => linear(h, weights),
    () => squaredError(h, h.value),
    () => softmaxCrossEntropy(h, new Tensor(arena, [3], "i32")),
  ])
    expect(use, String(use)).toThrow(NeuriteError);
  expect(() => relu(h)).toThrow(/must be scalar units/);
  expect(tape.operations).toHaveLength(1);
});

it("directions stay what they were", async () => {
  using arena = await openArena();
  const { tape, loss, parameters } = handVectorNetwork(arena);
  tape.forward();
  tape.backward(loss);
  expect([...parameters[0]!.directions!.data]).toEqual(handLayers[0]!.directions);
  expect(tape.parameters).toEqual(parameters.flatMap(({ weights, bias }) => [weights, bias]));
});
