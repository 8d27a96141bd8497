import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { fillOnOff, fillSparseOnOff, onOffBlock } from "../../src/networks/on-off.js";
import { Random } from "../../src/random.js";
import { blockPattern } from "../../src/sparsity/blocks.js";
import type { Pattern } from "../../src/tensor/pattern.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { patternFrom, patterns } from "../arbitraries/sparse.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare } from "./support.js";

/** The weights drawn for a pattern's entries, and as a dense matrix with NaN where nothing is stored. */
function fill(arena: Arena, pattern: Pattern, units: number, first: boolean, fanIn = 1) {
  const weights = new Tensor(arena, [pattern.columnIndices.length]);
  fillSparseOnOff(weights, units, { pattern, fanIn, first, random: new Random(5) });
  const dense = new Float32Array(pattern.rows * pattern.columns).fill(Number.NaN);
  for (let row = 0; row < pattern.rows; row++)
    for (let p = pattern.rowPointers[row]!; p < pattern.rowPointers[row + 1]!; p++)
      dense[row * pattern.columns + pattern.columnIndices[p]!] = weights.data[p]!;
  return { values: weights.data.slice(), dense };
}

const layers = [
  ["first", 6, 5, 1, true],
  ["first of vectors", 6, 5, 3, true],
  ["upper", 6, 8, 1, false],
  ["upper, but the first of vectors", 6, 8, 3, false],
  ["output", 1, 8, 1, false],
] as const;

describe("fillSparseOnOff", () => {
  it.each(layers)(
    "draws the dense weights of a layer when all are stored: %s",
    async (_, units, inputs, height, first) => {
      using arena = await openArena();
      const rows = units * height,
        dense = new Tensor(arena, [rows, inputs]);
      fillOnOff(dense, units, { fanIn: inputs, first, random: new Random(5) });
      const { values } = fill(
        arena,
        patternFrom(rows, inputs, () => true),
        units,
        first,
        inputs,
      );
      expect(values).toEqual(dense.data);
    },
  );

  it("gives both units of a first layer's pair the same connections with opposite weights", async () => {
    using arena = await openArena();
    fc.assert(
      fc.property(patterns(5, 7), fc.integer({ min: 1, max: 3 }), (pairs, components) => {
        const pattern = blockPattern(blockPattern(pairs, { rows: 2, columns: 1 }), { rows: components, columns: 1 }),
          { dense } = fill(arena, pattern, 2 * pairs.rows, true),
          width = components * pairs.columns;
        for (let pair = 0; pair < pairs.rows; pair++) {
          const on = dense.subarray(2 * pair * width, (2 * pair + 1) * width),
            off = dense.subarray((2 * pair + 1) * width, (2 * pair + 2) * width);
          expect(off).toEqual(on.map((value) => -value));
        }
      }),
    );
  });

  it("gives every pair of inputs above it [a, b] and [b, a], one of them 0, the other 0 or more", async () => {
    using arena = await openArena();
    fc.assert(
      fc.property(patterns(5, 7), (pairs) => {
        const pattern = blockPattern(pairs, { rows: 2, columns: 2 }),
          { dense, values } = fill(arena, pattern, pattern.rows, false);
        const at = (row: number, column: number) => dense[row * pattern.columns + column];
        for (let row = 0; row < pattern.rows; row += 2)
          for (let column = 0; column < pattern.columns; column += 2) {
            expect(at(row + 1, column)).toEqual(at(row, column + 1));
            expect(at(row + 1, column + 1)).toEqual(at(row, column));
          }
        expect(values.filter((value) => value === 0)).toHaveLength(values.length / 2);
        expect(values.every((value) => value >= 0)).toBe(true);
      }),
    );
  });

  it("has variance 1/fan-in in a first layer; above it R of variance 4/fan-in, so a mean square of 1/fan-in too", async () => {
    using arena = await openArena();
    const pairs = patternFrom(50, 40, (cell) => cell % 2 === 0);
    const first = fill(arena, blockPattern(pairs, { rows: 2, columns: 1 }), 100, true, 20),
      above = fill(arena, blockPattern(pairs, { rows: 2, columns: 2 }), 100, false, 40);
    // Every draw stands twice; half of its squares are zero above the first layer.
    expect(isVariance(meanSquare(first.values), 1 / 20, 1000)).toBe(true);
    expect(isVariance(2 * meanSquare(above.values), 4 / 40, 1000)).toBe(true);
  });

  it("gives its memory back", async () => {
    using arena = await openArena();
    const pattern = patternFrom(4, 6, () => true),
      weights = new Tensor(arena, [24]),
      { blocks, bytesInUse } = arena.memory();
    fillSparseOnOff(weights, 4, { pattern, fanIn: 6, first: false, random: new Random(1) });
    expect(arena.memory()).toMatchObject({ blocks, bytesInUse });
  });
});

describe("onOffBlock", () => {
  it("is what a pair's connection comes to", () => {
    expect(onOffBlock(4, 7, true)).toEqual({ rows: 2, columns: 1 });
    expect(onOffBlock(4, 6, false)).toEqual({ rows: 2, columns: 2 });
    expect(onOffBlock(1, 6, false)).toEqual({ rows: 1, columns: 2 });
  });

  it.each([
    [3, 6, true],
    [1, 6, true],
    [3, 6, false],
    [4, 7, false],
    [1, 7, false],
  ])("refuses %i units of %i inputs, first: %s", (units, inputs, first) => {
    expect(() => onOffBlock(units, inputs, first)).toThrow(ArgumentError);
  });
});
