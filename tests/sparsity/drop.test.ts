import fc from "fast-check";
import { expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { portionOf } from "../../src/sparsity/check.js";
import { dropRandom, dropSmallest } from "../../src/sparsity/drop.js";
import { openArena } from "../support.js";
import { criterionSite, wiredSite } from "./dynamic-support.js";

const row = (n: number) => ({
  rows: 1,
  columns: n,
  rowPointers: Int32Array.of(0, n),
  columnIndices: Int32Array.from({ length: n }, (_, i) => i),
});

it("magnitude: drops exactly the share, the smallest; of equals those that come last", async () => {
  using arena = await openArena();
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (weights, share) => {
        const { site, layer } = wiredSite(arena, row(weights.length), weights),
          dropped = [...dropSmallest(criterionSite(site, [layer], new Random(1)))(layer, share)],
          order = weights.map((_, i) => i).sort((a, b) => Math.abs(weights[a]!) - Math.abs(weights[b]!) || b - a);
        expect(dropped).toEqual(order.slice(0, portionOf(weights.length, share)).sort((a, b) => a - b));
      },
    ),
  );
});

it("random: drops exactly the share, anywhere", async () => {
  using arena = await openArena();
  const { site, layer } = wiredSite(arena, row(10), new Array(10).fill(1)),
    drop = dropRandom(criterionSite(site, [layer], new Random(1))),
    hundred = wiredSite(arena, row(100), new Array(100).fill(1)),
    seen = Array.from({ length: 50 }, () => drop(layer, 0.3));
  for (const places of seen) expect(new Set(places).size).toBe(3);
  expect(new Set(seen.flatMap((places) => [...places])).size).toBe(10);
  // 0.29 · 100 is 28.999999999999996 in doubles
  const of100 = criterionSite(hundred.site, [hundred.layer], new Random(1));
  for (const bound of [dropRandom(of100), dropSmallest(of100)]) expect(bound(hundred.layer, 0.29)).toHaveLength(29);
});
