import { describe, expect, it } from "vitest";
import { oneChoice } from "../../src/data/one-choice.js";
import { ArgumentError, MemoryError, ShapeError } from "../../src/errors.js";
import { spatialNetwork } from "../../src/models/sernn.js";
import { Random } from "../../src/random.js";
import { Tape } from "../../src/tape/tape.js";
import { fit } from "../../src/training/fit.js";
import { spatial } from "../../src/training/penalties/spatial.js";
import { openArena } from "../support.js";

describe("spatialNetwork", () => {
  it("has the paper's parameters and places", async () => {
    using arena = await openArena();
    const network = spatialNetwork(arena);
    expect(network.parameters.map(({ name, value, decays }) => [name, value.shape, decays])).toEqual([
      ["input", [100, 8], true],
      ["recurrent", [100, 100], true],
      ["bias", [100], false],
      ["readout", [4, 100], true],
      ["readoutBias", [4], false],
    ]);
    expect(network).toMatchObject({ inputs: 400, outputs: 4, steps: 50 });
    const [input, , bias, readout, readoutBias] = network.parameters.map(({ value }) => Array.from(value.data));
    expect([...bias!, ...readoutBias!].every((x) => x === 0)).toBe(true);
    for (const [values, fans] of [
      [input!, 108],
      [readout!, 104],
    ] as const) {
      const limit = Math.sqrt(6 / fans);
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.fround(limit));
      expect(Math.max(...values)).toBeGreaterThan(0.97 * limit);
    }
    expect(network.distances[1]).toBe(1);
    expect(network.distances.reduce((sum, d) => sum + d, 0)).toBeCloseTo(30271.04207895, 7);
  });

  it("starts with the sheet's cost: about 55 at γ = 1, Σ|W| about 800", async () => {
    using arena = await openArena();
    for (const seed of [1, 2, 3]) {
      const network = spatialNetwork(arena, { random: new Random(seed) }),
        { recurrent } = network.layer,
        cost = spatial({ strength: 1, distances: network.distances, parameters: "recurrent" });
      const value = cost.bind(arena, network.parameters).apply();
      expect(Math.abs(value - 55.1)).toBeLessThan(1);
      expect(Math.abs(recurrent.value.data.reduce((sum, w) => sum + Math.abs(w), 0) - 800)).toBeLessThan(8);
    }
  });

  it("sends from a column's unit to a row's", async () => {
    using arena = await openArena();
    const network = spatialNetwork(arena, { inputs: 1, steps: 2, lattice: [1, 1, 2], noise: 0 }),
      { input, recurrent } = network.layer,
      tape = new Tape(arena, { gradients: false }),
      x = tape.input([2, 1]),
      states = network.unroll(x);
    input.value.data.set([1, 0]);
    recurrent.value.data.set([0, 0, 5, 0]);
    x.value.data.set([1, 0]);
    tape.forward();
    expect(Array.from(states.value.data)).toEqual([1, 0, 0, 5]);
  });

  it("learns a short form of the task while its wiring gets shorter, to equal bits for a seed", async () => {
    using arena = await openArena();
    const { dataset } = oneChoice({ size: 256, goalSteps: 2, delaySteps: 1, choiceSteps: 2, random: new Random(1) }),
      weights: number[][] = [];
    for (let run = 0; run < 2; run++) {
      const network = spatialNetwork(arena, { steps: 5, lattice: [3, 3, 3], random: new Random(2) }),
        lengthOf = () => {
          const w = network.layer.recurrent.value.data.map(Math.abs),
            sum = (of: (at: number) => number) => w.reduce((total, x, at) => total + x * of(at), 0);
          return sum((at) => network.distances[at]!) / sum(() => 1);
        };
      const before = lengthOf(),
        { epochs } = await fit(network, dataset, {
          epochs: 25,
          batchSize: 32,
          penalties: [spatial({ strength: 0.05, distances: network.distances, parameters: "recurrent" })],
        });
      expect(epochs.at(-1)!.accuracy).toBeGreaterThan(0.95);
      expect(epochs.at(-1)!.penalty!).toBeLessThan(0.8 * epochs[0]!.penalty!);
      expect(lengthOf()).toBeLessThan(0.95 * before);
      weights.push(network.parameters.flatMap(({ value }) => Array.from(value.data)));
    }
    expect(weights[0]).toEqual(weights[1]);
  });

  it("refuses options out of their range, and leaves nothing behind where memory runs out", async () => {
    using arena = await openArena();
    for (const options of [
      { steps: 0 },
      { inputs: 1.5 },
      { outputs: 0 },
      { noise: -1 },
      { noise: Number.NaN },
      { lattice: [1, 2] as never },
      { lattice: [0, 2, 2] as const },
    ])
      expect(() => spatialNetwork(arena, options)).toThrow(ArgumentError);
    expect(() => spatialNetwork(arena).unroll(new Tape(arena).input([8, 4]))).toThrow(ShapeError);
    const { blocks } = arena.memory();
    expect(() => spatialNetwork(arena, { lattice: [40, 40, 40] })).toThrow(MemoryError);
    expect(arena.memory().blocks).toBe(blocks);
  });
});
