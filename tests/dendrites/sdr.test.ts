import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MersenneTwister } from "../../src/dendrites/mersenne-twister.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ArgumentError, NeuriteError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { formsOf, places, twoLists } from "./sdrs.js";

const allForms = (list: readonly number[]) => ({ indices: list, bits: list, dense: list, has: list });

const sources = [
  ["Random", (seed: number) => new Random(seed)],
  ["MersenneTwister", (seed: number) => new MersenneTwister(seed)],
] as const;

it("has the same ON bits in every form, whatever form it was set by", () =>
  fc.assert(
    fc.property(twoLists, ([size, before, list]) => {
      const dense = places(size).map((index) => list.includes(index));
      const ways: ((sdr: Sdr) => Sdr)[] = [
        (sdr) => sdr.set(list),
        (sdr) => sdr.set(Uint32Array.from(list)),
        (sdr) => sdr.setDense(dense),
        (sdr) => sdr.setDense(Float32Array.from(dense, Number)),
        (sdr) => sdr.setBits(Sdr.from(size, list).bits),
        (sdr) => sdr.copyFrom(Sdr.from([size], list)),
        (sdr) => list.reduce((target, index) => target.add(index), sdr.clear()),
      ];
      for (const way of ways)
        for (const look of ["indices", "bits"] as const) {
          const sdr = Sdr.from(size, before);
          expect(sdr[look].length).toBeGreaterThanOrEqual(0);
          expect(way(sdr)).toBe(sdr);
          expect(formsOf(sdr)).toEqual(allForms(list));
          expect(sdr.count).toBe(list.length);
          expect(sdr.sparsity).toBe(list.length / size);
          expect(formsOf(sdr.clear())).toEqual(allForms([]));
        }
      expect(formsOf(Sdr.fromDense(dense))).toEqual(allForms(list));
    }),
  ));

it("stays in step through any series of changes", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("add", "set", "bits", "look", "clear"), fc.nat(69)), { maxLength: 30 }),
      (changes) => {
        const sdr = new Sdr([7, 10]);
        let want: number[] = [];
        for (const [change, index] of changes) {
          if (change === "add") {
            sdr.add(index);
            want = [...new Set([...want, index])].sort((a, b) => a - b);
          } else if (change === "set") sdr.set((want = places(70).filter((i) => (i * 31) % 70 < index)));
          else if (change === "bits") sdr.setBits(Sdr.from(70, (want = [index])).bits);
          else if (change === "clear") {
            sdr.clear();
            want = [];
          } else expect([...sdr.indices]).toEqual(want);
        }
        expect(formsOf(sdr)).toEqual(allForms(want));
      },
    ),
  ));

it("sets itself from its own views", () => {
  const sdr = Sdr.from(100, [3, 40, 99]);
  expect([...sdr.set(sdr.indices.subarray(1)).indices]).toEqual([40, 99]);
  expect([...sdr.copyFrom(sdr).setBits(sdr.bits).indices]).toEqual([40, 99]);
});

it("counts the overlap as the definition does, and tells equal from unequal", () =>
  fc.assert(
    fc.property(twoLists, ([size, a, b]) => {
      const first = Sdr.from(size, a),
        second = Sdr.from(size, b),
        shared = a.filter((index) => b.includes(index)).length;
      expect(first.overlap(second)).toBe(shared);
      expect(second.overlap(first)).toBe(shared);
      expect(first.equals(second)).toBe(String(a) === String(b));
      expect(first.equals(first.clone())).toBe(true);
      expect(first.equals(Sdr.from([size, 1], a))).toBe(false);
    }),
  ));

describe.each(sources)("with draws of %s", (_, open) => {
  it("noise moves the count asked for, keeps the size, and repeats itself", () =>
    fc.assert(
      fc.property(twoLists, fc.nat(0xffff), fc.double({ min: 0, max: 1, noNaN: true }), ([size, list], seed, share) => {
        const sdr = Sdr.from(size, list),
          count = Math.floor(share * Math.min(list.length, size - list.length)),
          noisy = sdr.noise({ count }, open(seed));
        expect([...sdr.indices]).toEqual(list);
        expect(formsOf(noisy)).toEqual(allForms([...noisy.indices]));
        expect(noisy.count).toBe(list.length);
        expect(noisy.overlap(sdr)).toBe(list.length - count);
        expect(sdr.clone().noise({ count }, open(seed), sdr).equals(noisy)).toBe(true);
        expect(sdr.equals(noisy)).toBe(true);
      }),
    ));

  it("a subsample is some of the ON bits", () =>
    fc.assert(
      fc.property(twoLists, fc.nat(0xffff), ([size, list], seed) => {
        const sdr = Sdr.from(size, list),
          count = seed % (list.length + 1),
          part = sdr.subsample({ count }, open(seed));
        expect(formsOf(part)).toEqual(allForms([...part.indices]));
        expect(part.count).toBe(count);
        expect(part.overlap(sdr)).toBe(count);
        expect(sdr.subsample({ count }, open(seed), sdr)).toBe(sdr);
        expect(sdr.equals(part)).toBe(true);
      }),
    ));

  it("every bit is as likely as any other", () => {
    const random = open(3),
      counts = new Array(40).fill(0);
    for (let i = 0; i < 4000; i++)
      for (const index of Sdr.random([5, 8], { count: 10 }, random).indices) counts[index]++;
    // 39 degrees of freedom, p = 0.001; drawing without replacement scatters less than the χ² bound.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(72.06);
  });
});

it("rounds fractions to counts", () => {
  const random = new Random(1);
  expect(Sdr.random(1000, { fraction: 0.15 }, random).count).toBe(150);
  const sdr = Sdr.random(100, { count: 50 }, random);
  expect(sdr.subsample({ fraction: 0.09 }, random).count).toBe(5);
  expect(sdr.noise({ fraction: 0.2 }, random).overlap(sdr)).toBe(40);
  expect(sdr.noise({ fraction: 1 }, random).overlap(sdr)).toBe(0);
  expect(sdr.randomize({ fraction: 1 }, random).count).toBe(100);
});

it("draws ON bits before new places, each from the ascending list", () => {
  const sdr = Sdr.from(8, [1, 4, 6]),
    random = new MersenneTwister(42),
    [leaving] = random.sample([1, 4, 6], 1),
    [coming] = random.sample([0, 2, 3, 5, 7], 1),
    want = [...[1, 4, 6].filter((index) => index !== leaving), coming!].sort();
  expect([...sdr.noise({ count: 1 }, new MersenneTwister(42)).indices]).toEqual(want);
});

const sdr = Sdr.from(70, [1, 69]),
  random = new Random(1);

it.each<[string, () => unknown]>([
  ["unsorted", () => sdr.set([3, 2])],
  ["twice", () => sdr.set([3, 3])],
  ["out of range", () => sdr.set([3, 70])],
  ["negative", () => sdr.set([-1])],
  ["fractional", () => sdr.set([0.5])],
  ["NaN", () => sdr.set([Number.NaN])],
  ["no list", () => sdr.set(undefined as unknown as number[])],
  ["a hole", () => sdr.set(new Array(2))],
  ["added out of range", () => sdr.add(70)],
  ["added fraction", () => sdr.add(0.5)],
  ["dense of another size", () => sdr.setDense([1, 0])],
  ["dense of none", () => sdr.setDense(null as unknown as number[])],
  ["words too few", () => sdr.setBits(new Uint32Array(2))],
  ["words of none", () => sdr.setBits(undefined as unknown as Uint32Array)],
  ["a bit past the end", () => sdr.setBits(Uint32Array.of(0, 0, 1 << 6))],
  ["copied from another size", () => sdr.copyFrom(new Sdr(71))],
  ["copied from none", () => sdr.copyFrom({ size: 70 } as Sdr)],
  ["overlap of sizes", () => sdr.overlap(new Sdr(71))],
  ["noise of more than are ON", () => sdr.noise({ count: 3 }, random)],
  ["noise of more than are OFF", () => Sdr.from(3, [0, 1]).noise({ fraction: 1 }, random)],
  ["noise of NaN", () => sdr.noise({ fraction: Number.NaN }, random)],
  ["noise of nothing", () => sdr.noise({} as { count: number }, random)],
  ["noise of none", () => sdr.noise(undefined as unknown as { count: number }, random)],
  ["noise without draws", () => sdr.noise({ count: 1 }, undefined as unknown as Random)],
  ["noise into another size", () => sdr.noise({ count: 1 }, random, new Sdr(3))],
  ["subsample of more", () => sdr.subsample({ count: 3 }, random)],
  ["subsample into another size", () => sdr.subsample({ count: 1 }, random, new Sdr(3))],
  ["random bits of more", () => sdr.randomize({ count: 71 }, random)],
  ["random bits without draws", () => sdr.randomize({ count: 1 }, {} as Random)],
])("refuses %s and stays as it is", (_, call) => {
  expect(call).toThrow(NeuriteError);
  expect(formsOf(sdr)).toEqual(allForms([1, 69]));
});

it.each([[0], [-1], [1.5], [Number.NaN], [2 ** 31], [[]], [[3, 0]], [[2 ** 16, 2 ** 16]], [undefined], ["7"]])(
  "refuses dimensions %j",
  (dimensions) => {
    expect(() => new Sdr(dimensions as number)).toThrow(ArgumentError);
  },
);

it("names the place of a bad index", () => {
  expect(() => Sdr.from(9, [4, 2])).toThrow("indices[1] (ascending, each once) is 2, must be an integer from 5 to 8");
  expect(() => Sdr.from(9, [4]).overlap(new Sdr([2, 3]))).toThrow(ShapeError);
});
