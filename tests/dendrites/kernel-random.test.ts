import { describe, expect, it } from "vitest";
import { expectKernelRandom, KernelRandom } from "../../src/dendrites/kernel-random.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import { ArgumentError, DisposedError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import type { Arena } from "../../src/wasm/arena.js";
import { MersenneTwister } from "../reference/htm/mersenne-twister.js";
import { openArena, variants } from "../support.js";

/** Draws by growing one synapse from all others: which it takes shows the draws. */
function grown(arena: Arena, random: KernelRandom, inputs: number, count: number): number[] {
  const store = new SegmentStore(arena, { cells: 1, inputs }),
    segment = store.createSegment(0),
    candidates = Array.from({ length: inputs }, (_, i) => i);
  store.grow(segment, candidates, random, { permanence: 0.5, most: count });
  const { inputs: taken } = store.synapses(segment);
  store.dispose();
  return [...taken];
}

describe.each(variants)("KernelRandom, %s build", (variant) => {
  it("in compatible mode draws what the Mersenne Twister draws, across its blocks", async () => {
    using arena = await openArena(variant, [dendrites]);
    for (const seed of [0, 42, 2 ** 32 - 1]) {
      const random = new KernelRandom("test", arena, { compatible: { seed } }),
        twister = new MersenneTwister(seed);
      for (let round = 0; round < 30; round++) {
        const order = Array.from({ length: 100 }, (_, i) => i);
        twister.shuffle(order);
        expect(grown(arena, random, 100, 7)).toEqual(order.slice(0, 7));
      }
      expect([random.compatible, random.position]).toEqual([true, (30 * 99) % 624]);
    }
  });

  it("draws every choice about equally often", async () => {
    using arena = await openArena(variant, [dendrites]);
    const random = new KernelRandom("test", arena, { random: new Random(4) }),
      counts = new Float64Array(10),
      rounds = 2000;
    for (let round = 0; round < rounds; round++) for (const input of grown(arena, random, 10, 3)) counts[input]!++;
    // χ² of 9 degrees of freedom; draws within a round exclude each other, which makes it smaller. 27.9: one in a thousand.
    const expected = (3 * rounds) / 10;
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(27.9);
  });

  it.each([
    ["its own", { random: new Random(9) }],
    ["compatible", { compatible: { seed: 9 } }],
  ])("goes on from its state, %s draws", async (_, options) => {
    using arena = await openArena(variant, [dendrites]);
    const random = new KernelRandom("test", arena, options),
      other = new KernelRandom("test", arena, "random" in options ? {} : { compatible: { seed: 1 } });
    grown(arena, random, 50, 5);
    const { state } = random;
    expect(KernelRandom.isState(state)).toBe(true);
    other.state = state;
    expect(grown(arena, other, 50, 20)).toEqual(grown(arena, random, 50, 20));
    expect(other.state).toEqual(random.state);
    for (const wrong of [[], [2, 0, 1, 1, 1, 1], [0, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], [0, 0, 1], [1, 0, 1, 1, 1, 1]])
      expect(KernelRandom.isState(Uint32Array.from(wrong))).toBe(false);
    expect(KernelRandom.isState(Uint32Array.of(1, 625, ...new Uint32Array(624).fill(1)))).toBe(false);
  });
});

it("KernelRandom refuses wrong seeds and sources, and goes once", async () => {
  using arena = await openArena("simd", [dendrites]);
  using elsewhere = await openArena("simd", [dendrites]);
  using bare = await openArena();
  for (const options of [
    ...[-1, 0.5, 2 ** 32, Number.NaN, "1"].map((seed) => ({ compatible: { seed } })),
    ...[null, {}, 7].map((random) => ({ random })),
  ])
    expect(() => new KernelRandom("test", arena, options as { random: Random })).toThrow(ArgumentError);
  expect(() => new KernelRandom("test", bare, {})).toThrow(ArgumentError);
  expect([arena.memory().bytesInUse, bare.memory().bytesInUse]).toEqual([0, 0]);
  const random = new KernelRandom("test", arena, {});
  expectKernelRandom("test", random, arena);
  expect(() => expectKernelRandom("test", random, elsewhere)).toThrow(ArgumentError);
  expect(() => expectKernelRandom("test", {} as KernelRandom, arena)).toThrow(ArgumentError);
  random.dispose();
  random.dispose();
  expect(() => random.pointer).toThrow(DisposedError);
  expect(() => random.state).toThrow(DisposedError);
  expect(arena.memory().bytesInUse).toBe(0);
});
