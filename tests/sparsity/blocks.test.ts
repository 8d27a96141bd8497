import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { hasBlocks } from "../../src/sparsity/blocks.js";
import { blockPattern, patternToDense } from "../../src/sparsity/index.js";
import type { Pattern } from "../../src/tensor/pattern.js";
import { patternFrom, patterns } from "../arbitraries/sparse.js";
import { expectSound, rowsOf } from "./support.js";

const sizes = fc.record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) });

describe("blockPattern", () => {
  it("makes every connection a full block, and nothing else", () => {
    fc.assert(
      fc.property(patterns(8, 9), sizes, (groups, block) => {
        const pattern = blockPattern(groups, block),
          rows = groups.rows * block.rows,
          columns = groups.columns * block.columns;
        expectSound(pattern, rows, columns, groups.columnIndices.length * block.rows * block.columns);
        const dense = patternToDense(groups);
        const product = patternFrom(
          rows,
          columns,
          (cell) =>
            dense[
              Math.floor(Math.floor(cell / columns) / block.rows) * groups.columns +
                Math.floor((cell % columns) / block.columns)
            ] === 1,
        );
        expect(pattern).toEqual(product);
        expect(hasBlocks(pattern, block)).toBe(true);
      }),
    );
  });

  it("keeps pairs together: 2 × 1 shares columns, 2 × 2 couples pairs", () => {
    const groups = patternFrom(2, 3, (cell) => [0, 2, 4].includes(cell));
    expect(rowsOf(blockPattern(groups, { rows: 2, columns: 1 }))).toEqual([[0, 2], [0, 2], [1], [1]]);
    expect(rowsOf(blockPattern(groups, { rows: 2, columns: 2 }))).toEqual([
      [0, 1, 4, 5],
      [0, 1, 4, 5],
      [2, 3],
      [2, 3],
    ]);
  });

  it.each([
    { rows: 0, columns: 1 },
    { rows: 1, columns: -1 },
    { rows: 1.5, columns: 1 },
    { rows: 2 ** 31, columns: 1 },
    { rows: 2 ** 30, columns: 2 ** 30 },
  ])("refuses blocks of %j", (block) => {
    expect(() =>
      blockPattern(
        patternFrom(2, 3, () => true),
        block,
      ),
    ).toThrow(ArgumentError);
  });

  it("refuses what is no pattern", () => {
    const block = { rows: 2, columns: 2 },
      pattern = patternFrom(2, 3, () => true);
    expect(() => blockPattern(undefined as unknown as Pattern, block)).toThrow(ArgumentError);
    expect(() => blockPattern({ ...pattern, rows: 3 }, block)).toThrow(ShapeError);
    expect(() => blockPattern({ ...pattern, columns: 2 }, block)).toThrow(ArgumentError);
  });
});

describe("hasBlocks", () => {
  it("sees one cell too few or too many", () => {
    fc.assert(
      fc.property(patterns(5, 6), sizes, fc.nat(), (groups, block, draw) => {
        const pattern = blockPattern(groups, block),
          { rows, columns } = pattern,
          dense = patternToDense(pattern);
        fc.pre(dense.length > 0 && block.rows * block.columns > 1);
        dense[draw % dense.length]! ^= 1;
        const flipped = patternFrom(rows, columns, (cell) => dense[cell] === 1);
        expect(hasBlocks(flipped, block)).toBe(false);
      }),
    );
  });

  it.each([
    ["columns of two groups", [[0, 3]], 4],
    ["columns out of step", [[1, 2]], 4],
    ["an odd number of columns", [[0, 1]], 3],
  ] as const)("tells blocks of two columns from %s", (_, [columns], width) => {
    const pattern = patternFrom(1, width, (cell) => (columns as readonly number[]).includes(cell));
    expect(hasBlocks(pattern, { rows: 1, columns: 2 })).toBe(false);
  });

  it("tells groups of rows from an odd row, and from rows of one length but other columns", () => {
    const block = { rows: 2, columns: 1 };
    expect(
      hasBlocks(
        patternFrom(3, 2, () => true),
        block,
      ),
    ).toBe(false);
    expect(
      hasBlocks(
        patternFrom(2, 2, (cell) => cell % 3 === 0),
        block,
      ),
    ).toBe(false);
  });
});
