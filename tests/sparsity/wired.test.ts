import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { applyProposal, type Wired, wiredOf } from "../../src/sparsity/wired.js";
import { relu, tanh } from "../../src/tape/activations.js";
import { add, addBias, multiply } from "../../src/tape/arithmetic.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseLinear } from "../../src/tape/sparse-linear.js";
import { Tape } from "../../src/tape/tape.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena } from "../support.js";

describe("wiredOf", () => {
  it("finds the sparse matrices, what belongs to them, and what each unit makes of its input", async () => {
    using arena = await openArena();
    const network = new Sequential(arena, {
        inputs: 4,
        layers: [new SparseLinear(6, { density: 0.5 }), tanh, new Dropout(0.5), new Dense(5), new SparseLinear(2)],
        random: new Random(1),
      }),
      tape = new Tape(arena),
      output = network.record(tape.input([4, 3])),
      moments = new Map(
        ["sparseLinear0.weights/mean", "sparseLinear0.weights/a/mean", "sparseLinear0.bias/mean"].map((name) => [
          name,
          new Tensor(arena, [12]),
        ]),
      );
    const [first, last, ...others] = wiredOf({ ...network, tape, moments }) as [Wired, Wired];
    expect(others).toEqual([]);
    expect([first.name, last.name]).toEqual(["sparseLinear0.weights", "sparseLinear4.weights"]);
    expect(first.weights.value).toBe(first.matrix.values);
    expect(first.companions).toEqual([first.weights.gradient, moments.get("sparseLinear0.weights/mean")]);
    expect(first.uses[0]!.activity).toBe(tape.operations[1]!.output); // after tanh, before dropout
    expect(last.uses).toEqual([{ input: tape.operations[3]!.output, output, activity: output }]);
    expect(wiredOf(network).map(({ uses, companions }) => [uses, companions.length])).toEqual([
      [[], 1],
      [[], 1],
    ]);
  });

  it("follows sums and products of units, and stops where two look at the preactivation", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 2, 2, [1, 0, 0, 1]),
      weights = new Parameter("w", matrix.values),
      bias = new Parameter("b", new Tensor(arena, [2])),
      tape = new Tape(arena),
      x = tape.input([2, 3]);
    const once = relu(multiply(addBias(add(x, sparseLinear(x, matrix, weights)), bias), x)),
      again = sparseLinear(once, matrix, weights);
    const [layer] = wiredOf({ parameters: [bias, weights], tape }) as [Wired];
    expect(layer.uses.map(({ activity }) => activity)).toEqual([once, again]);
    relu(again);
    tanh(again);
    expect(wiredOf({ parameters: [weights], tape })[0]!.uses[1]!.activity).toBe(again);
  });
});

describe("applyProposal", () => {
  const layerOf = (matrix: CsrMatrix, range = {}): Wired => {
    const weights = new Parameter("w", matrix.values, range);
    return { name: "w", matrix, weights, companions: [weights.gradient], uses: [] };
  };

  it("moves gradients along, and keeps new weights in their range", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 2, 3, [1, 2, 0, 0, 3, 0]),
      layer = layerOf(matrix, { minimum: 0.5, maximum: 4 });
    layer.weights.gradient.data.set([4, 5, 6]);
    applyProposal(layer, { dropped: Int32Array.of(0, 2), grown: Float64Array.of(2, 3) });
    expect([...matrix.toDense()]).toEqual([0, 2, 0.5, 0.5, 0, 0]);
    expect([...layer.weights.gradient.data]).toEqual([5, 0, 0]);
    applyProposal(layer, { dropped: Int32Array.of(0), grown: Float64Array.of(5), values: Float32Array.of(9) });
    expect([...matrix.toDense()]).toEqual([0, 0, 0.5, 0.5, 0, 4]);
    applyProposal(layer, { dropped: Int32Array.of(0, 1), grown: Float64Array.of() });
    expect([matrix.nnz, layer.weights.value.size, layer.weights.gradient.size]).toEqual([1, 1, 1]);
  });

  it("changes nothing when the proposal is wrong", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 1, 3, [1, 2, 0]),
      layer = layerOf(matrix);
    expect(() => applyProposal(layer, { dropped: Int32Array.of(0), grown: Float64Array.of(1) })).toThrow(ArgumentError);
    expect([...matrix.toDense()]).toEqual([1, 2, 0]);
  });
});
