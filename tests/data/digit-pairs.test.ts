import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { digitPairs } from "../../src/data/digit-pairs.js";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";

/** Image i has the pixels [i, 100 + i] and shows the digit i mod classes. */
const images = (size: number, classes = 10) =>
  new Dataset({
    inputs: Uint8Array.from({ length: 2 * size }, (_, k) => (k >> 1) + 100 * (k & 1)),
    features: 2,
    labels: Array.from({ length: size }, (_, i) => i % classes),
    outputs: classes,
    scale: 0.5,
    offset: -1,
    shape: [1, 2],
    name: "digits",
  });

/** Zeros, and a single five. */
const rare = (size: number) =>
  new Dataset({ inputs: new Uint8Array(size), features: 1, labels: new Int32Array(size).fill(5, 0, 1), outputs: 10 });

describe("digitPairs", () => {
  it("lays the two images of a pair beside each other, with their digits and the answer", () => {
    const { dataset, digits } = digitPairs(images(50), { size: 200, random: new Random(3) });
    expect(dataset).toMatchObject({ size: 200, features: 4, outputs: 10, scale: 0.5, offset: -1, shape: [2, 1, 2] });
    for (let pair = 0; pair < 200; pair++) {
      const [i, pixel, j, other] = dataset.inputs.slice(4 * pair, 4 * pair + 4) as unknown as number[],
        [a, b] = [digits[0][pair]!, digits[1][pair]!],
        odd = (a + b) % 2;
      expect([pixel, other]).toEqual([i! + 100, j! + 100]);
      expect([i! % 10, j! % 10]).toEqual([a, b]);
      expect(dataset.labels![pair]).toBe(odd * a + (1 - odd) * b);
    }
  });

  it("has 80 pairs of digits, 40 of each parity, all equally often: chi-squared below 123.6 (79 degrees, p = 0.001)", () => {
    const size = 16_000,
      { digits } = digitPairs(images(1000), { size }),
      counts = new Map<number, number>();
    for (let pair = 0; pair < size; pair++) {
      const key = 10 * digits[0][pair]! + digits[1][pair]!;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const keys = [...counts.keys()];
    expect(keys).toHaveLength(80);
    expect(keys.filter((key) => (Math.floor(key / 10) + key) % 2 === 0)).toHaveLength(40);
    for (const key of keys) expect((key - Math.floor(key / 10) + 10) % 10).toBeGreaterThan(1);
    const each = size / 80;
    expect([...counts.values()].reduce((sum, n) => sum + (n - each) ** 2 / each, 0)).toBeLessThan(123.6);
  });

  it("answers one's own digit right half of the time", () => {
    const { dataset, digits } = digitPairs(images(1000), { size: 10_000 });
    for (const own of digits) {
      const right = own.filter((digit, pair) => digit === dataset.labels![pair]).length / 10_000;
      expect(Math.abs(right - 0.5)).toBeLessThan(4 * 0.005);
    }
  });

  it("is answered by two silent modules in 60 of the 80 pairs at most, of which a module alone answers 40", () => {
    const { dataset, digits } = digitPairs(images(1000), { size: 16_000 }),
      // For every digit of one module, in bits, the digits of the other one that make its own digit the answer.
      answers = [0, 1].map(() => new Int32Array(10));
    dataset.labels!.forEach((label, pair) => {
      const n = digits[0][pair] === label ? 0 : 1;
      answers[n]![label]! |= 1 << digits[1 - n]![pair]!;
    });
    const ones = (bits: number) => bits.toString(2).replaceAll("0", "").length,
      count = Int32Array.from({ length: 1024 }, (_, bits) => ones(bits));
    for (const own of answers) expect(own.reduce((sum, bits) => sum + count[bits]!, 0)).toBe(40);
    // Module 0 wins where c_0(D_0) > c_1(D_1). All orders of the twenty confidences, from the lowest up: best[a, b] is the
    // most that can be right once those of the digits a of module 0 and b of module 1 have had their turn.
    const best = new Int32Array(1024 * 1024);
    for (let a = 0; a < 1024; a++)
      for (let b = 0; b < 1024; b++) {
        let most = 0;
        for (let digit = 0; digit < 10; digit++) {
          const bit = 1 << digit;
          if (a & bit) most = Math.max(most, best[(a ^ bit) * 1024 + b]! + count[answers[0]![digit]! & b]!);
          if (b & bit) most = Math.max(most, best[a * 1024 + (b ^ bit)]! + count[answers[1]![digit]! & a]!);
        }
        best[a * 1024 + b] = most;
      }
    expect(best.at(-1)).toBe(60);
  });

  it("adds, and takes the exclusive or, over all pairs", () => {
    const sum = digitPairs(images(100), { size: 2000, task: "sum" }),
      xor = digitPairs(images(100), { size: 2000, task: "xor" });
    expect([sum.dataset.outputs, xor.dataset.outputs]).toEqual([19, 16]);
    for (const [{ dataset, digits }, answer] of [
      [sum, (a: number, b: number) => a + b],
      [xor, (a: number, b: number) => a ^ b],
    ] as const)
      expect(Array.from(dataset.labels!)).toEqual(Array.from(digits[0], (a, pair) => answer(a, digits[1][pair]!)));
    expect(sum.digits[0].some((a, pair) => a === sum.digits[1][pair])).toBe(true);
  });

  it.each([0, 0.5, 1])("has a share of %f equal digits when asked to", (equalShare) => {
    const { digits } = digitPairs(images(100), { size: 4000, task: "sum", equalShare }),
      share = digits[0].filter((a, pair) => a === digits[1][pair]).length / 4000;
    expect(Math.abs(share - equalShare)).toBeLessThanOrEqual(4 * Math.sqrt((equalShare * (1 - equalShare)) / 4000));
  });

  it("finds the pairs of a rare digit", () => {
    const { digits } = digitPairs(rare(500), { size: 200 });
    for (let pair = 0; pair < 200; pair++) expect([digits[0][pair], digits[1][pair]].sort()).toEqual([0, 5]);
  });

  it("draws the same pairs for the same seed", () => {
    const draw = (seed: number) => digitPairs(images(40), { size: 64, random: new Random(seed) }).dataset.inputs;
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it.each([
    ["size", images(10), { size: 0 }],
    ["size", images(10), { size: 2 ** 40 }],
    ["task", images(10), { size: 1, task: "product" as "sum" }],
    ["pairs", images(10), { size: 1, pairs: "some" as "all" }],
    ["equalShare", images(10), { size: 1, equalShare: 0.5 }],
    ["equalShare", images(10), { size: 1, task: "sum" as const, equalShare: 1.5 }],
    ["images", images(10, 2), { size: 1 }],
    ["images", images(10, 1), { size: 1, task: "sum" as const, equalShare: 0.1 }],
    ["images", new Dataset({ inputs: new Uint8Array(4), features: 2 }), { size: 1 }],
    ["images", null as unknown as Dataset, { size: 1 }],
    // One image in 5000 that makes a pair with others: nearly all draws would be in vain.
    ["images", rare(5000), { size: 1 }],
    ["images", rare(5000), { size: 1, task: "sum" as const, equalShare: 0.5 }],
  ])("refuses a bad %s", (name, set, options) => {
    expect(() => digitPairs(set, options)).toThrow(ArgumentError);
    expect(() => digitPairs(set, options)).toThrow(name);
  });
});
