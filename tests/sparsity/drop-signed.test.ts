import fc from "fast-check";
import { expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { dropSigned } from "../../src/sparsity/drop-signed.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena, variants } from "../support.js";
import { criterionSite, wiredSite } from "./dynamic-support.js";

const row = (n: number) => ({
  rows: 1,
  columns: n,
  rowPointers: Int32Array.of(0, n),
  columnIndices: Int32Array.from({ length: n }, (_, i) => i),
});

function dropped(arena: Arena, weights: readonly number[], share: number): number[] {
  const { site, layer } = wiredSite(arena, row(weights.length), weights);
  return [...dropSigned(criterionSite(site, [layer], new Random(1)))(layer, share)];
}

it("drops what SET's code does, by hand", async () => {
  using arena = await openArena();
  // Oracle 6 of the sheet: sorted, 0.05 is nearest to 0, f = 4, l = 5; what is in −0.4 … 0.2 goes. In another order here.
  expect(dropped(arena, [0.6, -0.4, -0.9, 0.05, -0.1, 0.2, -0.5], 0.3)).toEqual([1, 3, 4, 5]);
  expect(dropped(arena, [1, 2, 3, 4], 0.5)).toEqual([0, 1, 2]); // f = 0, l = 1: up to the weight at ⌊1 + 1.5⌋
  expect(dropped(arena, [-1, -2, -3, -4], 0.5)).toEqual([0, 1, 2]); // f = 3, l = 4: from the weight at ⌊1.5⌋
  expect(dropped(arena, [0, 0, -0, 2, -2], 0.3)).toEqual([0, 1, 2, 3, 4]); // f = 1, ⌊0.7⌋ = 0; l = 4, ⌊4.3⌋ = 4
  expect(dropped(arena, [], 0.3)).toEqual([]);
});

it.each(variants)("%s build, drops what its definition says, by sorting", async (variant) => {
  using arena = await openArena(variant);
  const weight = fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }));
  fc.assert(
    fc.property(fc.array(weight, { maxLength: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const weights = given.map(Math.fround),
        sorted = [...weights].sort((a, b) => a - b),
        n = sorted.length,
        nearest = Math.min(...weights.map(Math.abs)),
        f = sorted.filter((w) => w < -nearest).length,
        l = sorted.filter((w) => w <= nearest).length,
        low = sorted[Math.floor((1 - share) * f)]!,
        high = sorted[Math.floor(Math.min(n - 1, l + share * (n - l)))]!;
      expect(dropped(arena, given, share)).toEqual(
        [...weights.keys()].filter((i) => weights[i]! >= low && weights[i]! <= high),
      );
    }),
    { numRuns: 300 },
  );
});
