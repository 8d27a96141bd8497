import { expect, it } from "vitest";
import {
  type BitRows,
  choose,
  emptyRows,
  hasBit,
  randomRows,
  setBit,
  subsetRows,
} from "../../../src/experiments/sdr-theory/bit-rows.js";
import { Random } from "../../../src/random.js";

const bitsOf = (rows: BitRows, row: number): number[] =>
  Array.from({ length: 32 * rows.stride }, (_, bit) => bit).filter((bit) => hasBit(rows, row, bit));

it("sets and finds bits of one row, the last of a word included", () => {
  const rows = emptyRows(2, 65);
  expect(rows.stride).toBe(4);
  for (const bit of [0, 31, 32, 64]) setBit(rows, 1, bit);
  expect(bitsOf(rows, 0)).toEqual([]);
  expect(bitsOf(rows, 1)).toEqual([0, 31, 32, 64]);
});

it("every choice is equally likely", () => {
  const random = new Random(4),
    trials = 10_000,
    counts = new Map<string, number>();
  for (let trial = 0; trial < trials; trial++) {
    const key = [...choose(5, 2, random)].sort().join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(10);
  const standardError = Math.sqrt(trials * 0.1 * 0.9);
  for (const count of counts.values()) expect(Math.abs(count - trials / 10)).toBeLessThan(4 * standardError);
  expect([...choose(3, 3, random)].sort()).toEqual([0, 1, 2]);
  expect([...choose(3, 0, random)]).toEqual([]);
});

it("rows have their number of cells; unions up to that of all their patterns; subsets are members", () => {
  const random = new Random(5),
    rows = randomRows(20, 70, 9, random),
    unions = randomRows(20, 70, 9, random, 3),
    members = Int32Array.of(3, 7, 40, 69),
    subsets = subsetRows(20, 70, members, 3, random);
  for (let row = 0; row < 20; row++) {
    expect(bitsOf(rows, row)).toHaveLength(9);
    expect(bitsOf(rows, row).at(-1)).toBeLessThan(70);
    expect(bitsOf(unions, row).length).toBeGreaterThanOrEqual(9);
    expect(bitsOf(unions, row).length).toBeLessThanOrEqual(27);
    expect(bitsOf(subsets, row)).toHaveLength(3);
    expect([...members]).toEqual(expect.arrayContaining(bitsOf(subsets, row)));
  }
});
