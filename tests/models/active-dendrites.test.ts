import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { ArgumentError, MemoryError } from "../../src/errors.js";
import { type ActiveDendriteOptions, activeDendriteNetwork } from "../../src/models/active-dendrites.js";
import { Random } from "../../src/random.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { predict } from "../../src/training/predict.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";

const small: ActiveDendriteOptions = { inputs: 12, hidden: [40, 20], outputs: 3, segments: 2, random: new Random(1) };

describe("activeDendriteNetwork", () => {
  it("has the paper's parameters in the specification's ranges", async () => {
    using arena = await openArena("simd", [dendrites]);
    const { parameters, context } = activeDendriteNetwork(arena, { hidden: [256, 128], segments: 3 });
    expect(parameters.map(({ name, value }) => [name, [...value.shape]])).toEqual([
      ["hidden0.weights", [256 * 392]],
      ["hidden0.bias", [256]],
      ["hidden0.segments", [256, 3, 784]],
      ["hidden1.weights", [128 * 128]],
      ["hidden1.bias", [128]],
      ["hidden1.segments", [128, 3, 784]],
      ["readout.weights", [10 * 64]],
      ["readout.bias", [10]],
    ]);
    expect(context.shape).toEqual([784, 1]);
    const ranges = {
      "hidden0.weights": 1 / Math.sqrt(0.5 * 784),
      "hidden0.segments": 1 / Math.sqrt(0.1 * 784),
      "hidden1.weights": 1 / Math.sqrt(0.05 * 0.5 * 256),
      "readout.weights": 1 / Math.sqrt(0.05 * 0.5 * 128),
    };
    for (const [wanted, range] of Object.entries(ranges)) {
      const { value } = parameters.find(({ name }) => name === wanted)!,
        largest = value.data.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
      expect(largest).toBeLessThanOrEqual(Math.fround(range));
      expect(largest).toBeGreaterThan(0.98 * range);
    }
  });

  it.each<[string, ActiveDendriteOptions, number, number]>([
    ["both", {}, 2, 8],
    ["winners", { segments: 0 }, 2, 6],
    ["dendrites", { winners: false }, 40, 8],
    ["a perceptron", { segments: 0, winners: false, density: 1 }, 40, 6],
  ])("%s: hidden units are winners or rectifiers", async (_, options, most, count) => {
    using arena = await openArena("simd", [dendrites]);
    const network = activeDendriteNetwork(arena, { ...small, ...options }),
      tape = new Tape(arena),
      x = tape.input([12, 1]);
    expect(network.parameters).toHaveLength(count);
    x.value.data.forEach((_, i, data) => void (data[i] = i - 6));
    network.record(x);
    tape.forward();
    const hidden = tape.operations.find(({ name, output }) => /kWinners|relu/.test(name) && output.value.size === 40)!,
      active = [...hidden.output.value.data].filter((value) => value !== 0);
    expect(active.length).toBeLessThanOrEqual(most);
    if (options.winners === false) expect(Math.min(...active)).toBeGreaterThan(0);
    else expect(active).toHaveLength(2);
  });

  it("infers the context that it would otherwise be told, to equal bits", async () => {
    using arena = await openArena("simd", [dendrites]);
    const network = activeDendriteNetwork(arena, small),
      values = Array.from({ length: 24 }, (_, i) => (((i * 5) % 11) - 5) / 2),
      prototypes = Tensor.from(arena, [12, 2], values),
      inferring = network.inferring(prototypes),
      of = (p: number) => Float32Array.from({ length: 12 }, (_, i) => values[2 * i + p]!);
    const both = predict(inferring, Float32Array.from([...of(0), ...of(1)])).outputs;
    for (const p of [0, 1]) {
      network.context.data.set(of(p));
      expect([...predict(network, of(p)).outputs]).toEqual([...both.slice(3 * p, 3 * p + 3)]);
    }
    expect([...both.slice(0, 3)]).not.toEqual([...both.slice(3)]);
    const plain = activeDendriteNetwork(arena, { ...small, segments: 0 });
    expect(plain.inferring(prototypes)).toBe(plain);
    const other = activeDendriteNetwork(arena, { ...small, contextSize: 5 });
    expect(() => predict(other.inferring(prototypes), of(0))).toThrow(/contextSize is 5/);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ inputs: 0 }, /inputs is 0/],
    [{ hidden: [] }, /hidden/],
    [{ hidden: 5 }, /hidden is 5/],
    [{ hidden: [4, 0] }, /units is 0/],
    [{ outputs: 1.5 }, /outputs/],
    [{ segments: -1 }, /segments is -1/],
    [{ winners: 0 }, /winners is 0/],
    [{ winners: 2 }, /winners/],
    [{ density: 0 }, /density is 0/],
    [{ contextSize: 0 }, /contextSize/],
    [{ choose: "first" }, /choose/],
  ])("refuses %o and leaves nothing behind", async (bad, message) => {
    using arena = await openArena("simd", [dendrites]);
    const build = () => activeDendriteNetwork(arena, { ...small, ...bad } as ActiveDendriteOptions);
    expect(build).toThrow(ArgumentError);
    expect(build).toThrow(message);
    expect(arena.memory().blocks).toBe(0);
  });

  it("refuses what is no arena, or one without the family", async () => {
    using bare = await openArena();
    expect(() => activeDendriteNetwork({} as Arena)).toThrow(/arena/);
    expect(() => activeDendriteNetwork(bare, small)).toThrow(/families/);
  });

  it("survives running out of memory at every allocation", async () => {
    const kernels = await openKernels("debug");
    let left = Number.POSITIVE_INFINITY;
    const limited = {
      ...kernels,
      allocate(bytes: number) {
        if (--left === 0) throw new WebAssembly.RuntimeError("unreachable");
        return kernels.allocate(bytes);
      },
    };
    await dendrites.attach(limited);
    using arena = new Arena(limited);
    let failures = 0;
    for (let done = false; !done; ) {
      left = failures + 1;
      try {
        activeDendriteNetwork(arena, small);
        done = true;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
        expect(arena.memory().blocks).toBe(0);
        failures++;
      }
    }
    expect(failures).toBeGreaterThan(15);
  });
});
