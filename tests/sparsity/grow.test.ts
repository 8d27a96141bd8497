import fc from "fast-check";
import { expect, it } from "vitest";
import { matmulTransposeB } from "../../src/ops/gemm.js";
import { Random } from "../../src/random.js";
import { growByGradient, growHebbian, growRandom } from "../../src/sparsity/grow.js";
import { sampleWithoutReplacement } from "../../src/sparsity/sample.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena, variants } from "../support.js";
import { cellsOf, criterionSite, randomSite } from "./dynamic-support.js";

it.each(variants)(
  "gradient, %s build: grows where the dense definition says, ties included, over several blocks",
  async (variant) => {
    const shapes = fc.record({
      // 400 columns and more make blocks of at most 163 rows.
      size: fc.constantFrom([3, 5], [7, 4], [200, 400], [60, 1300]),
      share: fc.constantFrom(0.01, 0.3),
      batch: fc.integer({ min: 1, max: 4 }),
      uses: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(), fc.boolean(), async ({ size, share, ...shape }, seed, again) => {
        using arena = await openArena(variant);
        const [rows, columns] = size as [number, number],
          random = new Random(seed),
          nnz = Math.ceil(share * rows * columns),
          // Few different numbers, so that many gradients are equal.
          { site, layer, inputs, outputs } = randomSite(
            arena,
            random,
            { ...shape, rows, columns, nnz },
            () => random.integer(5) - 2,
          ),
          grow = growByGradient(criterionSite(site, [layer], random)),
          dropped = Int32Array.from(sampleWithoutReplacement(random, nnz, Math.ceil(nnz / 3))),
          grown = grow(layer, dropped, again);
        const dense = new Tensor(arena, [rows, columns]);
        for (const [u, y] of outputs.entries()) matmulTransposeB(y.gradient!, inputs[u]!.value, dense, u > 0);
        const gradient = dense.data.map(Math.abs),
          excluded = new Uint8Array(rows * columns),
          gone = new Set(again ? dropped : []);
        cellsOf(layer.matrix).forEach((cell, place) => {
          if (!gone.has(place)) excluded[cell] = 1;
        });
        const free = [...gradient.keys()].filter((cell) => !excluded[cell]),
          best = free.sort((a, b) => gradient[b]! - gradient[a]! || a - b).slice(0, dropped.length);
        expect([...grown]).toEqual(best.sort((a, b) => a - b));
      }),
      { numRuns: variant === "simd" ? 25 : 6 },
    );
  },
);

it("keeps memory for the connections and a block, not for all places", async () => {
  using arena = await openArena();
  const random = new Random(1),
    { site, layer } = randomSite(arena, random, { rows: 3000, columns: 4000, nnz: 30_000, batch: 2 }),
    before = arena.memory().bytesInUse,
    criteria = criterionSite(site, [layer], random),
    gradient = growByGradient(criteria),
    hebbian = growHebbian(criteria),
    taken = arena.memory().bytesInUse - before;
  expect(taken).toBeLessThan(4 * 2 ** 20); // 48 MB would hold the whole array
  const { allocations } = arena.memory(),
    dropped = Int32Array.from({ length: 9000 }, (_, i) => 2 * i);
  expect(gradient(layer, dropped, true)).toHaveLength(9000);
  expect(hebbian(layer, dropped, true)).toHaveLength(9000);
  expect(arena.memory().allocations).toBe(allocations);
});

it("random: grows anywhere, and not where one was just dropped if that is forbidden", async () => {
  using arena = await openArena();
  const random = new Random(2),
    { site, layer } = randomSite(arena, random, { rows: 4, columns: 4, nnz: 8 }),
    grow = growRandom(criterionSite(site, [layer], random)),
    cells = cellsOf(layer.matrix),
    seen = (again: boolean) =>
      new Set(Array.from({ length: 60 }, () => [...grow(layer, Int32Array.of(1, 5), again)]).flat());
  expect(seen(false).size).toBe(8);
  expect(seen(true).size).toBe(10);
  for (const cell of seen(false)) expect(cells).not.toContain(cell);
});
