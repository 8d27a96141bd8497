import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { linear } from "../../src/tape/linear.js";
import { maskedLinear } from "../../src/tape/masked-linear.js";
import { isWeightOperation } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseLinear } from "../../src/tape/sparse-linear.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Mask } from "../../src/tensor/mask.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";

/** W = [[1, 0, 2], [0, 3, 0]] in each storage; the dense one stores its zeros. */
const dense = [1, 0, 2, 0, 3, 0];
const storages: Record<string, (arena: Arena, x: Variable, bias: Parameter) => void> = {
  linear: (arena, x, bias) => void linear(x, new Parameter("w", Tensor.from(arena, [2, 3], dense)), bias),
  maskedLinear: (arena, x, bias) =>
    void maskedLinear(
      x,
      new Parameter("w", Tensor.from(arena, [2, 3], dense)),
      Mask.fromDense(arena, 2, 3, dense),
      bias,
    ),
  sparseLinear(arena, x, bias) {
    const matrix = CsrMatrix.fromDense(arena, 2, 3, dense);
    sparseLinear(x, matrix, new Parameter("w", matrix.values), bias);
  },
};

describe.each(Object.entries(storages))("weight operation of %s", (name, build) => {
  const record = (arena: Arena) => {
    const tape = new Tape(arena),
      x = tape.input([3, 2], { gradient: true });
    x.value.data.set([1, 2, 3, 4, 5, 6]);
    build(arena, x, new Parameter("b", Tensor.from(arena, [2], [10, 20])));
    return { tape, x, operation: tape.operations.filter(isWeightOperation)[0]! };
  };

  it("computes W·x + b", async () => {
    using arena = await openArena();
    const { tape, operation } = record(arena);
    tape.forward();
    expect([...operation.output.value.data]).toEqual([21, 24, 29, 32]);
  });

  it("gives the gradient that an error implies: written first, added within a sweep, written anew in the next", async () => {
    using arena = await openArena();
    const { tape, operation } = record(arena),
      error = Tensor.from(arena, [2, 2], [1, 2, 3, 4]);
    // error·xᵀ = [[5, 11, 17], [11, 25, 39]]
    const once = { linear: [5, 11, 17, 11, 25, 39], maskedLinear: [5, 0, 17, 0, 25, 0], sparseLinear: [5, 17, 25] }[
      name
    ]!;
    const gradients = () => [[...operation.weights.gradient.data], [...operation.bias!.gradient.data]];
    for (let sweep = 0; sweep < 2; sweep++) {
      tape.startSweep();
      operation.weightGradient(error);
      expect(gradients()).toEqual([once, [3, 7]]);
      operation.weightGradient(error);
      expect(gradients()).toEqual([once.map((value) => 2 * value), [6, 14]]);
    }
  });

  it("sends an error back through other values than the weights", async () => {
    using arena = await openArena();
    const { operation } = record(arena),
      error = Tensor.from(arena, [2, 2], [1, 2, 3, 4]),
      into = Tensor.from(arena, [3, 2], new Array(6).fill(100));
    // V = [[2, 0, −1], [0, 1, 0]]: Vᵀ·error = [[2, 4], [3, 4], [−1, −2]]
    const values = name === "sparseLinear" ? [2, -1, 1] : [2, 0, -1, 0, 1, 0];
    const v = Tensor.from(arena, operation.weights.value.shape, values);
    operation.backproject(v, error, into, true);
    expect([...into.data]).toEqual([102, 104, 103, 104, 99, 98]);
    operation.backproject(v, error, into, false);
    expect([...into.data]).toEqual([2, 4, 3, 4, -1, -2]);
    expect(() => operation.backproject(v, into, into, false)).toThrow(ShapeError);
  });

  it("knows where weights exist", async () => {
    using arena = await openArena();
    const { operation } = record(arena),
      ones = Tensor.from(arena, operation.weights.value.shape, new Array(operation.weights.value.size).fill(1));
    operation.confine(ones);
    const left = ones.data.reduce((sum, value) => sum + value, 0);
    expect([operation.fanIn, left]).toEqual(name === "linear" ? [3, 6] : [1.5, 3]);
  });
});

it("a parameter used twice collects the credit of both places", async () => {
  using arena = await openArena();
  const tape = new Tape(arena),
    x = tape.input([2, 1]),
    weights = new Parameter("w", Tensor.from(arena, [2, 2], [1, 0, 0, 1]));
  linear(linear(x, weights), weights);
  const [first, second] = tape.operations.filter(isWeightOperation);
  x.value.data.set([1, 2]);
  tape.forward();
  tape.startSweep();
  first!.weightGradient(Tensor.from(arena, [2, 1], [1, 1]));
  second!.weightGradient(Tensor.from(arena, [2, 1], [10, 0]));
  expect([...weights.gradient.data]).toEqual([11, 22, 1, 2]);
  expect(tape.parameters).toEqual([weights]);
});

it("refuses an input or a bias of another width", async () => {
  using arena = await openArena();
  const tape = new Tape(arena),
    weights = new Parameter("w", new Tensor(arena, [2, 3]));
  expect(() => linear(tape.input([2, 4]), weights)).toThrow(ShapeError);
  expect(() => linear(tape.input([3]), weights)).toThrow(ShapeError);
  expect(() => linear(tape.input([3, 4]), weights, new Parameter("b", new Tensor(arena, [3])))).toThrow(ShapeError);
});
