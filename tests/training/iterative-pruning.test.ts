import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { prune } from "../../src/sparsity/prune.js";
import { RewindPoint } from "../../src/sparsity/rewind-point.js";
import { wiredOf } from "../../src/sparsity/wired.js";
import { relu } from "../../src/tape/activations.js";
import type { Callback } from "../../src/training/callback.js";
import { fit } from "../../src/training/fit.js";
import { type IterativePruningOptions, iterativePruning } from "../../src/training/iterative-pruning.js";
import { sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";

const build = (arena: Arena) =>
  new Sequential(arena, {
    inputs: 8,
    layers: [new SparseLinear(20, { density: 1 }), relu, new SparseLinear(10, { density: 1 }), relu, new Dense(3)],
    random: new Random(5),
  });
const data = clusters(90);
const training = { epochs: 2, batchSize: 30, optimizer: sgd({ rate: 0.05, momentum: 0.9, weightDecay: 0.01 }) };
const matrices = (network: Sequential) => wiredOf(network).map(({ matrix }) => matrix.toDense());

describe("iterativePruning", () => {
  it("is training, pruning and rewinding by hand, to the bit, with masks that nest", async () => {
    using arena = await openArena();
    const options = { ...training, cycles: 4, prune: { fraction: 0.2, activate: 0.05 }, random: new Random(8) },
      masks: boolean[][] = [],
      network = build(arena);
    const cycles = await iterativePruning(network, data, {
      ...options,
      onCycle: () =>
        void masks.push(matrices(network).flatMap((dense) => Array.from(dense, (w) => w !== 0))) as undefined,
    });
    // Both parts are rounded down: 360 − 54 − 18 = 288, − 43 − 14 = 231, − 34 − 11 = 186.
    expect(cycles.map(({ cycle, connections }) => [cycle, connections])).toEqual([
      [1, 360],
      [2, 288],
      [3, 231],
      [4, 186],
    ]);
    expect(masks.map((mask) => mask.filter(Boolean).length)).toEqual([360, 288, 231, 186]);
    masks.slice(1).forEach((mask, c) => {
      expect(mask.some((there, i) => there && !masks[c]![i])).toBe(false);
    });
    const twin = build(arena),
      start = new RewindPoint(twin);
    for (let cycle = 1; cycle <= 4; cycle++) {
      if (cycle > 1) {
        prune(twin, { fraction: 0.2, activate: 0.05, since: start });
        start.rewind();
      }
      await fit(twin, data, { ...training, random: new Random(8).stream(cycle) });
    }
    expect(await fingerprint(twin.parameters)).toBe(await fingerprint(network.parameters));
    expect(matrices(twin)).toEqual(matrices(network));
  });

  it("rewinds to the end of an early epoch, and measures movement from the cycle's own start", async () => {
    using arena = await openArena();
    const network = build(arena),
      seen: Float32Array[][] = [],
      at = (): Float32Array[] => [
        ...matrices(network),
        ...network.parameters.slice(-2).map(({ value }) => value.data.slice()),
      ],
      watch: Callback = {
        onStart: () => void seen.push(at()),
        onEpoch: ({ epoch }) => void (epoch === 1 && seen.push(at())) as undefined,
      };
    await iterativePruning(network, data, {
      ...training,
      cycles: 2,
      prune: { fraction: 0.5, activate: 0.2 },
      rewindTo: 1,
      callbacks: [watch],
    });
    const [initial, early, rewound] = seen as [Float32Array[], Float32Array[], Float32Array[]];
    expect(early).not.toEqual(initial);
    // Dense weights and biases as they were after the epoch, and so are the connections that are left.
    expect(rewound.slice(2)).toEqual(early.slice(2));
    for (const l of [0, 1])
      rewound[l]!.forEach((w, i) => {
        if (w !== 0) expect(w).toBe(early[l]![i]);
      });
    const twin = build(arena),
      start = new RewindPoint(twin);
    await fit(twin, data, { ...training, random: new Random(0).stream(1) });
    prune(twin, { fraction: 0.5, activate: 0.2, since: start });
    expect(wiredOf(network).map(({ matrix }) => matrix.pattern())).toEqual(
      wiredOf(twin).map(({ matrix }) => matrix.pattern()),
    );
  });

  it("ends when told to, or aborted; a callback of fit's ends its own cycle alone", async () => {
    using arena = await openArena();
    const options = { ...training, cycles: 3, prune: { fraction: 0.2 } };
    expect(
      await iterativePruning(build(arena), data, { ...options, onCycle: async () => "stop" as const }),
    ).toHaveLength(1);
    const stopped = await iterativePruning(build(arena), data, { ...options, callbacks: [{ onEpoch: () => "stop" }] });
    expect(stopped.map(({ history }) => [history.ending, history.epochs.length])).toEqual(
      new Array(3).fill(["stopped", 1]),
    );
    const controller = new AbortController(),
      network = build(arena);
    const aborted = await iterativePruning(network, data, {
      ...options,
      signal: controller.signal,
      onCycle: ({ cycle }) => void (cycle === 2 && controller.abort()) as undefined,
    });
    expect(aborted.map(({ history }) => history.ending)).toEqual(["finished", "finished"]);
    expect(wiredOf(network).reduce((sum, { matrix }) => sum + matrix.nnz, 0)).toBe(288);
  });

  it("holds the same examples back in all cycles", async () => {
    using arena = await openArena();
    // A network that stays as it is: only other examples would give another loss.
    const still = { ...training, optimizer: sgd({ rate: 0 }), cycles: 3, prune: { fraction: 0 }, validation: 0.3 },
      cycles = await iterativePruning(build(arena), data, still),
      losses = cycles.map(({ history }) => history.epochs[0]!.validation!.loss);
    expect(losses).toEqual(new Array(3).fill(losses[0]));
  });

  it.each<[string, object]>([
    ["no cycles", { cycles: 0 }],
    ["half a cycle", { cycles: 1.5 }],
    ["a rewinding past the first cycle", { rewindTo: 2 }],
    ["a rewinding before the start", { rewindTo: -1 }],
    ["no generator", { random: 1 }],
    ["all examples held back", { validation: 1 }],
    ["a fraction of 1", { prune: { fraction: 1 } }],
    ["no fraction", { prune: {} }],
    ["no pruning", { prune: undefined }],
    ["more activation than pruning", { prune: { fraction: 0.1, activate: 0.2 } }],
  ])("refuses %s before it trains", async (_, bad) => {
    using arena = await openArena();
    const network = build(arena),
      before = await fingerprint(network.parameters),
      run = iterativePruning(network, data, {
        ...training,
        cycles: 2,
        prune: { fraction: 0.2 },
        ...bad,
      } as IterativePruningOptions);
    await expect(run).rejects.toThrow(ArgumentError);
    expect(await fingerprint(network.parameters)).toBe(before);
  });
});
