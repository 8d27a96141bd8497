import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import type { Site } from "../../src/networks/layer.js";
import { patternOf } from "../../src/networks/wiring.js";
import { Random } from "../../src/random.js";
import { blockPattern, hasBlocks } from "../../src/sparsity/blocks.js";
import { fixedFanInPattern, uniformPattern } from "../../src/sparsity/random.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { site } from "./support.js";

it("patternOf draws a tenth of all connections from the layer's own generator when nothing is said", async () => {
  using arena = await openArena();
  const drawn = patternOf("L", {}, 20, site(arena, 30, 5));
  expect(drawn).toEqual(uniformPattern(new Random(5), { rows: 20, columns: 30, density: 0.1 }));
  expect(drawn.columnIndices).toHaveLength(60);
  expect(patternOf("L", { density: 0.5 }, 20, site(arena, 30)).columnIndices).toHaveLength(300);
});

it("patternOf takes a pattern as it is, or asks a function with the generator and the size", async () => {
  using arena = await openArena();
  const pattern = uniformPattern(new Random(1), { rows: 4, columns: 6, density: 0.5 }),
    here = site(arena, 6);
  expect(patternOf("L", { pattern }, 4, here)).toBe(pattern);
  const draw = (random: Random, size: { rows: number; columns: number }) => {
    expect([random, size]).toEqual([here.random, { rows: 4, columns: 6 }]);
    return pattern;
  };
  expect(patternOf("L", { pattern: draw }, 4, here)).toBe(pattern);
});

it("patternOf refuses a pattern of another size, one beside a density, and nothing from a function", async () => {
  using arena = await openArena();
  const pattern = uniformPattern(new Random(1), { rows: 4, columns: 6, density: 0.5 });
  expect(() => patternOf("L", { pattern }, 6, site(arena, 4))).toThrow(
    new ShapeError("L", "pattern is [4, 6], must be [6, 4]"),
  );
  expect(() => patternOf("L", { pattern, density: 0.5 }, 4, site(arena, 6))).toThrow(ArgumentError);
  expect(() => patternOf("L", { pattern: () => undefined as never }, 4, site(arena, 6))).toThrow(ArgumentError);
});

const above = (arena: Arena, features: number): Site => ({ ...site(arena, features), first: false });

it("patternOf draws ON/OFF connections between pairs, as many as the density says of them", async () => {
  using arena = await openArena();
  for (const options of [{ nonnegative: true }, { initialisation: "onOff" as const }]) {
    const first = patternOf("L", { ...options, density: 0.3 }, 6, site(arena, 7)),
      upper = patternOf("L", { ...options, density: 0.3 }, 6, above(arena, 8)),
      output = patternOf("L", { ...options, density: 0.6 }, 1, above(arena, 8));
    expect([first.rows, first.columns, first.columnIndices.length]).toEqual([6, 7, 2 * Math.round(0.3 * 3 * 7)]);
    expect([upper.rows, upper.columns, upper.columnIndices.length]).toEqual([6, 8, 4 * Math.round(0.3 * 3 * 4)]);
    expect([output.rows, output.columns, output.columnIndices.length]).toEqual([1, 8, 2 * Math.round(0.6 * 4)]);
    expect(hasBlocks(first, { rows: 2, columns: 1 })).toBe(true);
    expect(hasBlocks(upper, { rows: 2, columns: 2 })).toBe(true);
    expect(hasBlocks(output, { rows: 1, columns: 2 })).toBe(true);
  }
});

it("patternOf asks a function for pairs, and takes a pattern that keeps pairs together as it is", async () => {
  using arena = await openArena();
  const pairs = uniformPattern(new Random(1), { rows: 3, columns: 4, density: 0.5 }),
    pattern = blockPattern(pairs, { rows: 2, columns: 2 });
  const draw = (_: Random, size: { rows: number; columns: number }) => {
    expect(size).toEqual({ rows: 3, columns: 4 });
    return pairs;
  };
  expect(patternOf("L", { nonnegative: true, pattern: draw }, 6, above(arena, 8))).toEqual(pattern);
  expect(patternOf("L", { nonnegative: true, pattern }, 6, above(arena, 8))).toBe(pattern);
  expect(patternOf("L", { nonnegative: true, pattern }, 6, site(arena, 8))).toBe(pattern);
});

it("patternOf leaves layers without pairs as they are, nonnegative ones too", async () => {
  using arena = await openArena();
  const plain = patternOf("L", { density: 0.5 }, 5, above(arena, 7)),
    he = { density: 0.5, nonnegative: true, initialisation: "he" } as const;
  expect(patternOf("L", he, 5, above(arena, 7))).toEqual(plain);
});

it("patternOf refuses a pattern that parts pairs, or of another size, and odd widths", async () => {
  using arena = await openArena();
  const parted = fixedFanInPattern(new Random(1), { rows: 6, columns: 8, fanIn: 3 }),
    shared = blockPattern(fixedFanInPattern(new Random(1), { rows: 3, columns: 8, fanIn: 3 }), { rows: 2, columns: 1 }),
    nonnegative = true;
  expect(() => patternOf("L", { nonnegative, pattern: parted }, 6, above(arena, 8))).toThrow(ArgumentError);
  expect(() => patternOf("L", { nonnegative, pattern: shared }, 6, above(arena, 8))).toThrow("blocks of 2 × 2");
  expect(patternOf("L", { nonnegative, pattern: shared }, 6, site(arena, 8))).toBe(shared);
  expect(() => patternOf("L", { nonnegative, pattern: () => parted }, 6, above(arena, 8))).toThrow(ShapeError);
  expect(() =>
    patternOf("L", { nonnegative, pattern: { ...parted, columnIndices: undefined as never } }, 6, above(arena, 8)),
  ).toThrow(ArgumentError);
  expect(() => patternOf("L", { nonnegative }, 5, above(arena, 8))).toThrow(ArgumentError);
  expect(() => patternOf("L", { nonnegative }, 6, above(arena, 7))).toThrow(ArgumentError);
});
