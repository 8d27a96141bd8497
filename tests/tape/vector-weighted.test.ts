import { describe, expect, it } from "vitest";
import { isWeightOperation } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { handVectorNetwork } from "./vectors.js";

/** Two units of two components and two examples above two inputs; the error is [[1, 2], [3, 4]]. */
const starts: Record<string, (arena: Arena) => ReturnType<typeof record>> = {
  scalars: (arena) => record(arena, [2, 2, 2], [1, 0, 0, 1, 1, 1, 2, 0]),
  vectors: (arena) => record(arena, [2, 2], [1, 2, 0, -1]),
};

function record(arena: Arena, shape: number[], values: number[]) {
  const tape = new Tape(arena),
    x = tape.input([2, 2], { gradient: true }),
    first = new Parameter("first", Tensor.from(arena, [2, 2, 2], [1, 0, 0, 1, 0, 1, 1, 0])),
    below = shape.length === 3 ? x : vectorLinear(x, first),
    weights = new Parameter("w", Tensor.from(arena, shape, values)),
    bias = new Parameter("b", Tensor.from(arena, [2, 2], [10, 20, 30, 40]));
  const h = vectorLinear(below, weights, bias);
  x.value.data.set([1, 2, 3, 4]);
  h.error!.data.set([1, 2, 3, 4]);
  tape.forward();
  return { tape, h, below, operation: tape.operations.filter(isWeightOperation).at(-1)! };
}

describe.each(Object.entries(starts))("weight operation above %s", (below, start) => {
  it("computes W·z + b for every component", async () => {
    using arena = await openArena();
    const { h } = start(arena);
    // Above scalars x = (1, 3), (2, 4). Above vectors z = ((1, 3), (3, 1)) and ((2, 4), (4, 2)).
    const expected =
      below === "scalars"
        ? [1 + 10, 2 + 10, 3 + 20, 4 + 20, 4 + 30, 6 + 30, 2 + 40, 4 + 40]
        : [7 + 10, 10 + 10, 5 + 20, 8 + 20, -3 + 30, -4 + 30, -1 + 40, -2 + 40];
    expect([...h.value.data]).toEqual(expected);
  });

  it("gives the gradient that a credit implies: written first, added within a sweep, written anew in the next", async () => {
    using arena = await openArena();
    const { tape, operation } = start(arena),
      credit = Tensor.from(arena, [2, 2], [1, 0, 2, -1]);
    // Credit times error: unit 0 has (1, 3), (0, 0), unit 1 has (2, 6), (−2, −4). Input dotted with error above vectors:
    // z₀ (1 + 9, 4 + 16) = (10, 20), z₁ (3 + 3, 8 + 8) = (6, 16).
    const weights = below === "scalars" ? [1, 3, 3, 9, -2, -2, -2, 2] : [10, 6, 0, -4];
    for (let sweep = 0; sweep < 2; sweep++) {
      tape.startSweep();
      for (const times of [1, 2]) {
        operation.weightGradient(credit);
        expect([...operation.weights.gradient.data]).toEqual(weights.map((value) => times * value));
        expect([...operation.bias!.gradient.data]).toEqual([1, 3, 0, 2].map((value) => times * value));
      }
    }
  });

  it("sends credit back through other values than the weights", async () => {
    using arena = await openArena();
    const { operation } = start(arena),
      credit = Tensor.from(arena, [2, 2], [1, 0, 2, -1]),
      into = Tensor.from(arena, [2, 2], [100, 100, 100, 100]),
      values = below === "scalars" ? [1, 2, 0, 0, 0, 1, 1, 0] : [1, 2, 3, 4],
      v = Tensor.from(arena, operation.weights.value.shape, values);
    // Vᵀ·credit above vectors; above scalars Σ_u Σ_k V[u,k,i] times the credit times the error above.
    const expected = below === "scalars" ? [1 + 6, -4, 2 + 2, -2] : [1 + 6, -3, 2 + 8, -4];
    operation.backproject(v, credit, into, true);
    expect([...into.data]).toEqual(expected.map((value) => value + 100));
    operation.backproject(v, credit, into, false);
    expect([...into.data]).toEqual(expected);
  });

  it("has a weight everywhere, and counts those of a component", async () => {
    using arena = await openArena();
    const { operation } = start(arena),
      ones = Tensor.from(arena, operation.weights.value.shape, new Array(operation.weights.value.size).fill(1));
    operation.confine(ones);
    expect([operation.fanIn, ones.data.every((value) => value === 1)]).toEqual([2, true]);
  });
});

it("weights used twice collect the credit of both places", async () => {
  using arena = await openArena();
  const tape = new Tape(arena),
    x = tape.input([2, 1]),
    weights = new Parameter("w", Tensor.from(arena, [2, 2], [1, 0, 0, 1])),
    start = vectorLinear(x, new Parameter("s", Tensor.from(arena, [2, 1, 2], [1, 0, 0, 1])));
  vectorLinear(vectorLinear(start, weights), weights);
  const [, first, second] = tape.operations.filter(isWeightOperation);
  x.value.data.set([1, 2]);
  start.error!.data.set([1]);
  tape.forward();
  tape.startSweep();
  first!.weightGradient(Tensor.from(arena, [2, 1], [1, 1]));
  second!.weightGradient(Tensor.from(arena, [2, 1], [10, 0]));
  expect([...weights.gradient.data]).toEqual([11, 22, 1, 2]);
});

it("a sweep's transport carries credit in the weights' place, but not into an input without credit", async () => {
  using arena = await openArena();
  const { tape, loss, parameters, h, z } = handVectorNetwork(arena);
  tape.forward();
  const seen: Parameter[] = [];
  tape.backward(loss, ({ weights, input, output, backproject }) => {
    seen.push(weights);
    const negated = Tensor.from(
      arena,
      weights.value.shape,
      weights.value.data.map((w) => -w),
    );
    backproject(negated, output.gradient!, input.gradient!, input.accumulates());
  });
  expect(seen).toEqual([parameters[2]!.weights, parameters[1]!.weights]);
  expect([...z[1]!.gradient!.data]).toEqual([...parameters[2]!.weights.value.data.map((w) => -w)]);
  expect([...h[0]!.gradient!.data].map((g) => Math.round(100 * g))).toEqual([33, 0, 48]);
});
