import { describe, expect, it } from "vitest";
import { ArgumentError, NeuriteError, ShapeError } from "../../src/errors.js";
import type { SafeTensor } from "../../src/io/safetensors.js";
import { dfa } from "../../src/learning/dfa.js";
import { Dense } from "../../src/networks/dense.js";
import { MaskedLinear } from "../../src/networks/masked-linear.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { relu, tanh } from "../../src/tape/activations.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import type { FitOptions } from "../../src/training/fit-options.js";
import { adam, sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";
import { everyLayer, train } from "./resumption.js";

/** The refusal; the network, its generators and its memory must be as they were. */
async function refused(
  network: Sequential,
  resume: unknown,
  options: FitOptions = {},
  size = 90,
): Promise<NeuriteError> {
  const before = await fingerprint(network.parameters),
    memory = network.arena.memory();
  const error = await network
    .fit(clusters(size), { epochs: 3, batchSize: 20, random: new Random(3), ...options, resume: resume as Checkpoint })
    .catch((error: unknown) => error);
  expect(error).toBeInstanceOf(NeuriteError);
  expect(await fingerprint(network.parameters)).toBe(before);
  expect(network.arena.memory()).toMatchObject({ bytesInUse: memory.bytesInUse, blocks: memory.blocks });
  return error as NeuriteError;
}

describe("resume refuses a checkpoint of", () => {
  it.each<[string, FitOptions, RegExp]>([
    ["another optimiser", { optimizer: sgd({ momentum: 0.9 }) }, /the checkpoint's optimizer is "adam", must be "sgd"/],
    ["another rule", { rule: dfa() }, /the checkpoint's rule is "bp", must be "dfa", as in this run/],
    ["another batch size", { batchSize: 30 }, /the checkpoint's batchSize is 20, must be 30/],
    ["another seed", { random: new Random(4) }, /the checkpoint's seed of "order" is 3, must be 4/],
    ["another stream", { random: new Random(3).stream("x") }, /the checkpoint's stream of "order"/],
    ["another share held back", { validation: 0.5 }, /the checkpoint's number of examples is 90, must be 45/],
  ])("%s", async (_, options, message) => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena), { epochs: 1 });
    const network = everyLayer(arena),
      error = await refused(network, checkpoints[0], options);
    expect(error).toBeInstanceOf(ArgumentError);
    // Nor were the network's generators moved.
    expect((await train(network, { epochs: 1 })).print).toBe((await train(everyLayer(arena), { epochs: 1 })).print);
    expect(error.message).toMatch(message);
  });

  it("data of another size", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena), { epochs: 1 });
    const { message } = await refused(everyLayer(arena), checkpoints[0], {}, 91);
    expect(message).toMatch(/^fit: the checkpoint's number of examples is 90, must be 91, as in this run$/);
  });

  const plain = (arena: Arena, ...layers: ConstructorParameters<typeof Sequential>[1]["layers"]) =>
    new Sequential(arena, { inputs: 8, layers: [...layers, new Dense(3)] });

  it.each<[string, (arena: Arena) => Sequential, RegExp]>([
    ["another function between layers", (a) => plain(a, new Dense(6), tanh), /operation 1 is "relu", must be "tanh"/],
    ["fewer layers", (a) => plain(a), /operation 1 is "relu", must be "softmaxCrossEntropy"/],
    ["more layers", (a) => plain(a, new Dense(6), relu, relu), /operation 2 is "linear", must be "relu"/],
    ["another width", (a) => plain(a, new Dense(7), relu), /dense0\.weights is f32 \[6,8\], must be f32 \[7,8\]/],
    [
      "no bias",
      (a) => plain(a, new Dense(6, { bias: false }), relu),
      /is "parameters\/dense0\.bias", must be one that/,
    ],
  ])("another network: %s", async (_, build, message) => {
    using arena = await openArena();
    const { checkpoints } = await train(plain(arena, new Dense(6), relu), { epochs: 1 });
    expect((await refused(build(arena), checkpoints[0])).message).toMatch(message);
  });

  it("a network with a bias more", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(plain(arena, new Dense(6, { bias: false })), { epochs: 1 });
    const { message } = await refused(plain(arena, new Dense(6)), checkpoints[0]);
    expect(message).toMatch(/array "parameters\/dense0\.bias" is undefined, must be/);
  });

  it("another width as ShapeError", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(plain(arena, new Dense(6)), { epochs: 1 });
    expect(await refused(plain(arena, new Dense(5)), checkpoints[0])).toBeInstanceOf(ShapeError);
  });

  it.each([
    ["sparse", new SparseLinear(6, { density: 0.5 })],
    ["masked", new MaskedLinear(6, { density: 0.5 })],
  ])("a %s layer wired otherwise, with as many weights", async (_, layer) => {
    using arena = await openArena();
    const build = (seed: number) =>
      new Sequential(arena, { inputs: 8, layers: [layer, new Dense(3)], random: new Random(seed) });
    const { checkpoints } = await train(build(1), { epochs: 1 });
    const { message } = await refused(build(2), checkpoints[0]);
    expect(message).toMatch(/pattern\/.*0\.weights\/.* must be what was drawn for this run's network/);
  });

  it("a network whose dropout had another seed", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena, 5), { epochs: 1 });
    const { message } = await refused(everyLayer(arena, 6), checkpoints[0]);
    expect(message).toMatch(/seed of "dropout 2" is 5, must be 6/);
  });
});

describe("resume refuses what is no checkpoint", () => {
  it("at all", async () => {
    using arena = await openArena();
    for (const value of [5, "x", {}, [], () => undefined, true])
      expect((await refused(everyLayer(arena), value)).message).toMatch(/^fit: resume is .*, must be a checkpoint: /);
  });

  it.each<[keyof Checkpoint, unknown[]]>([
    [
      "epochs",
      [undefined, [{}], [null], Array(1), [{ epoch: 2, loss: 1, accuracy: 1, rateFactor: 1, milliseconds: 1 }]],
    ],
    ["optimizer", [undefined, 5]],
    ["rule", [undefined, null]],
    ["operations", [undefined, "relu", [5], Array(2)]],
    ["batchSize", [0, -1, 1.5, "20", Number.NaN]],
    ["steps", [-1, 0.5, Number.NaN, 2 ** 53, "5", undefined]],
    ["generators", [undefined, [], [{}], [null], {}]],
    ["arrays", [undefined, {}, new Map(), new Map([["order", 5]]), new Map([[5, 5]])]],
  ])("in its %s", async (part, values) => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena), { epochs: 1 });
    for (const value of values) {
      const error = await refused(everyLayer(arena), { ...checkpoints[0], [part]: value });
      expect(error).toBeInstanceOf(ArgumentError);
    }
  });

  it("in a record, a generator or an array", async () => {
    using arena = await openArena();
    const { checkpoints } = await train(everyLayer(arena), { epochs: 1 }),
      right = checkpoints[0]!;
    const record = right.epochs[0]!,
      generator = right.generators[0]!;
    for (const wrong of [{ loss: "1" }, { validation: {} }, { validation: null }, { rateFactor: null }, { epoch: 0 }])
      await refused(everyLayer(arena), { ...right, epochs: [{ ...record, ...wrong }] });
    for (const wrong of [
      { position: -1 },
      { position: 2 ** 53 },
      { seed: 0.5 },
      { streamWords: [1] },
      { streamWords: 5 },
    ])
      await refused(everyLayer(arena), {
        ...right,
        generators: [{ ...generator, ...wrong }, ...right.generators.slice(1)],
      });
    const order = right.arrays.get("order")!;
    const wrongOrders: unknown[] = [
      { ...order, shape: [9, 9] },
      { ...order, dtype: "f32" },
      { ...order, data: new Float64Array(90) },
      { ...order, data: order.data.subarray(1) },
      { ...order, data: new Int32Array(90) },
      { ...order, data: Int32Array.from(order.data, (i) => i + 1) },
      { ...order, data: Int32Array.from(order.data, (i) => i - 1) },
      { ...order, dtype: "f32", data: Float32Array.from(order.data) },
    ];
    for (const wrong of wrongOrders)
      await refused(everyLayer(arena), {
        ...right,
        arrays: new Map([...right.arrays, ["order", wrong as SafeTensor]]),
      });
  });

  it("and takes undefined and null for none", async () => {
    using arena = await openArena();
    for (const resume of [undefined, null])
      await expect(
        everyLayer(arena).fit(clusters(30), { epochs: 1, optimizer: adam(), resume: resume as never }),
      ).resolves.toMatchObject({ epochs: { length: 1 } });
  });
});
