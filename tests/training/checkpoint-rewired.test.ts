import { describe, expect, it } from "vitest";
import { ArgumentError, NeuriteError, UnsupportedError } from "../../src/errors.js";
import type { SafeTensor } from "../../src/io/safetensors.js";
import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import { fa } from "../../src/learning/fa.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { exponential } from "../../src/schedules.js";
import { relu } from "../../src/tape/activations.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { deepR } from "../../src/training/deep-r.js";
import { earlyStopping } from "../../src/training/early-stopping.js";
import type { FitOptions } from "../../src/training/fit-options.js";
import { grouped } from "../../src/training/grouped.js";
import { adadelta, adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { train, untimed } from "./resumption.js";

const build = (arena: Arena, seed = 5) =>
  new Sequential(arena, {
    inputs: 8,
    layers: [new SparseLinear(20, { density: 0.3 }), relu, new SparseLinear(10, { density: 0.3 }), relu, new Dense(3)],
    random: new Random(seed),
  });

const matricesOf = (network: Sequential) =>
  network.layers.flatMap((layer) => ("matrix" in layer && layer.matrix instanceof CsrMatrix ? [layer.matrix] : []));

const optimizerOf = (network: Sequential, seed = 1) => {
  const matrices = matricesOf(network);
  return grouped([
    {
      parameters: ({ value }) => matrices.some(({ values }) => values === value),
      optimizer: deepR({ matrices, rate: 0.02, penalty: 0.5, noise: 0.5, random: new Random(seed) }),
      schedule: exponential({ factor: 0.95 }),
    },
    { parameters: () => true, optimizer: adadelta(), schedule: exponential({ factor: 0.9 }) },
  ]);
};

const run = (network: Sequential, options: FitOptions & { resume?: Checkpoint }, seed = 1) =>
  train(network, { optimizer: optimizerOf(network, seed), rule: bp(), ...options });

const wiring = (network: Sequential) => matricesOf(network).map((matrix) => [matrix.pattern(), matrix.toDense()]);

describe("a run that rewires its network", () => {
  it("goes on from a checkpoint with the bits and the wiring of one that never stopped", async () => {
    using arena = await openArena();
    const straight = build(arena),
      drawn = wiring(straight),
      whole = await run(straight, { epochs: 5, validation: 0.2 });
    expect(matricesOf(straight).every(({ rewirings }) => rewirings > 5)).toBe(true);
    let bytes: Uint8Array;
    {
      using first = await openArena();
      bytes = checkpointToBytes((await run(build(first), { epochs: 2, validation: 0.2 })).checkpoints[1]!);
    }
    using second = await openArena("debug");
    const fresh = build(second),
      resume = checkpointFromBytes(bytes);
    for (const network of [fresh, fresh]) {
      const rest = await run(network, { epochs: 5, validation: 0.2, resume });
      expect(rest.print).toBe(whole.print);
      expect(wiring(network)).toEqual(wiring(straight));
      expect(wiring(network)).not.toEqual(drawn);
      expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
      const [a, b] = [whole, rest].map(({ checkpoints }) => checkpoints.at(-1)!);
      expect({ ...b, epochs: untimed(b!.epochs) }).toEqual({ ...a, epochs: untimed(a!.epochs) });
    }
  });

  it("gets the wiring of its best epoch back from earlyStopping", async () => {
    using arena = await openArena();
    const network = build(arena),
      seen: [number, unknown][] = [],
      stopping = earlyStopping({ patience: 9 }); // shown losses of which the second epoch's is the least
    await run(network, {
      epochs: 6,
      callbacks: [
        { onEpoch: ({ epoch }) => void seen.push([epoch, wiring(network)]) as undefined },
        {
          ...stopping,
          onEpoch: (record, of) => stopping.onEpoch!({ ...record, loss: Math.abs(record.epoch - 2) }, of),
        },
      ],
    });
    expect(wiring(network)).toEqual(seen[1]![1]);
    expect(wiring(network)).not.toEqual(seen[5]![1]);
  });

  it("is refused by a rule with feedback for every connection, which would stay behind", async () => {
    using arena = await openArena();
    const network = build(arena),
      error = await run(network, { epochs: 1, rule: fa() }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UnsupportedError);
    expect((error as Error).message).toMatch(
      /fa keeps a feedback weight for every connection of sparseLinear2\.weights/,
    );
    expect((await run(network, { epochs: 1, rule: dfa() })).history.ending).toBe("finished");
  });
});

describe("resume refuses", () => {
  /** The refusal; the network must be as it was. */
  async function refused(network: Sequential, resume: Checkpoint, seed = 1, options: FitOptions = {}): Promise<Error> {
    const before = [wiring(network), network.parameters.map(({ value }) => value.data.slice())],
      error = await run(network, { epochs: 3, ...options, resume }, seed).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(NeuriteError);
    expect([wiring(network), network.parameters.map(({ value }) => value.data.slice())]).toEqual(before);
    return error as Error;
  }
  const changed = (checkpoint: Checkpoint, name: string, change: (data: Int32Array) => void) => {
    const array = checkpoint.arrays.get(name)!,
      data = array.data.slice() as Int32Array<ArrayBuffer>;
    change(data);
    return { ...checkpoint, arrays: new Map([...checkpoint.arrays, [name, { ...array, data } as SafeTensor]]) };
  };

  it("other seeds of the rewiring, and other optimizers", async () => {
    using arena = await openArena();
    const { checkpoints } = await run(build(arena), { epochs: 1 }),
      [checkpoint] = checkpoints as [Checkpoint];
    const error = await refused(build(arena), checkpoint, 2);
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toMatch(/the checkpoint's seed of "optimizer sparseLinear0\.weights" is 1, must be 2/);
    const swapped = build(arena),
      matrices = matricesOf(swapped).reverse(),
      optimizer = grouped([
        {
          parameters: ({ name }) => name.startsWith("sparse") && !name.endsWith("bias"),
          optimizer: deepR({ matrices, random: new Random(1) }),
        },
        { parameters: () => true, optimizer: adadelta() },
      ]);
    expect((await refused(swapped, checkpoint, 1, { optimizer })).message).toMatch(
      /stream of "optimizer sparseLinear0/,
    );
    expect((await refused(build(arena), checkpoint, 1, { optimizer: adam() })).message).toMatch(/must be "adam"/);
  });

  it("a wiring that is none, even where that of another matrix is right", async () => {
    using arena = await openArena();
    const { checkpoints } = await run(build(arena), { epochs: 1 }),
      [checkpoint] = checkpoints as [Checkpoint];
    for (const layer of [0, 2])
      for (const [part, change, message] of [
        ["columnIndices", (data: Int32Array) => data.fill(99), /columnIndices\[0\]/],
        ["columnIndices", (data: Int32Array) => data.reverse(), /columnIndices/],
        ["rowPointers", (data: Int32Array) => data.fill(1, 0, 1), /rowPointers\[0\]/],
      ] as const) {
        const bad = changed(checkpoint, `pattern/sparseLinear${layer}.weights/${part}`, (data) => void change(data));
        expect((await refused(build(arena), bad)).message).toMatch(message);
      }
  });

  it("in a network wired otherwise, when the optimizer moves nothing", async () => {
    using arena = await openArena();
    const network = build(arena);
    await run(network, { epochs: 1 });
    const { checkpoints } = await train(network, { epochs: 1, optimizer: adam() });
    const error = await train(build(arena), { epochs: 2, optimizer: adam(), resume: checkpoints[0]! }).catch(
      (e: unknown) => e,
    );
    expect((error as Error).message).toMatch(
      /pattern\/sparseLinear0\.weights\/.* must be what was drawn for this run's/,
    );
    expect(
      (await train(network, { epochs: 2, optimizer: adam(), resume: checkpoints[0]! })).history.epochs,
    ).toHaveLength(2);
  });
});
