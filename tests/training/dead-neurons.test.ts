import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { patternFromDense } from "../../src/sparsity/pattern.js";
import { applyProposal, wiredOf } from "../../src/sparsity/wired.js";
import { relu, tanh } from "../../src/tape/activations.js";
import { deadNeuronRate } from "../../src/training/dead-neurons.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena, openKernels } from "../support.js";

const samples = (inputs: readonly number[], features: number) =>
  new Dataset({ inputs: Float32Array.from(inputs), features });

describe("deadNeuronRate", () => {
  it("of the sheet's activations is 7/12", async () => {
    using arena = await openArena();
    const eye = patternFromDense(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]),
      network = new Sequential(arena, {
        inputs: 3,
        layers: [new SparseLinear(3, { pattern: eye }), relu, new Dense(2)],
      });
    network.parameters[0]!.value.data.fill(1);
    const data = samples([0, 1.2, 0, 0.3, 0, -1, 0, 0.5, 0, 0.1, 0.2, -3], 3);
    for (const batchSize of [1, 2, 3, 4, 9])
      expect(deadNeuronRate(network, data, { batchSize })).toEqual({ rate: 7 / 12, layers: [7 / 12] });
    expect(deadNeuronRate(network, data).rate).toBe(7 / 12);
  });

  it("pools all rectified layers, dropout off, whatever the batches", async () => {
    using arena = await openArena();
    const random = new Random(3),
      network = new Sequential(arena, {
        inputs: 8,
        layers: [new Dense(30), relu, new Dropout(0.5), new Dense(7), relu, new Dense(5), tanh, new Dense(2)],
        random,
      }),
      size = 301,
      inputs = Array.from({ length: size * 8 }, () => random.uniform() - 0.5),
      { rate, layers } = deadNeuronRate(network, samples(inputs, 8));
    // The definition, in plain loops; no preactivation lies near enough to 0 to differ in sign.
    const [w1, b1, w2, b2] = network.parameters.map(({ value }) => value.data) as Float32Array[];
    const rectified = (x: readonly number[], w: Float32Array, b: Float32Array) =>
      Array.from(b, (bias, i) =>
        Math.max(
          0,
          x.reduce((sum, v, j) => sum + v * w[i * x.length + j]!, bias),
        ),
      );
    let first = 0,
      second = 0;
    for (let k = 0; k < size; k++) {
      const h = rectified(inputs.slice(8 * k, 8 * k + 8), w1!, b1!);
      first += h.filter((v) => v === 0).length;
      second += rectified(h, w2!, b2!).filter((v) => v === 0).length;
    }
    expect(layers).toEqual([first / (30 * size), second / (7 * size)]);
    expect(rate).toBe((first + second) / (37 * size));
    expect(deadNeuronRate(network, samples(inputs, 8), { batchSize: 17 }).rate).toBe(rate);
  });

  it("cannot rise in a layer that loses negative weights, for inputs that are not negative", async () => {
    const kernels = await openKernels(),
      { Arena } = await import("../../src/wasm/arena.js");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
        using arena = new Arena(kernels);
        const random = new Random(seed),
          network = new Sequential(arena, {
            inputs: 12,
            layers: [new SparseLinear(9, { density: 0.7 }), relu],
            random,
          }),
          // Eighths, as the inputs: sums are exact, so order is no matter.
          weights = network.parameters[0]!.value.data;
        for (let i = 0; i < weights.length; i++) weights[i] = (random.integer(17) - 8) / 8;
        const data = samples(
            Array.from({ length: 12 * 40 }, () => random.integer(9) / 8),
            12,
          ),
          outputs = () => network.predict(data.inputs).outputs,
          before = deadNeuronRate(network, data).rate,
          h = outputs(),
          [layer] = wiredOf(network) as [ReturnType<typeof wiredOf>[number]];
        const dropped = Int32Array.from(weights.keys()).filter((i) => weights[i]! < 0 && random.uniform() < share);
        applyProposal(layer, { dropped, grown: new Float64Array(0) });
        expect(deadNeuronRate(network, data).rate).toBeLessThanOrEqual(before);
        expect(outputs().some((v, i) => v < h[i]!)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("refuses a network without rectifiers, data that do not fit, an empty set and bad batches", async () => {
    using arena = await openArena();
    const network = new Sequential(arena, { inputs: 2, layers: [new Dense(3), relu] }),
      bytes = arena.memory().bytesInUse;
    expect(() => deadNeuronRate(network, samples([1, 2, 3], 3))).toThrow(ShapeError);
    expect(() => deadNeuronRate(network, samples([], 2))).toThrow(ArgumentError);
    for (const batchSize of [0, 1.5, Number.NaN])
      expect(() => deadNeuronRate(network, samples([1, 2], 2), { batchSize })).toThrow(ArgumentError);
    const plain = new Sequential(arena, { inputs: 2, layers: [new Dense(3), tanh] });
    expect(() => deadNeuronRate(plain, samples([1, 2], 2))).toThrow(/relu/);
    plain.parameters.forEach(({ value, gradient }) => {
      value.dispose();
      gradient.dispose();
    });
    expect(arena.memory().bytesInUse).toBe(bytes);
    expect(() => deadNeuronRate([] as never, samples([1], 1))).toThrow(ArgumentError);
    expect(() => deadNeuronRate(network, [[1, 2]] as never)).toThrow(ArgumentError);
  });
});
