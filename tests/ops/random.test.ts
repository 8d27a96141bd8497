import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { fillBernoulli, fillBits, fillNormal, fillUniform } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/random.js";
import { openArena, variants } from "../support.js";

const seeds = fc.integer({ min: 0, max: 2 ** 53 - 1 }),
  // Positions where the low counter word overflows inside a group of blocks, and the largest ones.
  positions = fc.oneof(
    fc.integer({ min: 0, max: 100 }),
    fc.integer({ min: 2 ** 32 - 12, max: 2 ** 32 + 4 }),
    fc.integer({ min: 2 ** 53 - 60, max: 2 ** 53 - 40 }),
  ),
  sizes = fc.integer({ min: 0, max: 70 });

function at(seed: number, position: number, stream = "fill"): Random {
  const random = new Random(seed).stream(stream);
  random.position = position;
  return random;
}

describe("fills", () => {
  it.each(variants)("%s build: every word equals the twin's, any position and any split", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(seeds, positions, sizes, fc.nat(70), fc.nat(70), (seed, position, size, a, b) => {
        const x = new Tensor(arena, [size], "i32"),
          random = at(seed, position),
          expected = reference.words(random, size).map((word) => word | 0);
        expect([...fillBits(random, x).data]).toEqual(expected);
        expect(random.position).toBe(position + Math.ceil(size / 4));

        const [begin, end] = [Math.min(a, b, size), Math.min(Math.max(a, b), size)],
          [key0, key1] = random.keyWords;
        x.data.fill(7);
        arena.kernels.fill_bits_i32(begin, end, key0, key1, ...random.streamWords, position, x.ptr);
        expect([...x.data]).toEqual(expected.map((word, i) => (i >= begin && i < end ? word : 7)));
        x.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build: uniform, normal and Bernoulli fills do not depend on the split", async (variant) => {
    using arena = await openArena(variant);
    const { kernels } = arena,
      stream = [11, 12, 13, 14] as const;
    fc.assert(
      fc.property(sizes, fc.nat(70), fc.nat(70), (size, a, b) => {
        const cuts = [0, Math.min(a, b, size), Math.min(Math.max(a, b), size), size],
          whole = new Tensor(arena, [size]),
          parts = new Tensor(arena, [size]),
          wholeBytes = new Tensor(arena, [size], "u8"),
          partBytes = new Tensor(arena, [size], "u8");
        for (const fill of [
          (from: number, to: number, x: number) => kernels.fill_uniform_f32(from, to, ...stream, 5, -2, 3, x),
          (from: number, to: number, x: number) => kernels.fill_normal_f32(from, to, ...stream, 5, 1, 2, x),
          (from: number, to: number, x: number) => kernels.fill_bernoulli_f32(from, to, ...stream, 5, 2 ** 31, x),
        ]) {
          fill(0, size, whole.ptr);
          parts.data.fill(99);
          for (let i = 0; i < 3; i++) fill(cuts[i]!, cuts[i + 1]!, parts.ptr);
          expect(parts.data).toEqual(whole.data);
        }
        kernels.fill_bernoulli_u8(0, size, ...stream, 5, 2 ** 31, wholeBytes.ptr);
        partBytes.data.fill(99);
        for (let i = 0; i < 3; i++)
          kernels.fill_bernoulli_u8(cuts[i]!, cuts[i + 1]!, ...stream, 5, 2 ** 31, partBytes.ptr);
        expect(partBytes.data).toEqual(wholeBytes.data);
        expect([...wholeBytes.data]).toEqual([...whole.data]); // the last f32 fill was Bernoulli's, of the same words
        for (const tensor of [whole, parts, wholeBytes, partBytes]) tensor.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it("writes nothing around its range", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [64]),
      bytes = new Tensor(arena, [64], "u8");
    x.data.fill(42);
    bytes.data.fill(42);
    arena.kernels.fill_normal_f32(21, 39, 1, 2, 3, 4, 0, 0, 1, x.ptr);
    arena.kernels.fill_bernoulli_u8(21, 39, 1, 2, 3, 4, 0, 2 ** 31, bytes.ptr);
    for (let i = 0; i < 64; i++) {
      expect(x.data[i] === 42).toBe(i < 21 || i >= 39);
      expect(bytes.data[i] === 42).toBe(i < 21 || i >= 39);
    }
  });

  it("independent streams and positions share no words", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [4096], "i32"),
      seen = new Set<number>();
    for (const random of [new Random(1), new Random(2), new Random(1).stream("a"), new Random(1).stream(0)])
      for (let repeat = 0; repeat < 2; repeat++) for (const word of fillBits(random, x).data) seen.add(word);
    // 32 768 words of 2^32: 0.125 coincidences are expected, more than 3 have probability below 10^-5.
    expect(seen.size).toBeGreaterThanOrEqual(32768 - 3);
  });
});

describe("fillUniform", () => {
  it.each(variants)("%s build equals f32 arithmetic on the twin's words and stays below high", async (variant) => {
    using arena = await openArena(variant);
    const bound = fc.float({ noNaN: true, min: -1000, max: 1000 });
    fc.assert(
      fc.property(seeds, bound, bound, sizes, (seed, a, b, size) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(low < high);
        const x = new Tensor(arena, [size]),
          random = new Random(seed),
          words = reference.words(random, size);
        const values = [...fillUniform(random, x, low, high).data],
          expected = words.map((word) => reference.uniform(word, low, high));
        // Where rounding would give `high`, the largest number below it stands.
        expect(values.filter((_, i) => expected[i]! < high)).toEqual(expected.filter((value) => value < high));
        expect(values.every((value) => value >= low && value < high)).toBe(true);
        x.dispose();
      }),
    );
  });

  it.each([
    [1, 1 + 2 ** -23],
    [-(2 ** -149), 0],
    [-1 - 2 ** -23, -1],
  ])("of the two f32 numbers %s and %s gives only the lower", async (low, high) => {
    using arena = await openArena();
    const x = fillUniform(new Random(4), new Tensor(arena, [1000]), low, high);
    expect(new Set(x.data)).toEqual(new Set([low]));
  });

  it("is uniform", async () => {
    using arena = await openArena();
    const n = 100_000,
      x = fillUniform(new Random(9), new Tensor(arena, [n]));
    // Kolmogorov: P(D·√n > 1.95) < 0.001; the seed is fixed, so the outcome is too.
    expect(reference.kolmogorovSmirnov(x.data, (v) => v) * Math.sqrt(n)).toBeLessThan(1.95);
    const pairs = new Array(256).fill(0);
    for (let i = 0; i < n; i += 2) pairs[Math.floor(x.data[i]! * 16) * 16 + Math.floor(x.data[i + 1]! * 16)]++;
    const expected = n / 2 / 256,
      chiSquare = pairs.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(330.5); // 255 degrees of freedom, p = 0.001
  });

  it.each([
    [1, 1],
    [2, 1],
    [Number.NaN, 1],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
    [-3e38, 3e38],
    [1, 1 + 1e-9],
  ])("refuses [%s, %s)", async (low, high) => {
    using arena = await openArena();
    const x = new Tensor(arena, [4]),
      random = new Random(1);
    expect(() => fillUniform(random, x, low, high)).toThrow(ArgumentError);
    expect(random.position).toBe(0);
  });
});

describe("fillNormal", () => {
  // Against double precision on the same words. Relative error of the radius: −2 ln u takes 8 roundings of terms at most
  // twice its size (16 · 2^-24, halved by the root, one more); of sine and cosine: the angle 3 roundings of at most 0.8,
  // the polynomial 4 of at most 1, the product 1. Together below 20 · 2^-24 of the radius.
  const bound = (radius: number) => 20 * 2 ** -24 * radius + 2 ** -149;

  it.each(variants)("%s build equals Box and Muller's formula", async (variant) => {
    using arena = await openArena(variant);
    const n = 20_000,
      x = new Tensor(arena, [n]),
      random = new Random(123).stream("normal"),
      words = reference.words(random, n);
    fillNormal(random, x);
    for (let i = 0; i < n; i += 2) {
      const { radius, pair } = reference.normalPair(words[i]!, words[i + 1]!);
      if (Math.abs(x.data[i]! - pair[0]) > bound(radius)) expect(x.data[i]).toBe(pair[0]);
      if (Math.abs(x.data[i + 1]! - pair[1]) > bound(radius)) expect(x.data[i + 1]).toBe(pair[1]);
    }
  });

  it.each(variants)("%s build is right at the ends of both words and where quarters meet", async (variant) => {
    using arena = await openArena(variant);
    const x = new Tensor(arena, [4]),
      ends = [0, 1, 2, 0x7fffffff, 0x80000000, 0xfffffe00, 0xfffffffe, 0xffffffff],
      edges = [0, 1, 0x1fffffff, 0x20000000, 0x3fffffff, 0x40000000, 0x60000000, 0x80000000, 0xe0000000, 0xffffffff];
    for (let i = 0; i < edges.length; i++) {
      const first = ends[i % ends.length]!,
        second = edges[i % edges.length]!;
      // Philox is a bijection: find the counter that yields these words, its upper half being the stream.
      const [low, high, stream0, stream1] = counterOf(first, second);
      arena.kernels.fill_normal_f32(0, 4, 5, 6, stream0, stream1, high * 2 ** 32 + low, 0, 1, x.ptr);
      const { radius, pair } = reference.normalPair(first, second);
      expect(Math.abs(x.data[0]! - pair[0])).toBeLessThanOrEqual(bound(radius));
      expect(Math.abs(x.data[1]! - pair[1])).toBeLessThanOrEqual(bound(radius));
    }
  });

  /** The counter, its block number at most 2^53, whose block under key (5, 6) starts with these two words. */
  function counterOf(first: number, second: number): [number, number, number, number] {
    for (let rest = 0; ; rest++) {
      const counter = reference.invertPhilox([first, second, rest, 17], 5, 6);
      if (counter[1] < 2 ** 21) return counter;
    }
  }

  it("has the moments and the distribution of a normal variable", async () => {
    using arena = await openArena();
    const n = 200_000,
      x = fillNormal(new Random(77), new Tensor(arena, [n]), 0, 1),
      moment = [0, 0, 0, 0, 0];
    for (const value of x.data) for (let k = 1; k <= 4; k++) moment[k]! += value ** k / n;
    // Standard errors of the moments of n standard normals: √(1, 2, 15, 96 over n). Five of them: p < 10^-6 each.
    [0, 1, 0, 3].forEach((expected, k) => {
      const standardError = Math.sqrt([1, 2, 15, 96][k]! / n);
      expect(Math.abs(moment[k + 1]! - expected)).toBeLessThan(5 * standardError);
    });
    const sample = x.data.slice(0, 30_000);
    expect(reference.kolmogorovSmirnov(sample, reference.normalDistribution) * Math.sqrt(30_000)).toBeLessThan(1.95);
    let product = 0; // the two numbers of a pair are independent
    for (let i = 0; i < n; i += 2) product += (x.data[i]! * x.data[i + 1]!) / (n / 2);
    expect(Math.abs(product)).toBeLessThan(5 / Math.sqrt(n / 2));
  });

  it("scales and shifts the same draws", async () => {
    using arena = await openArena();
    const plain = fillNormal(new Random(2), new Tensor(arena, [37])),
      moved = fillNormal(new Random(2), new Tensor(arena, [37]), 3, 0.5);
    expect([...moved.data]).toEqual([...plain.data].map((z) => Math.fround(3 + Math.fround(0.5 * z))));
    expect(new Set(fillNormal(new Random(2), plain, 1.5, 0).data)).toEqual(new Set([1.5]));
  });

  it.each([
    [Number.NaN, 1],
    [1e39, 1],
    [0, -1],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
  ])("refuses mean %s with standard deviation %s", async (mean, deviation) => {
    using arena = await openArena();
    expect(() => fillNormal(new Random(1), new Tensor(arena, [4]), mean, deviation)).toThrow(ArgumentError);
  });
});

describe("fillBernoulli", () => {
  it.each(variants)("%s build compares the twin's words, 0 and 1 included", async (variant) => {
    using arena = await openArena(variant);
    const probability = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 2 ** -32));
    fc.assert(
      fc.property(seeds, probability, sizes, (seed, p, size) => {
        const f32 = new Tensor(arena, [size]),
          u8 = new Tensor(arena, [size], "u8"),
          expected = reference.words(new Random(seed), size).map((w) => (w < Math.round(p * 2 ** 32) ? 1 : 0));
        expect([...fillBernoulli(new Random(seed), f32, p).data]).toEqual(expected);
        expect([...fillBernoulli(new Random(seed), u8, p).data]).toEqual(expected);
        f32.dispose();
        u8.dispose();
      }),
    );
  });

  it("refuses what is no probability, and other element types", async () => {
    using arena = await openArena();
    const x = new Tensor(arena, [4]);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => fillBernoulli(new Random(1), x, p)).toThrow(ArgumentError);
    const integers = new Tensor(arena, [4], "i32");
    expect(() => fillBernoulli(new Random(1), integers as unknown as Tensor)).toThrow(ShapeError);
    expect(() => fillUniform(new Random(1), integers as unknown as Tensor)).toThrow(ShapeError);
    expect(() => fillNormal(new Random(1), integers as unknown as Tensor)).toThrow(ShapeError);
    expect(() => fillBits(new Random(1), x as unknown as Tensor<"i32">)).toThrow(ShapeError);
  });
});
