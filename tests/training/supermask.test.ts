import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError, ShapeError } from "../../src/errors.js";
import { modularNetwork } from "../../src/models/functional-modularity.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import { adam, sgd, type Trainable } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { Supermask } from "../../src/training/supermask.js";
import { Arena } from "../../src/wasm/arena.js";
import { topK } from "../reference/topk.js";
import { openArena, openKernels, variants } from "../support.js";
import { clusters } from "./clusters.js";

/** Parameters of these shapes with normal values and gradients. */
function parametersOf(arena: Arena, shapes: Record<string, number[]>): Parameter[] {
  return Object.entries(shapes).map(([name, shape]) => {
    const parameter = new Parameter(name, new Tensor(arena, shape), { decays: !name.endsWith("Bias") }),
      random = new Random(1).stream(name);
    fillNormal(random, parameter.value);
    fillNormal(random, parameter.gradient);
    return parameter;
  });
}

const bits = (parameters: readonly Trainable[]) =>
  parameters.map(({ value }) => [...new Int32Array(value.arena.buffer, value.ptr, value.size)]);
const flat = (tensors: readonly Tensor[]) => tensors.flatMap(({ data }) => [...data]);
const shapes = { w: [3, 4], wBias: [3], v: [2, 3], vBias: [2] };

describe("Supermask", () => {
  it("keeps the entries with the specification's top 30 % of the scores", async () => {
    using arena = await openArena();
    const [w] = parametersOf(arena, { w: [1, 10] }),
      before = [...w!.value.data];
    using mask = new Supermask([w!], { keep: 0.3, optimizer: sgd() });
    mask.scores.data.set([0.3, -0.1, 0.8, 0.2, 0.05, 0.6, -0.4, 0.1, 0.9, 0]);
    mask.select();
    expect([...w!.value.data]).toEqual(before.map((value, i) => ([2, 5, 8].includes(i) ? value : 0)));
    expect(mask.kept()).toEqual(new Map([["w", 3]]));
  });

  it("keeps exactly n − ⌊(1 − keep)·n⌋ of n", async () => {
    using arena = await openArena();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 400 }), (percent, n) => {
        const w = new Parameter("w", new Tensor(arena, [1, n]));
        const mask = new Supermask([w], { keep: percent / 100, optimizer: sgd() });
        expect(mask.count).toBe(n - Math.floor(((100 - percent) * n) / 100));
        mask.dispose();
        for (const tensor of [w.value, w.gradient]) tensor.dispose();
      }),
    );
    const { parameters } = modularNetwork(arena, { connections: 100 }),
      chosen = parameters.filter(({ name }) => /recurrent|readout/.test(name));
    using mask = new Supermask(chosen, { keep: 0.05, optimizer: sgd() });
    expect([mask.scores.size, mask.count]).toEqual([22_220, 1111]);
    const kept = mask.kept();
    expect([...kept.keys()]).toEqual(chosen.map(({ name }) => name));
    expect([...kept.values()].reduce((sum, count) => sum + count, 0)).toBe(1111);
    for (const { name, value } of chosen) expect(value.data.filter((w) => w !== 0)).toHaveLength(kept.get(name)!);
  });

  it.each(variants)("follows its formula step by step, %s build", async (variant) => {
    using arena = await openArena(variant);
    const parameters = parametersOf(arena, shapes),
      [w, wBias, v, vBias] = parameters as [Parameter, Parameter, Parameter, Parameter],
      chosen = [v, w, wBias],
      others = [vBias],
      untouched = bits(others),
      original = flat(chosen.map(({ value }) => value));
    using mask = new Supermask(chosen, { keep: 0.4, optimizer: sgd({ rate: 0.5, momentum: 0.5 }) });
    const bound = mask.bind(arena, parameters),
      allocations = arena.memory().allocations,
      velocity = new Array(original.length).fill(0);
    const expectMasked = () => {
      const best = topK([...mask.scores.data], 9); // ⌈0.4 · 21⌉
      expect(flat(chosen.map(({ value }) => value))).toEqual(original.map((x, i) => (best.includes(i) ? x : 0)));
    };
    expectMasked();
    for (let step = 1; step <= 5; step++) {
      for (const { name, gradient } of parameters) fillNormal(new Random(step).stream(name), gradient);
      const scores = [...mask.scores.data],
        gradients = flat(chosen.map(({ gradient }) => gradient));
      bound.step(0.5, 2);
      for (const [i, score] of scores.entries()) {
        velocity[i] = 0.5 * velocity[i] + 2 * original[i]! * gradients[i]!;
        // Numbers up to 60, some ten roundings.
        expect(Math.abs(mask.scores.data[i]! - (score - 0.25 * velocity[i]))).toBeLessThan(60 * 10 * 2 ** -24);
      }
      expectMasked();
    }
    expect(bound.steps).toBe(5);
    expect(arena.memory().allocations).toBe(allocations);
    expect(bits(others)).toEqual(untouched);
    mask.dispose();
    expect(flat(chosen.map(({ value }) => value))).toEqual(original);
    expect(() => bound.step()).toThrow(DisposedError);
  });

  it("takes the lowest of equal scores, in the order of the parameters", async () => {
    using arena = await openArena();
    const parameters = parametersOf(arena, shapes);
    using mask = new Supermask(parameters, { keep: 14 / 23, optimizer: sgd() });
    mask.scores.data.forEach((_, i, data) => void (data[i] = i % 2 ? 0 : -0));
    mask.scores.data[22] = 1;
    mask.select();
    expect([...mask.kept().values()]).toEqual([12, 1, 0, 1]);
  });

  it("draws the first scores from U(±1/√fanIn), and those of biases from N(0, 0.01²)", async () => {
    using arena = await openArena();
    const sizes = { w: [100, 25], wBias: [2500], kernel: [40, 2, 2, 4] },
      parameters = parametersOf(arena, sizes),
      scoresOf = (random?: Random) => {
        using mask = new Supermask(parameters, { keep: 0.1, optimizer: sgd(), ...(random && { random }) });
        return mask.scores.data.slice();
      };
    const scores = scoresOf(),
      spread = (values: Float32Array) => Math.sqrt(values.reduce((sum, s) => sum + s * s, 0) / values.length);
    const [w, bias, kernel] = [scores.subarray(0, 2500), scores.subarray(2500, 5000), scores.subarray(5000)];
    expect(Math.max(...w.map(Math.abs))).toBeLessThanOrEqual(0.2);
    expect(spread(w)).toBeCloseTo(0.2 / Math.sqrt(3), 2);
    expect(spread(bias) / 0.01).toBeCloseTo(1, 1);
    expect(Math.max(...kernel.map(Math.abs))).toBeLessThanOrEqual(0.25);
    expect(Math.max(...kernel)).toBeGreaterThan(0.22);
    expect(scoresOf(new Random(0))).toEqual(scores);
    expect(scoresOf(new Random(1))).not.toEqual(scores);
  });
});

/** A trained network that knows three clusters. */
async function trained(arena: Arena) {
  const random = new Random(3),
    network = new Sequential(arena, {
      inputs: 8,
      layers: [new SparseLinear(24, { density: 0.5 }), relu, new Dense(3)],
      random,
    });
  await network.fit(clusters(60), { epochs: 2, optimizer: adam({ rate: 0.01 }) });
  return network;
}
const fanIn = ({ name }: Trainable) => (name.startsWith("sparse") ? 4 : undefined);

describe("Supermask in fit", () => {
  it("finds a part of random weights that knows the task, and gives the network back as it was", async () => {
    using arena = await openArena();
    const layers = [new Dense(64), relu, new Dense(3)],
      network = new Sequential(arena, { inputs: 8, layers, random: new Random(3) }),
      original = bits(network.parameters),
      [weights, , , bias] = network.parameters,
      chosen = network.parameters.slice(0, 3),
      data = clusters(120),
      before = arena.memory();
    const mask = new Supermask(chosen, { keep: 0.5, optimizer: sgd({ rate: 0.5, momentum: 0.9 }) }),
      first = network.evaluate(data);
    await network.fit(data, { epochs: 15, batchSize: 20, optimizer: mask });
    const found = network.evaluate(data);
    expect(found.loss).toBeLessThan(first.loss / 2);
    expect(found.accuracy).toBeGreaterThan(0.9);
    expect(bits([bias!])).toEqual(original.slice(3));
    expect(weights!.value.data.every((w, i) => w === 0 || bits([weights!])[0]![i] === original[0]![i])).toBe(true);
    expect([...mask.kept().values()].reduce((sum, count) => sum + count, 0)).toBe(mask.count);
    mask.dispose();
    mask[Symbol.dispose]();
    expect(bits(network.parameters)).toEqual(original);
    expect(arena.memory().bytesInUse).toBe(before.bytesInUse);
  });

  it("goes on from a checkpoint with the same bits", async () => {
    using arena = await openArena();
    const data = clusters(60),
      optimizer = sgd({ rate: 0.2, momentum: 0.9 });
    const run = async (epochs: number, resume?: Checkpoint) => {
      const network = resume
        ? new Sequential(arena, {
            inputs: 8,
            layers: [new SparseLinear(24, { density: 0.5 }), relu, new Dense(3)],
            random: new Random(3),
          })
        : await trained(arena);
      using mask = new Supermask(network.parameters, { keep: 0.5, optimizer, fanIn, random: new Random(9) });
      let last: Checkpoint | undefined;
      await network.fit(data, {
        epochs,
        batchSize: 20,
        optimizer: mask,
        ...(resume && { resume }),
        callbacks: [{ onEpoch: (_, { checkpoint }) => void (last = checkpoint()) }],
      });
      const masked = bits(network.parameters);
      mask.dispose();
      return { masked, original: bits(network.parameters), last: last! };
    };
    const straight = await run(4),
      half = await run(2),
      whole = await run(4, half.last);
    expect(whole.masked).toEqual(straight.masked);
    expect(whole.original).toEqual(straight.original);
    expect(half.masked).not.toEqual(straight.masked);
  });
});

describe("bad use of Supermask", () => {
  it("refuses what does not fit, and changes nothing", async () => {
    using arena = await openArena();
    using elsewhere = await openArena();
    const parameters = parametersOf(arena, shapes),
      [w, wBias] = parameters as [Parameter, Parameter],
      before = bits(parameters),
      blocks = arena.memory().blocks,
      optimizer = sgd();
    const wrongly = (value: unknown) => value as never;
    for (const keep of [0, -1, 1.1, Number.NaN, wrongly("all")])
      expect(() => new Supermask(parameters, { keep, optimizer })).toThrow(ArgumentError);
    for (const list of [[], undefined, w, [w, w], [undefined], [{}]])
      expect(() => new Supermask(wrongly(list), { keep: 0.5, optimizer })).toThrow(ArgumentError);
    for (const slip of [undefined, sgd, {}])
      expect(() => new Supermask(parameters, { keep: 0.5, optimizer: wrongly(slip) })).toThrow(/optimizer is/);
    expect(() => new Supermask([w, ...parametersOf(elsewhere, { far: [2, 2] })], { keep: 0.5, optimizer })).toThrow(
      ShapeError,
    );
    const sparse = { ...wBias, name: "values", value: wBias.value, gradient: wBias.gradient, decays: true };
    expect(() => new Supermask([sparse], { keep: 0.5, optimizer })).toThrow(/fanIn of values is undefined/);
    for (const bad of [0, -1, Number.NaN, Infinity])
      expect(() => new Supermask([w], { keep: 0.5, optimizer, fanIn: () => bad })).toThrow(ArgumentError);
    expect(bits(parameters)).toEqual(before);
    expect(arena.memory().blocks).toBe(blocks);
    using mask = new Supermask([w], { keep: 0.5, optimizer });
    expect(() => mask.bind(arena, [wBias])).toThrow(/those of a network that has w/);
    mask.dispose();
    for (const use of [() => mask.bind(arena, [w]), () => mask.kept(), () => mask.select(), () => mask.scores.data])
      expect(use).toThrow(DisposedError);
  });

  it("outlives the network's arena, and a parameter that was disposed of", async () => {
    const arena = new Arena(await openKernels()),
      [w, v] = parametersOf(arena, { w: [3, 4], v: [2, 3] }) as [Parameter, Parameter],
      first = new Supermask([v], { keep: 0.5, optimizer: sgd() }),
      second = new Supermask([w], { keep: 0.5, optimizer: sgd() });
    v.value.dispose();
    expect(() => first.dispose()).toThrow(DisposedError);
    first.dispose();
    arena.dispose();
    second.dispose();
    expect(() => second.scores.data).toThrow(DisposedError);
  });

  it("changes nothing when memory runs out", async () => {
    const kernels = await openKernels("debug");
    let left = Number.POSITIVE_INFINITY;
    const held = new Set<number>();
    const allocate = (bytes: number) => {
        if (--left === 0) throw new WebAssembly.RuntimeError("unreachable");
        const pointer = kernels.allocate(bytes);
        held.add(pointer >>> 0);
        return pointer;
      },
      release = (pointer: number) => {
        held.delete(pointer >>> 0);
        kernels.release(pointer);
      };
    using arena = new Arena({ ...kernels, allocate, release });
    const parameters = parametersOf(arena, shapes),
      before = bits(parameters),
      blocks = held.size;
    for (let failures = 0; ; failures++) {
      left = failures + 1;
      try {
        new Supermask(parameters, { keep: 0.5, optimizer: sgd() }).dispose();
        expect(failures).toBe(6);
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
      }
      expect(held.size).toBe(blocks);
      expect(bits(parameters)).toEqual(before);
    }
    expect(held.size).toBe(blocks);
  });
});
