import { describe, expect, it } from "vitest";
import { ActiveDendrites, type ActiveDendritesOptions } from "../../src/dendrites/active-dendrites.js";
import { kWinners } from "../../src/dendrites/k-winners.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";

const bind = (arena: Arena, units: number, options: ActiveDendritesOptions, features = 12, seed = 1) =>
  new ActiveDendrites(units, options).bind({ arena, name: "layer", features, random: new Random(seed) });

describe("ActiveDendrites", () => {
  it("connects every unit to exactly half of its inputs, and starts from the specification's ranges", async () => {
    using arena = await openArena("simd", [dendrites]);
    const { parameters, features } = bind(arena, 300, { segments: 4, contextSize: 50, inputActivity: 0.05 }, 40);
    expect(features).toBe(300);
    expect(parameters.map(({ name, value, decays }) => [name, [...value.shape], decays])).toEqual([
      ["layer.weights", [300 * 20], true],
      ["layer.bias", [300], false],
      ["layer.segments", [300, 4, 50], true],
    ]);
    const [weights, bias, segments] = parameters.map(({ value }) => [...value.data]);
    for (const [values, range] of [
      [weights!, 1 / Math.sqrt(0.05 * 0.5 * 40)],
      [segments!, 1 / Math.sqrt(0.1 * 50)],
    ] as const) {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      // Of n draws all lie below 0.99 of the range with probability 0.99^n.
      expect(largest).toBeLessThanOrEqual(Math.fround(range));
      expect(largest).toBeGreaterThan(0.99 * range);
    }
    expect(new Set(bias)).toEqual(new Set([0]));
  });

  it("is a gate behind a sum, and winners behind the gate", async () => {
    using arena = await openArena("simd", [dendrites]);
    const contexts = { values: Tensor.from(arena, [2, 1], [1, -2]) },
      layer = bind(arena, 10, { segments: 3, contextSize: 2, winners: 0.3, density: 1 }, 4),
      tape = new Tape(arena),
      x = tape.input([4, 2]),
      y = layer.record(x, contexts);
    x.value.data.set([1, -1, 2, 0.5, -1, 3, 0.25, 1]);
    tape.forward();
    const [weights, , segments] = layer.parameters.map(({ value }) => [...value.data]),
      want = Array.from({ length: 10 }, (_, i) =>
        [0, 1].map((b) => {
          const responses = [0, 1, 2].map((j) => segments![(i * 3 + j) * 2]! - 2 * segments![(i * 3 + j) * 2 + 1]!),
            d = responses.reduce((best, response) => (Math.abs(response) > Math.abs(best) ? response : best));
          const t = [0, 1, 2, 3].reduce((sum, k) => sum + weights![i * 4 + k]! * x.value.data[k * 2 + b]!, 0);
          return t / (1 + Math.exp(-d));
        }),
      );
    for (const b of [0, 1]) {
      const limit = want.map((row) => row[b]!).sort((p, q) => q - p)[2]!;
      want.forEach((row, i) => {
        expect(y.value.data[i * 2 + b]).toBeCloseTo(row[b]! >= limit ? row[b]! : 0, 5);
      });
    }
  });

  it("stands in a Sequential, with contexts of its own, beside winners as a function of the tape", async () => {
    using arena = await openArena("simd", [dendrites]);
    const values = Tensor.from(arena, [2, 1], [1, 0]),
      layer = new ActiveDendrites(6, { segments: 2, contextSize: 2, contexts: { values } }),
      network = new Sequential(arena, { inputs: 8, layers: [layer, (x) => kWinners(x, 2)], random: new Random(1) });
    expect(network.parameters.map(({ name }) => name)).toEqual([
      "activeDendrites0.weights",
      "activeDendrites0.bias",
      "activeDendrites0.segments",
    ]);
    const answer = () => [...network.predict(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8])).outputs],
      one = answer();
    expect(one.filter((value) => value !== 0)).toHaveLength(2);
    values.data.set([0, 9]);
    expect(answer()).not.toEqual(one);
  });

  it("without segments is an ordinary layer; the seed decides on everything", async () => {
    using arena = await openArena("simd", [dendrites]);
    const plain = bind(arena, 5, { segments: 0, contextSize: 0 });
    expect(plain.parameters).toHaveLength(2);
    expect(plain.record(new Tape(arena).input([12, 3])).value.shape).toEqual([5, 3]);
    const draw = (seed: number, segments = 2) =>
      bind(arena, 5, { segments, contextSize: 3 }, 12, seed).parameters.map(({ value }) => [...value.data]);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)[0]).not.toEqual(draw(1)[0]);
    // More segments change no other weight.
    expect(draw(1, 7)[0]).toEqual(draw(1)[0]);
  });

  it.each<[Record<string, unknown> | undefined, RegExp]>([
    [undefined, /options/],
    [{ segments: -1 }, /segments is -1/],
    [{ segments: 1.5 }, /segments/],
    [{ contextSize: 0 }, /contextSize is 0/],
    [{ contextSize: undefined }, /contextSize/],
    [{ density: 0 }, /density is 0/],
    [{ density: 1.1 }, /density/],
    [{ density: Number.NaN }, /density/],
    [{ winners: 0 }, /winners is 0/],
    [{ inputActivity: -1 }, /inputActivity/],
    [{ choose: "least" }, /choose is "least"/],
  ])("refuses %o", (bad, message) => {
    const options = bad && { segments: 2, contextSize: 3, ...bad };
    const build = () => new ActiveDendrites(4, options as unknown as ActiveDendritesOptions);
    expect(build).toThrow(ArgumentError);
    expect(build).toThrow(message);
  });

  it("refuses no width, and to be recorded without contexts", async () => {
    using arena = await openArena("simd", [dendrites]);
    for (const units of [0, 1.5, Number.NaN])
      expect(() => new ActiveDendrites(units, { segments: 1, contextSize: 1 })).toThrow(ArgumentError);
    const layer = bind(arena, 4, { segments: 1, contextSize: 1 });
    expect(() => layer.record(new Tape(arena).input([12, 3]))).toThrow(/contexts is undefined/);
  });
});
