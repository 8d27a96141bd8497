import { describe, expect, it } from "vitest";
import { dendrites, Sdr, SpatialPooler, type SpatialPoolerOptions } from "../../src/dendrites/index.js";
import { ArgumentError, DisposedError, MemoryError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { Arena } from "../../src/wasm/arena.js";
import { MersenneTwister } from "../reference/htm/mersenne-twister.js";
import { openArena, openKernels, type Variant } from "../support.js";
import { indices, stateOf } from "./poolers.js";

describe("SpatialPooler", () => {
  const small: SpatialPoolerOptions = { inputDimensions: [8, 9], columnDimensions: [10, 10], potentialRadius: 3 };

  it("has the same bits in both builds and for the same seed, others for another", async () => {
    const run = async (variant: Variant, seed: number) => {
      using arena = await openArena(variant, [dendrites]);
      const pooler = new SpatialPooler(arena, { ...small, boostStrength: 2, random: new Random(seed) }),
        random = new MersenneTwister(1);
      for (let step = 0; step < 60; step++) pooler.compute(random.sample(indices(72), 15).sort());
      expect(pooler.check()).toBe(0);
      return stateOf(pooler);
    };
    const once = await run("simd", 5);
    expect(await run("debug", 5)).toEqual(once);
    expect(await run("simd", 5)).toEqual(once);
    expect((await run("simd", 6)).pools).not.toEqual(once.pools);
  });

  it("draws pools of the right size from the right neighbourhood, and about half of the synapses connected", async () => {
    using arena = await openArena("simd", [dendrites]);
    const pooler = new SpatialPooler(arena, { inputDimensions: [500], columnDimensions: [500], potentialRadius: 20 }),
      counts = new Uint32Array(41);
    let connected = 0;
    for (let column = 0; column < 500; column++) {
      const pool = pooler.potentialPool(column);
      expect(pool.length).toBe(21);
      for (const input of pool) counts[(input - column + 520) % 500]!++;
      connected += pooler.permanences(column).filter((value) => value >= 0.1).length;
    }
    // 500 columns choose each place with probability 21/41: six standard deviations, √(500 · ¼) = 11.2 each.
    for (const count of counts) expect(Math.abs(count - (500 * 21) / 41)).toBeLessThan(67);
    // 10500 synapses: six of √(10500 · ¼) = 51.2.
    expect(Math.abs(connected - 5250)).toBeLessThan(307);
    expect(pooler.connectedCounts.reduce((a, b) => a + b, 0)).toBe(connected);
  });

  it("takes an SDR, and does not learn when told so", async () => {
    using arena = await openArena("simd", [dendrites]);
    const pooler = new SpatialPooler(arena, small),
      before = stateOf(pooler),
      winners = pooler.compute(Sdr.from([8, 9], [1, 2, 40, 71]), false);
    expect(stateOf(pooler)).toEqual(before);
    expect(winners.length).toBe(5);
    expect(pooler.compute([1, 2, 40, 71], false)).toEqual(winners);
    expect(pooler.activeColumns).toEqual(winners);
    expect(winners.buffer).not.toBe(arena.buffer);
    expect(() => pooler.compute(new Sdr(71))).toThrow(ShapeError);
  });

  it("has winners without active inputs, and without a potential input", async () => {
    using arena = await openArena("simd", [dendrites]);
    // All overlap by 0: the last ones win.
    expect([...new SpatialPooler(arena, small).compute([])]).toEqual([95, 96, 97, 98, 99]);
    expect([...new SpatialPooler(arena, { ...small, stimulusThreshold: 1 }).compute([])]).toEqual([]);
    const bare = new SpatialPooler(arena, { ...small, potentialFraction: 0, stimulusThreshold: 1 });
    for (let step = 0; step < 60; step++) expect([...bare.compute([1, 2])]).toEqual([]);
    expect(bare.check()).toBe(0);
  });

  it("sets permanences, and overlaps follow", async () => {
    using arena = await openArena("simd", [dendrites]);
    const pooler = new SpatialPooler(arena, small),
      pool = pooler.potentialPool(3);
    pooler.setPermanences(
      3,
      Array.from(pool, (_, i) => (i < 4 ? 0.1 : 0.09)),
    );
    expect(pooler.check()).toBe(0);
    expect(pooler.connectedCounts[3]).toBe(4);
    pooler.compute(pool, false);
    expect(pooler.overlaps[3]).toBe(4);
    const before = stateOf(pooler);
    expect(() => pooler.setPermanences(3, [0.5])).toThrow(ShapeError);
    expect(() => pooler.setPermanences(100, pool)).toThrow(ArgumentError);
    expect(() => pooler.setPermanences(3, new Float32Array(pool.length).fill(1.5))).toThrow(ArgumentError);
    expect(stateOf(pooler)).toEqual(before);
  });

  it.each<[string, unknown]>([
    ["out of order", [2, 1]],
    ["named twice", [1, 1]],
    ["out of range", [72]],
    ["negative", [-1]],
    ["no integers", [0.5]],
    ["NaN", [Number.NaN]],
    ["no array", 3],
    ["null", null],
    ["an object", {}],
  ])("refuses inputs that are %s and stays as it was", async (_, input) => {
    using arena = await openArena("simd", [dendrites]);
    const pooler = new SpatialPooler(arena, small);
    pooler.compute([1, 5, 70]);
    const before = stateOf(pooler),
      winners = [...pooler.activeColumns];
    expect(() => pooler.compute(input as number[])).toThrow(ArgumentError);
    expect(stateOf(pooler)).toEqual(before);
    expect([...pooler.activeColumns]).toEqual(winners);
  });

  it.each<[string, unknown]>([
    ["no dimensions", { inputDimensions: [] }],
    ["dimensions that are no array", { columnDimensions: 5 }],
    ["an extent of 0", { columnDimensions: [0, 4] }],
    ["grids of different dimensions", { columnDimensions: [100] }],
    ["too many columns", { columnDimensions: [2 ** 20, 2 ** 20] }],
    ["a negative radius", { potentialRadius: -1 }],
    ["a fraction above 1", { potentialFraction: 1.1 }],
    ["a density that lets none win", { density: 0.009 }],
    ["a density that is NaN", { density: Number.NaN }],
    ["a threshold that is no integer", { stimulusThreshold: 0.5 }],
    ["an increment below 0", { permanenceIncrement: -0.1 }],
    ["a period of 0", { dutyCyclePeriod: 0 }],
    ["too strong boosting", { boostStrength: 65 }],
    ["a wrapAround of 1", { wrapAround: 1 }],
    ["a seed that is none", { compatible: { seed: -1 } }],
    ["a random that is none", { random: 7 }],
  ])("refuses %s and keeps no memory", async (_, wrong) => {
    using arena = await openArena("simd", [dendrites]);
    expect(() => new SpatialPooler(arena, { ...small, ...(wrong as object) })).toThrow(ArgumentError);
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each([
    [[2 ** 15], [2 ** 18], 2 ** 15],
    [[2 ** 27], [2 ** 27], 16],
    [[2 ** 20], [2 ** 12], 2 ** 20],
  ])(
    "of %j inputs and %j columns in a radius of %i needs more memory than there is",
    async (inputs, columns, radius) => {
      using arena = await openArena("simd", [dendrites]);
      const wasm = arena.memory().wasmBytes;
      expect(
        () => new SpatialPooler(arena, { inputDimensions: inputs, columnDimensions: columns, potentialRadius: radius }),
      ).toThrow(MemoryError);
      expect(arena.memory().bytesInUse).toBe(0);
      expect(arena.memory().wasmBytes).toBe(wasm);
    },
  );

  it("leaves nothing behind, wherever memory runs out", async () => {
    class Scarce extends Arena {
      left = 0;
      override allocate(bytes: number, owner?: string): number {
        if (this.left-- <= 0) throw new MemoryError(owner ?? "", bytes, "none is left");
        return super.allocate(bytes, owner);
      }
    }
    using arena = new Scarce(await openKernels("simd", [dendrites]));
    let failed = 0;
    for (; ; failed++) {
      arena.left = failed;
      try {
        new SpatialPooler(arena, small).dispose();
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
        expect(arena.memory().bytesInUse).toBe(0);
      }
    }
    expect(failed).toBeGreaterThan(20);
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("allocates nothing in a step, is disposed once, refuses use afterwards", async () => {
    using arena = await openArena("simd", [dendrites]);
    const pooler = new SpatialPooler(arena, { ...small, globalInhibition: false, boostStrength: 1 }),
      { allocations } = arena.memory();
    for (let step = 0; step < 101; step++) pooler.compute([step % 72]);
    expect(arena.memory().allocations).toBe(allocations);
    pooler.dispose();
    pooler.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
    expect(() => pooler.compute([1])).toThrow(DisposedError);
    expect(() => pooler.iteration).toThrow(DisposedError);
    expect(() => pooler.activeColumns).toThrow(DisposedError);
    const late = new SpatialPooler(arena, small);
    arena.dispose();
    late.dispose();
    expect(() => late.overlaps).toThrow(DisposedError);
  });

  it("keeps its views over growth of the memory", async () => {
    using arena = await openArena("simd", [dendrites]);
    const pooler = new SpatialPooler(arena, small),
      winners = pooler.compute([1, 2, 3], false);
    arena.allocate(2 ** 24);
    expect(pooler.compute([1, 2, 3], false)).toEqual(winners);
  });
});
