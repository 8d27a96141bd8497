import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { bindSample, sampleWithoutReplacement } from "../../src/sparsity/sample.js";
import { rewiringKernels } from "../../src/tensor/rewiring.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena, variants } from "../support.js";
import { chiSquare, chiSquareLimit } from "./support.js";

const sizes = fc
  .tuple(fc.oneof(fc.nat(40), fc.nat(5000), fc.constant(2 ** 53)), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([population, part]) => [population, Math.floor(part * Math.min(population, 300))] as const);

describe("sampleWithoutReplacement", () => {
  it("gives exactly the number asked for, distinct, ascending and in range", () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([population, count], seed) => {
        const chosen = sampleWithoutReplacement(new Random(seed), population, count);
        expect(chosen.length).toBe(count);
        for (let k = 0; k < count; k++) {
          expect(Number.isInteger(chosen[k])).toBe(true);
          expect(chosen[k]!).toBeGreaterThan(k === 0 ? -1 : chosen[k - 1]!);
          expect(chosen[k]!).toBeLessThan(population);
        }
      }),
    );
  });

  it("takes all or nothing at the ends", () => {
    expect([...sampleWithoutReplacement(new Random(1), 70, 70)]).toEqual(Array.from({ length: 70 }, (_, i) => i));
    expect(sampleWithoutReplacement(new Random(1), 70, 0).length).toBe(0);
    expect(sampleWithoutReplacement(new Random(1), 0, 0).length).toBe(0);
  });

  // Few of many use the table, up to half the bit set, more than half its complement.
  it.each([
    [70, 2],
    [9, 3],
    [7, 5],
  ])("chooses every subset of %i equally often when taking %i", (population, count) => {
    let subsets = 1;
    for (let k = 0; k < count; k++) subsets = (subsets * (population - k)) / (k + 1);
    const random = new Random(11),
      seen = new Map<string, number>(),
      perSubset = 20;
    for (let n = 0; n < subsets * perSubset; n++) {
      const subset = sampleWithoutReplacement(random, population, count).join();
      seen.set(subset, (seen.get(subset) ?? 0) + 1);
    }
    const counts = [...seen.values(), ...new Array(subsets - seen.size).fill(0)];
    expect(chiSquare(counts, perSubset)).toBeLessThan(chiSquareLimit(subsets - 1));
  });

  it.each([
    [10, 11],
    [10, -1],
    [10, 2.5],
    [-1, 0],
    [2 ** 53 * 2, 1],
    [Number.NaN, 0],
    [2 ** 40, 2 ** 31],
  ])("refuses population %d with count %d", (population, count) => {
    expect(() => sampleWithoutReplacement(new Random(1), population, count)).toThrow(ArgumentError);
  });
});

it.each(variants)("%s build: bindSample draws the same integers and allocates nothing", async (variant) => {
  using arena = await openArena(variant);
  const sample = bindSample(arena, 20_000, 150),
    before = arena.memory().allocations,
    // Within its room, with a population or a count beyond it, of which JavaScript takes care, and more than one fill of blocks.
    cases = fc.oneof(sizes, fc.tuple(fc.constant(20_000), fc.integer({ min: 0, max: 150 })));
  const same = (sampler: typeof sample, population: number, count: number, seed: number) => {
    const one = new Random(seed),
      other = new Random(seed);
    expect(sampler(one, population, count)).toEqual(sampleWithoutReplacement(other, population, count));
    expect(one.position).toBe(other.position);
  };
  fc.assert(fc.property(cases, fc.nat(), ([population, count], seed) => same(sample, population, count, seed)));
  expect(arena.memory().allocations).toBe(before);
  same(bindSample(arena, 100_000, 60_000), 100_000, 60_000, 1);
  same(bindSample(arena, 100_000, 60_000), 100_000, 40_000, 2);
  expect(() => sample(new Random(1), 5, 6)).toThrow(ArgumentError);
});

it.each(variants)(
  "%s build: mark_members divides 53 bits exactly and draws again as Random.integer does",
  async (variant) => {
    using arena = await openArena(variant);
    const { mark_members } = rewiringKernels.of(arena.kernels),
      block = new Tensor(arena, [4], "i32"),
      marks = new Tensor(arena, [2 ** 13], "i32"),
      all = 2n ** 53n,
      // Close to multiples of the limit, the last of them among these, where a quotient comes closest to the next integer.
      near = fc.record({
        limit: fc.integer({ min: 1, max: 32 * 2 ** 13 }),
        at: fc.oneof(fc.constant(all), fc.bigInt({ min: 0n, max: all })),
        off: fc.bigInt({ min: -2n, max: 2n }),
      });
    fc.assert(
      fc.property(near, ({ limit, at, off }) => {
        const divisor = BigInt(limit),
          aim = at - (at % divisor) + off,
          bits = aim < 0n ? 0n : aim < all ? aim : all - 1n,
          isFair = bits < all - (all % divisor);
        block.data.set([Number(bits >> 26n) << 5, Number(bits & 0x3ffffffn) << 6]);
        marks.data.fill(0);
        expect(mark_members(limit - 1, limit, 1, block.ptr, marks.ptr)).toBe(isFair ? limit : limit - 1);
        const member = Number(bits % divisor),
          word = marks.data.findIndex((bits) => bits !== 0);
        expect([word, marks.data[word]]).toEqual(isFair ? [member >>> 5, 1 << (member & 31)] : [-1, undefined]);
      }),
      { numRuns: 300 },
    );
  },
);
