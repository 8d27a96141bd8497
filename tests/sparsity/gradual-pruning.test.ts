import { describe, expect, it } from "vitest";
import { ArgumentError, NeuriteError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { type GradualPruningOptions, gradualPruning } from "../../src/sparsity/gradual-pruning.js";
import { wiredOf } from "../../src/sparsity/wired.js";
import { relu } from "../../src/tape/activations.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { adam, sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { train, untimed } from "../training/resumption.js";

/** [20, 8] and [10, 20]: 160 and 200 places. An epoch of the toy task has five steps. */
const build = (arena: Arena, density = 1) =>
  new Sequential(arena, {
    inputs: 8,
    layers: [new SparseLinear(20, { density }), relu, new SparseLinear(10, { density }), relu, new Dense(3)],
    random: new Random(5),
  });
const counts = (network: Sequential) => wiredOf(network).map(({ matrix }) => matrix.nnz);
const wiring = (network: Sequential) => wiredOf(network).map(({ matrix }) => [matrix.pattern(), matrix.toDense()]);

/** Numbers of connections after every step. */
async function course(network: Sequential, options: GradualPruningOptions, epochs: number) {
  const seen: number[][] = [];
  await train(network, {
    epochs,
    optimizer: sgd({ rate: 0.05, momentum: 0.9, weightDecay: 0.01 }),
    rewiring: gradualPruning(options),
    callbacks: [{ onBatch: () => void seen.push(counts(network)) as undefined }],
  });
  return seen;
}

describe("gradualPruning", () => {
  it("follows the cubic: from, until, every, and nothing thereafter", async () => {
    using arena = await openArena();
    const seen = await course(build(arena), { density: 0.1, from: 2, until: 12, every: 3 }, 4),
      total = seen.map(([a, b]) => a! + b!);
    // In steps 2, 5, 8, 11 and 12, of 360: .1 + .9 · (1 − (t − 2)/10)³.
    const at = (t: number) => Math.round(360 * (0.1 + 0.9 * (1 - (t - 2) / 10) ** 3));
    expect([at(2), at(5), at(8), at(11), at(12)]).toEqual([360, 147, 57, 36, 36]);
    expect(total).toEqual(
      Array.from({ length: 20 }, (_, t) => at(Math.min(12, t < 2 ? 2 : t < 11 ? t - ((t - 2) % 3) : t))),
    );
  });

  it("gives each matrix its own density when layers are pruned apart", async () => {
    using arena = await openArena();
    const network = build(arena, 0.5),
      seen = await course(network, { density: 0.25, until: 4, every: 2, scope: "layer" }, 1);
    // From .5: .25 + .25 · (1/2)³ = .28125 in step 2.
    expect(seen).toEqual([
      [80, 100],
      [80, 100],
      [45, 56],
      [45, 56],
      [40, 50],
    ]);
  });

  it("prunes at once where it begins and ends in one step", async () => {
    using arena = await openArena();
    const seen = await course(build(arena), { density: 0.3, from: 3, until: 3 }, 1);
    expect(seen.map(([a, b]) => a! + b!)).toEqual([360, 360, 360, 108, 108]);
  });

  it.each(["magnitude", "lamp", "random"] as const)("goes on from a checkpoint to equal bits, by %s", async (by) => {
    using arena = await openArena();
    const options = (seed = 4) => ({
      epochs: 5,
      optimizer: adam(),
      rewiring: gradualPruning({ density: 0.1, from: 1, until: 18, every: 4, by, random: new Random(seed) }),
    });
    const straight = build(arena),
      whole = await train(straight, options()),
      resume = checkpointFromBytes(checkpointToBytes(whole.checkpoints[1]!));
    expect(counts(straight).reduce((a, b) => a + b)).toBe(36);
    using second = await openArena("debug");
    const fresh = build(second),
      rest = await train(fresh, { ...options(), resume });
    expect(rest.print).toBe(whole.print);
    expect(wiring(fresh)).toEqual(wiring(straight));
    expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
    // Also with the network that was pruned so far: the curve begins where the run did.
    const broken = build(second);
    await train(broken, { ...options(), epochs: 2 });
    await train(broken, { ...options(), resume });
    expect(wiring(broken)).toEqual(wiring(straight));
    if (by !== "random") return;
    await expect(train(build(second), { ...options(5), resume })).rejects.toThrow(/seed/);
  });

  it.each<[string, object]>([
    ["density 0", { density: 0 }],
    ["a density above 1", { density: 1.5 }],
    ["no density", { density: undefined }],
    ["an end before the start", { from: 20 }],
    ["no end", { until: undefined }],
    ["a start before the first step", { from: -1 }],
    ["no steps between", { every: 0 }],
    ["half a step between", { every: 0.5 }],
    ["an unknown criterion", { by: "weight" }],
    ["an unknown scope", { scope: "unit" }],
    ["no generator", { random: 3 }],
  ])("refuses %s", (_, bad) => {
    expect(() => gradualPruning({ density: 0.1, until: 10, ...bad } as GradualPruningOptions)).toThrow(ArgumentError);
  });

  it("refuses a density above the present one, and a network without sparse matrices", async () => {
    using arena = await openArena();
    const run = (network: Sequential, density: number) =>
      train(network, { epochs: 1, rewiring: gradualPruning({ density, until: 3 }) });
    await expect(run(build(arena, 0.5), 0.6)).rejects.toThrow(/density is 0.6, must be at most 0.5/);
    const dense = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] });
    await expect(run(dense, 0.5)).rejects.toThrow(NeuriteError);
  });
});
