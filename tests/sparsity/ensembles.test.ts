import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { density, type EnsembleOptions, ensemblePattern, type Grouping, intraShare } from "../../src/sparsity/index.js";
import { chiSquare, chiSquareLimit, expectSound, hash, rowsOf } from "./support.js";

const first = { rows: 256, columns: 784, groups: 8, inter: 0 },
  second = { ...first, columns: 256, layer: 2 },
  groupings: readonly Grouping[] = ["index", "random", "mixer"];

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const cases = fc
  .record({
    blocks: fc.tuple(fc.nat(6), fc.nat(6)),
    groups: fc.integer({ min: 1, max: 6 }),
    intra: fraction,
    inter: fraction,
    grouping: fc.constantFrom(...groupings),
    layer: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ blocks, ...rest }) => ({ ...rest, rows: blocks[0] * rest.groups, columns: blocks[1] * rest.groups }));

/** How many rows have how many connections to their partners and to others. */
function countsOf(options: EnsembleOptions, seed: number) {
  const pattern = ensemblePattern(new Random(seed), options),
    { rowGroups, columnGroups } = pattern;
  return rowsOf(pattern).map((list, row) => {
    const within = list.filter((column) => columnGroups[column] === rowGroups[row]).length;
    return { within, between: list.length - within };
  });
}

describe("ensemblePattern", () => {
  it.each(groupings)("784 → 256, 8 ensembles, p′ = 0, %s: 25,088 connections, 98 in each row", (grouping) => {
    const pattern = ensemblePattern(new Random(1), { ...first, grouping });
    expectSound(pattern, 256, 784, 25_088);
    expect(new Set(rowsOf(pattern).map((list) => list.length))).toEqual(new Set([98]));
    expect(intraShare(pattern, pattern)).toBe(1);
  });

  it("index joins blocks on the diagonal; mixer does in odd layers, in even ones (i, j) iff i ≡ j mod 8", () => {
    const blocks = ensemblePattern(new Random(1), second),
      mixed = ensemblePattern(new Random(1), { ...second, grouping: "mixer" }),
      units = Array.from({ length: 256 }, (_, i) => i);
    expect(rowsOf(blocks)).toEqual(units.map((i) => units.filter((j) => i >> 5 === j >> 5)));
    expect(rowsOf(mixed)).toEqual(units.map((i) => units.filter((j) => i % 8 === j % 8)));
    expect(mixed.columnIndices).toHaveLength(8192);
    expect(ensemblePattern(new Random(1), { ...second, grouping: "mixer", layer: 3 })).toEqual(blocks);
  });

  it("has density 1/G + (1 − 1/G) p′", () => {
    const of = (inter: number) => density(ensemblePattern(new Random(1), { ...second, inter }));
    expect(of(0)).toBe(0.125);
    expect(of(0.25)).toBe(0.34375);
    // 0.15 · 224 = 33.6 is no whole number.
    expect(of(0.15)).toBe((32 + 34) / 256);
    expect(Math.abs(of(0.15) - 0.25625)).toBeLessThanOrEqual(0.5 / 256);
  });

  it("every row has the stated numbers of connections within and between, ensembles have equal sizes", () => {
    fc.assert(
      fc.property(cases, fc.nat(), (options, seed) => {
        const { rows, columns, groups, intra, inter } = options,
          partner = columns / groups,
          within = Math.round(intra * partner),
          between = Math.round(inter * (columns - partner));
        expect(countsOf(options, seed)).toEqual(Array.from({ length: rows }, () => ({ within, between })));
        const pattern = ensemblePattern(new Random(seed), options);
        expectSound(pattern, rows, columns, rows * (within + between));
        for (const [size, labels] of [
          [rows, pattern.rowGroups],
          [columns, pattern.columnGroups],
        ] as const) {
          const sizes = new Array<number>(groups).fill(0);
          for (const label of labels) sizes[label]!++;
          expect(sizes).toEqual(sizes.map(() => size / groups));
        }
        expect(intraShare(pattern, pattern)).toBeCloseTo(
          within + between === 0 || rows === 0 ? 0 : within / (within + between),
          12,
        );
      }),
    );
  });

  it("draws connections evenly within and between, and random ensembles evenly", () => {
    const random = new Random(5),
      options: EnsembleOptions = { rows: 4, columns: 12, groups: 2, intra: 0.5, inter: 1 / 3, grouping: "random" };
    const partners = new Array<number>(48).fill(0),
      chosen = new Array<number>(12).fill(0);
    for (let draw = 0; draw < 3000; draw++) {
      const pattern = ensemblePattern(random, options);
      pattern.rowGroups.forEach((g, row) => {
        pattern.columnGroups.forEach((h, column) => {
          if (g === h) partners[row * 12 + column]!++;
        });
      });
      for (const column of pattern.columnIndices) chosen[column]!++;
    }
    expect(chiSquare(partners, 1500)).toBeLessThan(chiSquareLimit(47));
    expect(chiSquare(chosen, (3000 * 4 * 5) / 12)).toBeLessThan(chiSquareLimit(11));
    const even = new Array<number>(48).fill(0);
    for (let draw = 0; draw < 3000; draw++)
      rowsOf(ensemblePattern(random, { ...options, grouping: "index" })).forEach((list, row) => {
        for (const column of list) even[row * 12 + column]!++;
      });
    const within = even.filter((_, at) => Math.floor(at / 24) === Math.floor((at % 12) / 6)),
      between = even.filter((_, at) => Math.floor(at / 24) !== Math.floor((at % 12) / 6));
    expect(chiSquare(within, 1500)).toBeLessThan(chiSquareLimit(23));
    expect(chiSquare(between, 1000)).toBeLessThan(chiSquareLimit(23));
  });

  it("follows its generator", () => {
    const of = (seed: number, grouping: Grouping) =>
      ensemblePattern(new Random(seed), { ...first, inter: 0.05, grouping });
    for (const grouping of groupings) {
      expect(hash(of(1, grouping))).toBe(hash(of(1, grouping)));
      expect(hash(of(1, grouping))).not.toBe(hash(of(2, grouping)));
    }
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ groups: 3 }, /groups is 3, must be a divisor of rows, 256/],
    [{ groups: 256 }, /a divisor of columns, 784/],
    [{ groups: 0 }, /groups is 0/],
    [{ groups: 1.5 }, /groups is 1.5/],
    [{ inter: 1.01 }, /inter is 1.01/],
    [{ inter: undefined }, /inter/],
    [{ intra: -0.1 }, /intra is -0.1/],
    [{ grouping: "block" }, /grouping is "block"/],
    [{ layer: 0 }, /layer is 0/],
    [{ rows: -8 }, /rows is -8/],
  ])("refuses %o", (bad, message) => {
    const draw = () => ensemblePattern(new Random(1), { ...first, ...bad } as EnsembleOptions);
    expect(draw).toThrow(ArgumentError);
    expect(draw).toThrow(message);
  });
});

describe("intraShare", () => {
  it("counts connections whose ends are in one ensemble, by hand", () => {
    const groups = { rowGroups: Int32Array.of(0, 1), columnGroups: Int32Array.of(0, 1, 1) };
    const rowPointers = Int32Array.of(0, 1, 3);
    expect(intraShare({ rowPointers, columnIndices: Int32Array.of(0, 0, 2) }, groups)).toBe(2 / 3);
    expect(intraShare({ rowPointers: new Int32Array(3), columnIndices: new Int32Array(0) }, groups)).toBe(0);
  });
});
