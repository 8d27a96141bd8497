import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { type PruneOptions, prune } from "../../src/sparsity/prune.js";
import { RewindPoint } from "../../src/sparsity/rewind-point.js";
import { wiredOf } from "../../src/sparsity/wired.js";
import { relu } from "../../src/tape/activations.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";
import { rows } from "./pruning-support.js";

const full = (arena: Arena, seed = 1) =>
  new Sequential(arena, {
    inputs: 20,
    layers: [new SparseLinear(30, { density: 1 }), relu, new SparseLinear(10, { density: 1 }), relu, new Dense(3)],
    random: new Random(seed),
  });

describe("prune", () => {
  const start = [0.5, -0.4, 0.3, -0.18, 0.1, -0.6, 0.7, -0.05, 0.25, -0.3],
    end = [0.55, -0.45, 0.02, -0.25, 0.4, -0.61, 0.65, -0.3, -0.2, -0.9];

  it("activates as by hand: two by magnitude, then the negative ones that moved least", async () => {
    using arena = await openArena("debug");
    const network = rows(arena, start),
      since = new RewindPoint(network);
    network.matrices[0]!.values.data.set(end);
    expect(prune(network, { fraction: 0.4, activate: 0.2, since })).toBe(4);
    expect(network.mask()).toEqual([[1, 0, 0, 1, 1, 0, 1, 1, 0, 1]]);
    expect(network.matrices[0]!.values.data).toEqual(Float32Array.of(0.55, -0.25, 0.4, 0.65, -0.3, -0.9));
    since.rewind();
    expect(network.matrices[0]!.values.data).toEqual(Float32Array.of(0.5, -0.18, 0.1, 0.7, -0.05, -0.3));
    const plain = rows(arena, end);
    prune(plain, { fraction: 0.4 });
    expect(plain.mask()).toEqual([[1, 1, 0, 0, 1, 1, 1, 0, 0, 1]]);
  });

  it("hands back to the criterion what finds no negative weight", async () => {
    using arena = await openArena();
    const network = rows(arena, [0.1, -0.5, 0.2, 0.3, -0.05, 0.4, 0.6, 0.7, 0.8, 0.9]),
      since = new RewindPoint(network);
    expect(prune(network, { fraction: 0.5, activate: 0.4, since })).toBe(5);
    // ⌊.1 · 10⌋ by magnitude: −.05. Of the four to activate one is negative, −.5; three go by magnitude: .1, .2, .3.
    expect(network.mask()).toEqual([[0, 0, 0, 0, 0, 1, 1, 1, 1, 1]]);
  });

  it("takes exactly as many as the sheet counts", async () => {
    using arena = await openArena();
    const random = new Random(3),
      weights = () => Array.from({ length: 1000 }, () => random.uniform() - 0.5);
    const counts = (activate: number) => {
      const network = rows(arena, weights(), []),
        since = new RewindPoint(network);
      return Array.from({ length: 6 }, (_, cycle) => {
        if (cycle > 0) prune(network, { fraction: 0.2, activate, since });
        return network.matrices[0]!.nnz;
      });
    };
    expect(counts(0.02)).toEqual([1000, 800, 640, 513, 411, 330]);
    expect(counts(0)).toEqual([1000, 800, 640, 512, 410, 328]);
    const exact = rows(arena, weights().slice(0, 100));
    expect(prune(exact, { fraction: 0.29 })).toBe(29);
    expect([0, 5, 10, 15, 20, 25].map((cycles) => Number((100 * 0.8 ** cycles).toFixed(2)))).toEqual([
      100, 32.77, 10.74, 3.52, 1.15, 0.38,
    ]);
  });

  it("compares all weights, or those of each matrix", async () => {
    using arena = await openArena();
    const lists = [
      [1, 2, 3, 4],
      [10, 20, 30, 40, 50, 60],
    ] as const;
    const global = rows(arena, ...lists),
      apart = rows(arena, ...lists);
    prune(global, { density: 0.5 });
    expect(global.mask()).toEqual([
      [0, 0, 0, 0],
      [0, 1, 1, 1, 1, 1],
    ]);
    prune(apart, { density: 0.5, scope: "layer" });
    expect(apart.mask()).toEqual([
      [0, 0, 1, 1],
      [0, 0, 0, 1, 1, 1],
    ]);
  });

  it("draws at random: by the seed, each connection equally often, the rest of activating too", async () => {
    using arena = await openArena();
    const hits = new Array<number>(10).fill(0),
      random = new Random(4);
    for (let run = 0; run < 500; run++) {
      const network = rows(arena, start.slice(0, 4), start.slice(4));
      prune(network, { fraction: 0.3, by: "random", random });
      network
        .mask()
        .flat()
        .forEach((stays, i) => {
          hits[i]! += 1 - stays;
        });
      for (const matrix of network.matrices) matrix.dispose();
    }
    // Binomial(500, .3): five standard deviations are 51.
    for (const count of hits) expect(Math.abs(count - 150)).toBeLessThan(51);
    const masks = [5, 5, 6].map((seed) => {
      const network = rows(arena, start.map(Math.abs));
      prune(network, {
        fraction: 0.5,
        activate: 0.3,
        since: new RewindPoint(network),
        by: "random",
        random: new Random(seed),
      });
      return network.mask();
    });
    expect(masks[0]).toEqual(masks[1]);
    expect(masks[0]).not.toEqual(masks[2]);
    expect(masks[0]!.flat().reduce((a, b) => a + b)).toBe(5);
  });

  it("nests its masks over thousands of prunings, exactly, and takes the smallest", async () => {
    const kernels = await openKernels(),
      { Arena } = await import("../../src/wasm/arena.js");
    let prunings = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 12 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(
          fc.record({
            fraction: fc.double({ min: 0, max: 0.6, noNaN: true }),
            part: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
            scope: fc.constantFrom("global" as const, "layer" as const),
            by: fc.constantFrom("magnitude" as const, "lamp" as const, "random" as const),
          }),
          { minLength: 10, maxLength: 10 },
        ),
        (lists, events) => {
          using arena = new Arena(kernels);
          const network = rows(arena, ...lists),
            since = new RewindPoint(network);
          for (const { fraction, part, scope, by } of events) {
            const before = network.mask(),
              present = network.matrices.map(({ nnz }) => nnz),
              activate = fraction * part,
              count = (n: number) => Math.floor((fraction - activate) * n + 1e-6) + Math.floor(activate * n + 1e-6);
            const went = prune(network, { fraction, activate, since, scope, by }),
              after = network.mask();
            expect(went).toBe(
              scope === "layer"
                ? present.reduce((sum, n) => sum + count(n), 0)
                : count(present.reduce((a, b) => a + b)),
            );
            expect(after.flat().some((stays, i) => stays > before.flat()[i]!)).toBe(false);
            // What stays has its own weight.
            expect(network.matrices.flatMap(({ values }) => [...values.data])).toEqual(
              lists.flatMap((list, l) => list.filter((_, i) => after[l]![i] === 1)),
            );
            const magnitudes = (l: number, gone: 0 | 1) =>
              lists[l]!.filter((_, i) => before[l]![i] === 1 && after[l]![i] === 1 - gone).map(Math.abs);
            if (activate === 0 && by !== "random")
              for (const l of lists.keys())
                expect(Math.max(0, ...magnitudes(l, 1))).toBeLessThanOrEqual(Math.min(Infinity, ...magnitudes(l, 0)));
            prunings++;
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(prunings).toBe(2000);
  });

  it("with nothing to activate is the criterion alone, to the bit", async () => {
    using arena = await openArena();
    const [host, none] = [full(arena), full(arena)] as const;
    for (let cycle = 0; cycle < 5; cycle++) {
      prune(host, { fraction: 0.2 });
      prune(none, { fraction: 0.2, activate: 0, since: new RewindPoint(none) });
    }
    expect(wiredOf(none).map(({ matrix }) => [matrix.pattern(), matrix.toDense()])).toEqual(
      wiredOf(host).map(({ matrix }) => [matrix.pattern(), matrix.toDense()]),
    );
  });

  it("prunes a full layer, gives memory back and leaves dense layers and biases alone", async () => {
    using arena = await openArena();
    const network = full(arena);
    for (const { matrix } of wiredOf(network)) matrix.prepareRewiring();
    const before = arena.memory().bytesInUse,
      dense = network.parameters.slice(-2).map(({ value }) => value.data.slice());
    expect(prune(network, { density: 0.1 })).toBe(810);
    expect(network.layers.map(({ parameters: [weights] }) => weights!.value.size).reduce((a, b) => a + b)).toBe(120);
    expect(network.parameters.slice(-2).map(({ value }) => value.data)).toEqual(dense);
    // A value, a gradient, an index and two places: 20 bytes each, up to rounding of blocks.
    expect(before - arena.memory().bytesInUse).toBeGreaterThan(19 * 810);
    expect(prune(network, { density: 0.1 })).toBe(0);
    expect(prune(network, { fraction: 0 })).toBe(0);
  });

  it.each<[string, object, RegExp]>([
    ["no amount", {}, /fraction is undefined/],
    ["two amounts", { fraction: 0.1, density: 0.5 }, /not both/],
    ["a fraction of 1", { fraction: 1 }, /below 1/],
    ["a negative fraction", { fraction: -0.1 }, /fraction/],
    ["no number", { fraction: "half" }, /fraction/],
    ["density 0", { density: 0 }, /above 0/],
    ["density above 1", { density: 1.1 }, /up to 1/],
    ["a density above the present one", { density: 0.9 }, /the present density/],
    ["an unknown criterion", { fraction: 0.1, by: "size" }, /by/],
    ["an unknown scope", { fraction: 0.1, scope: "row" }, /scope/],
    ["no generator", { fraction: 0.1, by: "random", random: Math }, /random/],
    ["more activation than pruning", { fraction: 0.1, activate: 0.2 }, /at most fraction/],
    ["more activation than goes", { density: 0.49, activate: 0.3 }, /at most 9 of 450/],
    ["activation without a start", { fraction: 0.1, activate: 0.05, since: undefined }, /RewindPoint/],
    ["a start of another network", { fraction: 0.1, activate: 0.05, since: "other" }, /one of the network's/],
  ])("refuses %s, and nothing has changed", async (_, options, message) => {
    using arena = await openArena();
    const network = full(arena),
      other = new RewindPoint(full(arena, 2));
    prune(network, { density: 0.5 });
    const before = wiredOf(network).map(({ matrix }) => matrix.toDense()),
      bytes = arena.memory().bytesInUse;
    const since = "since" in options ? (options.since === "other" ? other : undefined) : new RewindPoint(network),
      run = () => prune(network, { ...options, ...(since && { since }) } as PruneOptions);
    expect(run).toThrow(ArgumentError);
    expect(run).toThrow(message);
    expect(wiredOf(network).map(({ matrix }) => matrix.toDense())).toEqual(before);
    expect(arena.memory().bytesInUse).toBe(bytes);
  });

  it("refuses what has no sparse matrices", async () => {
    using arena = await openArena();
    const dense = new Sequential(arena, { inputs: 3, layers: [new Dense(2)] });
    for (const bad of [dense, [], undefined, 3])
      expect(() => prune(bad as Sequential, { fraction: 0.1 })).toThrow(ArgumentError);
  });
});
