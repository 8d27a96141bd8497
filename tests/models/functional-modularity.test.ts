import { describe, expect, it } from "vitest";
import { ArgumentError, MemoryError, NeuriteError, ShapeError } from "../../src/errors.js";
import {
  type ModularNetwork,
  type ModularNetworkOptions,
  modularNetwork,
} from "../../src/models/functional-modularity.js";
import { Random } from "../../src/random.js";
import { Tape } from "../../src/tape/tape.js";
import { predict } from "../../src/training/predict.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";

const named = (network: ModularNetwork) => new Map(network.parameters.map((p) => [p.name, p]));

describe("modularNetwork", () => {
  it("has the paper's parameters, drawn from U(−0.1, 0.1), at the paper's size by default", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, { connections: 100 }),
      shapes = network.parameters.map(({ name, value }) => [name, [...value.shape]]);
    const module = (n: number) => [
      [`module${n}/input`, [100, 784]],
      [`module${n}/inputBias`, [100]],
      [`module${n}/recurrent`, [100, 100]],
      [`module${n}/recurrentBias`, [100]],
      [`module${n}/readout`, [10, 100]],
      [`module${n}/readoutBias`, [10]],
    ];
    expect(shapes).toEqual([...module(0), ...module(1), ["from1to0", [100]], ["from0to1", [100]]]);
    expect(network).toMatchObject({ inputs: 1568, outputs: 10 });
    for (const { name, value, decays } of network.parameters) {
      expect(decays).toBe(!name.endsWith("Bias"));
      expect(Math.max(...value.data)).toBeLessThan(0.1);
      expect(Math.min(...value.data)).toBeGreaterThanOrEqual(-0.1);
      // Of n draws all lie below 0.08 with probability 0.9^n.
      if (value.size >= 100) expect(Math.max(...value.data)).toBeGreaterThan(0.08);
    }
    // The entries that the weight-mask measure may choose from.
    const maskable = network.parameters.filter(({ name }) => /recurrent|readout/.test(name));
    expect(maskable.reduce((sum, { value }) => sum + value.size, 0)).toBe(22_220);
  });

  it.each([1, 7, 63, 64])("has exactly %i connections each way, at places of their own", async (count) => {
    using arena = await openArena();
    const network = modularNetwork(arena, { inputs: 3, units: 8, modules: 3, connections: count });
    expect(network.connections.map(({ from, to }) => [from, to])).toEqual([
      [1, 0],
      [2, 0],
      [0, 1],
      [2, 1],
      [0, 2],
      [1, 2],
    ]);
    const places = network.connections.map(({ matrix, weights }) => {
      expect([matrix.rows, matrix.columns, matrix.nnz, weights.value.size]).toEqual([8, 8, count, count]);
      expect(matrix.values).toBe(weights.value);
      return String(matrix.pattern().columnIndices) + String(matrix.pattern().rowPointers);
    });
    if (count === 7) expect(new Set(places).size).toBe(6);
  });

  it("keeps its weights when it gets more connections, and follows the seed", async () => {
    using arena = await openArena();
    const build = (options: Partial<ModularNetworkOptions>, seed = 1) =>
        named(modularNetwork(arena, { inputs: 5, units: 4, connections: 2, random: new Random(seed), ...options })),
      few = build({}),
      many = build({ connections: 16, steps: 2 });
    for (const [name, { value }] of few)
      if (name.startsWith("module")) expect(many.get(name)!.value.data).toEqual(value.data);
    expect(build({}, 2).get("module0/input")!.value.data).not.toEqual(few.get("module0/input")!.value.data);
  });

  it("the parallel cell has no biases and no self-connections, unless told otherwise", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, { inputs: 5, units: 4, connections: 2, cell: "parallel" }),
      { recurrent, inputBias, recurrentBias } = network.modules[1]!;
    expect([inputBias, recurrentBias]).toEqual([undefined, undefined]);
    expect(Array.from(recurrent.value.data, (weight, i) => (weight === 0) === (i % 5 === 0))).not.toContain(false);
    const other = modularNetwork(arena, {
      inputs: 5,
      units: 4,
      connections: 2,
      cell: "parallel",
      biases: true,
      selfConnections: true,
    });
    expect(other.modules[1]!.recurrent.value.data).not.toContain(0);
    expect(other.modules[1]!.recurrentBias!.value.shape).toEqual([4]);
  });

  it("a bottleneck stands before the readout, and a fixed readout is not trained", async () => {
    using arena = await openArena();
    const options = { inputs: 5, units: 4, connections: 2, bottleneck: 3, outputs: 6 },
      trained = named(modularNetwork(arena, options)),
      fixed = modularNetwork(arena, { ...options, readout: "fixed" });
    expect(trained.get("module1/bottleneck")!.value.shape).toEqual([3, 4]);
    expect(trained.get("module1/bottleneckBias")!.value.shape).toEqual([3]);
    expect(trained.get("module1/readout")!.value.shape).toEqual([6, 3]);
    const left = [...trained.keys()].filter((name) => !named(fixed).has(name));
    expect(left).toEqual(["module0/readout", "module0/readoutBias", "module1/readout", "module1/readoutBias"]);
    expect(fixed.modules[0]!.readout.value.data).toEqual(trained.get("module0/readout")!.value.data);
  });

  it("predicts what its max decision says, module n from the n-th part of the input", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, { inputs: 2, units: 3, connections: 1, outputs: 4, range: 1 }),
      x = Float32Array.from({ length: 4 * 5 }, (_, i) => ((i * 7) % 11) / 5 - 1),
      whole = predict(network, x);
    const tape = new Tape(arena, { gradients: false }),
      input = tape.input([4, 5]),
      unrolled = network.unroll(input),
      { winner, output } = unrolled.decision(),
      readouts = unrolled.readouts();
    for (let b = 0; b < 5; b++) for (let f = 0; f < 4; f++) input.value.data[f * 5 + b] = x[b * 4 + f]!;
    tape.forward();
    for (let b = 0; b < 5; b++)
      for (let c = 0; c < 4; c++) {
        expect(output.value.data[c * 5 + b]).toBe(whole.outputs[b * 4 + c]);
        expect(output.value.data[c * 5 + b]).toBe(readouts[winner.data[b]!]!.value.data[c * 5 + b]);
      }
    // What the other module sees does not reach a state before the second step.
    const first = unrolled.states[0]![0]!.value.data.slice(),
      second = unrolled.states[1]![0]!.value.data.slice();
    input.value.data.subarray(2 * 5).fill(0.5);
    tape.forward();
    expect(unrolled.states[0]![0]!.value.data).toEqual(first);
    expect(unrolled.states[1]![0]!.value.data).not.toEqual(second);
  });
});

describe("bad use of modularNetwork", () => {
  const good = { inputs: 3, units: 4, connections: 2 };
  it.each<[Partial<Record<keyof ModularNetworkOptions, unknown>>, RegExp]>([
    [{ connections: 0 }, /connections is 0, must be an integer from 1 to 16/],
    [{ connections: 17 }, /connections is 17/],
    [{ connections: 1.5 }, /connections/],
    [{ connections: undefined }, /connections is undefined/],
    [{ steps: 0 }, /steps is 0/],
    [{ steps: Number.NaN }, /steps/],
    [{ modules: 1 }, /modules is 1/],
    [{ units: 0 }, /units is 0/],
    [{ units: 2 ** 40 }, /units/],
    [{ inputs: 0 }, /inputs is 0/],
    [{ inputs: "3" }, /inputs is "3"/],
    [{ outputs: -1 }, /outputs is -1/],
    [{ bottleneck: 0 }, /bottleneck is 0/],
    [{ cell: "lstm" }, /cell is "lstm", must be one of additive, parallel/],
    [{ channel: "binary" }, /channel is "binary"/],
    [{ cell: "parallel", channel: "ternary" }, /channel/],
    [{ cell: "parallel", communication: "inside" }, /communication is "inside"/],
    [{ readout: "none" }, /readout is "none"/],
    [{ range: 0 }, /range is 0/],
    [{ range: Number.POSITIVE_INFINITY }, /range/],
  ])("refuses %o and leaves nothing behind", async (bad, message) => {
    using arena = await openArena();
    const build = () => modularNetwork(arena, { ...good, ...bad } as ModularNetworkOptions);
    expect(build).toThrow(ArgumentError);
    expect(build).toThrow(message);
    expect(arena.memory().blocks).toBe(0);
  });

  it("refuses what is no arena, no options, no generator or no such input", async () => {
    using arena = await openArena();
    expect(() => modularNetwork({} as Arena, good)).toThrow(/arena/);
    expect(() => modularNetwork(arena, undefined as unknown as ModularNetworkOptions)).toThrow(ArgumentError);
    const { bytesInUse } = arena.memory(),
      network = modularNetwork(arena, good),
      tape = new Tape(arena);
    expect(bytesInUse).toBe(0);
    for (const shape of [[3, 5], [6], [6, 5, 1]]) expect(() => network.record(tape.input(shape))).toThrow(ShapeError);
    const { readouts } = network.unroll(tape.input([6, 5]));
    for (const t of [-1, 5, 0.5]) expect(() => readouts(t)).toThrow(ArgumentError);
  });

  it("survives running out of memory at every allocation", async () => {
    const kernels = await openKernels("debug");
    let left = Number.POSITIVE_INFINITY;
    const allocate = (bytes: number) => {
      if (--left === 0) throw new WebAssembly.RuntimeError("unreachable");
      return kernels.allocate(bytes);
    };
    using arena = new Arena({ ...kernels, allocate });
    let failures = 0;
    for (let done = false; !done; ) {
      left = failures + 1;
      try {
        modularNetwork(arena, { ...good, cell: "parallel", bottleneck: 2 });
        done = true;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
        expect(error).toBeInstanceOf(NeuriteError);
        expect(arena.memory().blocks).toBe(0);
        failures++;
      }
    }
    expect(failures).toBeGreaterThan(20);
  });
});
