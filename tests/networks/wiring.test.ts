import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { patternOf } from "../../src/networks/wiring.js";
import { uniformPattern } from "../../src/sparsity/random.js";
import { Random } from "../../src/tensor/random.js";
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
