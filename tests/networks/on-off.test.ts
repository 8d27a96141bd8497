import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { initialise } from "../../src/networks/initialisation.js";
import { fillOnOff } from "../../src/networks/on-off.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare, site } from "./support.js";

/** ON/OFF weights of this shape, in rows. */
function draw(arena: Arena, shape: number[], { rows = shape[0]!, fanIn = 50, first = false, seed = 1 } = {}) {
  const weights = new Tensor(arena, shape),
    columns = weights.size / rows;
  fillOnOff(weights, rows, { fanIn, first, random: new Random(seed) });
  return Array.from({ length: rows }, (_, i) => weights.data.slice(i * columns, (i + 1) * columns));
}

describe("ON/OFF weights of a first layer", () => {
  it.each([
    [[60, 25], 60],
    [[60, 3, 7], 60],
    [[4, 15, 9], 60], // positions and channels of a locally connected layer make one row each
  ])("are opposite in pairs and have variance 1/fanIn, shape %j", async (shape, rows) => {
    using arena = await openArena();
    const units = draw(arena, shape, { rows, first: true });
    for (let i = 0; i < units.length; i += 2) expect([...units[i + 1]!]).toEqual([...units[i]!].map((w) => -w));
    const drawn = Float32Array.from(units.filter((_, i) => i % 2 === 0).flatMap((row) => [...row]));
    expect(isVariance(meanSquare(drawn), 1 / 50, drawn.length)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(drawn.length * 0.99);
  });
});

describe("ON/OFF weights above the first layer", () => {
  it.each([[[40, 50]], [[1, 50]], [[20, 3, 4, 10]]])(
    "stand in 2 × 2 blocks of one number R, are 0 or above, and half of them are 0, shape %j",
    async (shape) => {
      using arena = await openArena();
      const units = draw(arena, shape),
        r: number[] = [];
      for (let i = 0; i < units.length; i += 2)
        for (let j = 0; j < units[i]!.length; j += 2) {
          const [same, opposite] = units[i]!.slice(j, j + 2) as unknown as [number, number];
          expect(Math.min(same, opposite)).toBe(0);
          if (units.length > 1) expect([...units[i + 1]!.slice(j, j + 2)]).toEqual([opposite, same]);
          r.push(same - opposite);
        }
      expect(units.flatMap((row) => [...row]).filter((w) => w === 0)).toHaveLength(
        (units.length * units[0]!.length) / 2,
      );
      // R ~ N(0, 4/fanIn), of both signs
      expect(isVariance(meanSquare(Float32Array.from(r)), 4 / 50, r.length)).toBe(true);
      const positive = r.filter((value) => value > 0).length;
      expect(Math.abs(positive - r.length / 2)).toBeLessThan(2.5 * Math.sqrt(r.length));
    },
  );

  it("of a single output are the first row that a pair would have", async () => {
    using arena = await openArena();
    const [single] = draw(arena, [1, 20]),
      [first] = draw(arena, [2, 20]);
    expect(single).toEqual(first);
  });
});

it("equal seeds give equal bits, and nothing else stays allocated", async () => {
  using arena = await openArena();
  expect(draw(arena, [6, 8])).toEqual(draw(arena, [6, 8]));
  expect(draw(arena, [6, 8])).not.toEqual(draw(arena, [6, 8], { seed: 2 }));
  expect(arena.memory().blocks).toBe(4);
});

it("initialise draws them by their name", async () => {
  using arena = await openArena();
  for (const first of [true, false]) {
    const weights = new Tensor(arena, [6, 8]);
    initialise(weights, "onOff", { rows: 6, fanIn: 8, fanOut: 6, first, random: new Random(3) });
    expect([...weights.data]).toEqual(draw(arena, [6, 8], { fanIn: 8, first, seed: 3 }).flatMap((row) => [...row]));
  }
});

it("pairs that do not exist are refused: odd widths, odd inputs above the first layer, weights in one row", async () => {
  using arena = await openArena();
  for (const [shape, options] of [
    [[5, 4], { first: true }],
    [[1, 4], { first: true }],
    [[5, 4], {}],
    [[4, 5], {}],
    [[4, 2, 3], {}],
    [[1, 5], {}],
    [[16], { rows: 4 }],
    [[16], { rows: 4, first: true }],
  ] as const)
    expect(() => draw(arena, [...shape], options), JSON.stringify([shape, options])).toThrow(ArgumentError);
  expect(draw(arena, [4, 5], { first: true })).toHaveLength(4);
  const above = { ...site(arena, 8), first: false };
  expect(() => new VectorLinear(7, { components: 2, nonnegative: true }).bind(above)).toThrow(
    /units is 7, must be even/,
  );
});
