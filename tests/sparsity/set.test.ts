import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { dynamicSparsity } from "../../src/sparsity/dynamic.js";
import type { Rewiring } from "../../src/sparsity/rewiring.js";
import { rigl } from "../../src/sparsity/rigl.js";
import { set } from "../../src/sparsity/set.js";
import { relu } from "../../src/tape/activations.js";
import type { CsrMatrix } from "../../src/tensor/csr.js";
import { checkpointFromBytes, checkpointToBytes } from "../../src/training/checkpoint-bytes.js";
import { adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { train, untimed } from "../training/resumption.js";
import { cellsOf, randomSite } from "./dynamic-support.js";

const build = (arena: Arena) =>
  new Sequential(arena, {
    inputs: 8,
    layers: [
      new SparseLinear(20, { density: 0.4 }),
      relu,
      new Dropout(0.2),
      new SparseLinear(10, { density: 0.4 }),
      relu,
      new Dense(3),
    ],
    random: new Random(5),
  });

const matricesOf = (network: Sequential) =>
  network.layers.flatMap((layer) => ("matrix" in layer ? [layer.matrix as CsrMatrix] : []));

describe("set", () => {
  it("replaces connections between epochs, with small random weights", async () => {
    using arena = await openArena();
    const { site, matrix, moment } = randomSite(arena, new Random(1), { rows: 40, columns: 50, nnz: 600 }),
      bound = set({ random: new Random(1) }).bind(site),
      step = (epoch: number, step: number) => bound.step({ epoch, step, steps: 2 });
    for (const t of [0, 1]) expect(step(0, t)).toBe(undefined);
    expect(matrix.rewirings).toBe(0);
    const before = new Map(cellsOf(matrix).map((cell, p) => [cell, matrix.values.data[p]!]));
    step(1, 0);
    step(1, 1);
    expect([matrix.rewirings, matrix.nnz]).toEqual([1, 600]);
    const grown = [...matrix.values.data].filter((_, p) => moment.data[p] === 0),
      kept = cellsOf(matrix).filter((_, p) => moment.data[p] !== 0);
    expect(Math.abs(grown.length - 180)).toBeLessThanOrEqual(2);
    const deviation = Math.sqrt(grown.reduce((sum, w) => sum + w * w, 0) / grown.length);
    expect(deviation).toBeGreaterThan(0.08);
    expect(deviation).toBeLessThan(0.12);
    // Weights are uniform in −.5 … .5: what stays is the outer 70 % of each sign.
    expect(Math.min(...kept.map((cell) => Math.abs(before.get(cell)!)))).toBeGreaterThan(0.1);
    expect(kept.length).toBe(600 - grown.length);
  });

  it.each<[string, () => Rewiring]>([
    ["set", () => set({ random: new Random(4) })],
    ["set by magnitude", () => set({ rule: "magnitude", random: new Random(4) })],
    ["rigl", () => rigl({ until: 20, steps: 2 })],
    [
      "hebbian",
      () =>
        dynamicSparsity({
          drop: "hebbian",
          grow: "hebbian",
          fraction: 0.2,
          every: { steps: 3 },
          random: new Random(4),
        }),
    ],
  ])("%s: goes on from a checkpoint to equal bits, in the other build", async (_, rewiring) => {
    using arena = await openArena();
    const straight = build(arena),
      whole = await train(straight, { epochs: 5, optimizer: adam(), rewiring: rewiring() });
    for (const matrix of matricesOf(straight)) expect(matrix.rewirings).toBeGreaterThan(3);
    using second = await openArena("debug");
    const fresh = build(second),
      resume = checkpointFromBytes(checkpointToBytes(whole.checkpoints[1]!)),
      rest = await train(fresh, { epochs: 5, optimizer: adam(), rewiring: rewiring(), resume });
    expect(rest.print).toBe(whole.print);
    expect(matricesOf(fresh).map(cellsOf)).toEqual(matricesOf(straight).map(cellsOf));
    expect(untimed(rest.history.epochs)).toEqual(untimed(whole.history.epochs));
  });

  it.each([{ rule: "random" }, { epochs: 0 }, { fraction: 0 }, { deviation: -1 }, { until: 0 }])(
    "refuses %o",
    (bad) => {
      expect(() => set(bad as never)).toThrow(ArgumentError);
    },
  );
});
