import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, MemoryError, ShapeError } from "../../src/errors.js";
import { permutation, sampleWithoutReplacement, shuffle } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena, variants } from "../support.js";

const seeds = fc.integer({ min: 0, max: 2 ** 53 - 1 });

/** The definitions, drawing from the TypeScript twin. */
function shuffled(random: Random, values: number[]): number[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
  return values;
}

function sampled(random: Random, n: number, k: number): number[] {
  const chosen = new Set<number>();
  for (let j = n - k; j < n; j++) {
    const drawn = random.integer(j + 1);
    chosen.add(chosen.has(drawn) ? j : drawn);
  }
  return [...chosen].sort((a, b) => a - b);
}

describe("permutation and shuffle", () => {
  it.each(variants)(
    "%s build equals Fisher–Yates over Random.integer and leaves the same position",
    async (variant) => {
      using arena = await openArena(variant);
      fc.assert(
        fc.property(seeds, fc.nat(60), (seed, n) => {
          const x = new Tensor(arena, [n + 2], "i32"),
            random = new Random(seed).stream("order"),
            twin = new Random(seed).stream("order"),
            first = shuffled(twin, Array.from(x.data.keys()));
          expect([...permutation(random, x).data]).toEqual(first);
          expect([...shuffle(random, x).data]).toEqual(shuffled(twin, first));
          expect(random.position).toBe(twin.position);
          x.dispose();
        }),
      );
      expect(arena.memory().bytesInUse).toBe(0);
    },
  );

  it("handles no and one element and writes nothing beyond", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [8], "i32");
    x.data.fill(9);
    expect(arena.kernels.permutation_i32(0, 1, 2, 3, 4, 0, x.ptr)).toBe(0);
    expect(arena.kernels.permutation_i32(1, 1, 2, 3, 4, 0, x.ptr)).toBe(0);
    expect(arena.kernels.permutation_i32(3, 1, 2, 3, 4, 0, x.ptr + 8)).toBe(2);
    expect([...x.data.slice(2, 5)].sort()).toEqual([0, 1, 2]);
    expect([...x.data.slice(0, 2), ...x.data.slice(5)]).toEqual([0, 9, 9, 9, 9]);
  });

  it("gives every order of four equally often", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [4], "i32"),
      random = new Random(6),
      counts = new Map<string, number>(),
      rounds = 24_000;
    for (let i = 0; i < rounds; i++) {
      const order = String(permutation(random, x).data);
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(49.73); // 23 degrees of freedom, p = 0.001
  });

  it("refuses other shapes and element types", async () => {
    using arena = await openArena();
    expect(() => permutation(new Random(1), new Tensor(arena, [2, 2], "i32"))).toThrow(ShapeError);
    expect(() => shuffle(new Random(1), new Tensor(arena, [4]) as unknown as Tensor<"i32">)).toThrow(ShapeError);
  });
});

describe("sampleWithoutReplacement", () => {
  // Dense and sparse samples, whole populations, and populations beyond 32 bits.
  const cases = fc.oneof(
    fc.integer({ min: 0, max: 80 }).chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n }))),
    fc.tuple(fc.integer({ min: 100, max: 2 ** 53 }), fc.integer({ min: 0, max: 80 })),
  );

  it.each(variants)("%s build equals Floyd's method over Random.integer, sorted", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(seeds, cases, (seed, [n, k]) => {
        const random = new Random(seed).stream("sample"),
          twin = new Random(seed).stream("sample");
        expect([...sampleWithoutReplacement(random, n, k, arena)]).toEqual(sampled(twin, n, k));
        expect(random.position).toBe(twin.position);
      }),
      { numRuns: 300 },
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each([
    [2 ** 40, 100_000],
    [2 ** 53, 1000],
    [1_000_000, 100_000],
    [100_000, 99_999],
    [100_000, 100_000],
  ])("of %s takes %s distinct ascending integers, evenly spread", async (n, k) => {
    using arena = await openArena();
    const values = sampleWithoutReplacement(new Random(8), n, k, arena),
      counts = new Array(10).fill(0);
    expect(values.length).toBe(k);
    let ascending = true;
    values.forEach((value, i) => {
      if (!Number.isSafeInteger(value) || value < 0 || value >= n || (i > 0 && value <= values[i - 1]!))
        ascending = false;
      counts[Math.floor((value / n) * 10)]++;
    });
    expect(ascending).toBe(true);
    // Without replacement the counts vary less than a multinomial's, so its bound holds.
    const chiSquare = counts.reduce((sum, count) => sum + (count - k / 10) ** 2 / (k / 10), 0);
    expect(chiSquare).toBeLessThan(27.88); // 9 degrees of freedom, p = 0.001
  });

  it("gives every subset equally often", async () => {
    using arena = await openArena();
    const random = new Random(10),
      counts = new Map<string, number>(),
      rounds = 20_000;
    for (let i = 0; i < rounds; i++) {
      const subset = String(sampleWithoutReplacement(random, 6, 3, arena));
      counts.set(subset, (counts.get(subset) ?? 0) + 1);
    }
    expect(counts.size).toBe(20);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(43.82); // 19 degrees of freedom, p = 0.001
  });

  it("refuses impossible requests and leaves arena and generator as they were", async () => {
    using arena = await openArena();
    const random = new Random(1);
    for (const [n, k] of [
      [3, 4],
      [3, -1],
      [3, 1.5],
      [-1, 0],
      [2.5, 1],
      [2 ** 54, 1],
      [Number.NaN, 1],
      [5, Number.NaN],
    ] as const)
      expect(() => sampleWithoutReplacement(random, n, k, arena)).toThrow(ArgumentError);
    expect(() => sampleWithoutReplacement(random, 2 ** 40, 2 ** 30, arena)).toThrow(MemoryError);
    expect(random.position).toBe(0);
    expect(arena.memory().bytesInUse).toBe(0);
  });
});
