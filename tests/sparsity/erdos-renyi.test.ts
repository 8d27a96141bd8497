import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { erdosRenyiCounts } from "../../src/sparsity/erdos-renyi.js";

const layers = [
  { rows: 1024, columns: 784 },
  { rows: 512, columns: 1024 },
  { rows: 10, columns: 512 },
];

it("shares by rows + columns, by hand: 13,322 connections over 1808 + 1536 + 522", () => {
  // 13322 · 1808 / 3866 = 6230.28…, · 1536 / 3866 = 5292.96…, · 522 / 3866 = 1798.77…
  expect(erdosRenyiCounts(layers, 0.01)).toEqual([6230, 5293, 1799]);
});

it("fills a layer that would get more than its cells and gives the rest to the others", () => {
  // The output would get 133,222 · 522 / 3866 = 17,988 of 5120 cells; 128,102 remain for 1808 + 1536.
  expect(erdosRenyiCounts(layers, 0.1)).toEqual([69_261, 58_841, 5120]);
});

it("always adds up, never exceeds a layer, and is full or empty at the ends", () => {
  const layer = fc.record({ rows: fc.integer({ min: 0, max: 50 }), columns: fc.integer({ min: 0, max: 50 }) });
  fc.assert(
    fc.property(
      fc.array(layer, { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (sizes, d) => {
        const cells = sizes.map(({ rows, columns }) => rows * columns),
          all = cells.reduce((sum, count) => sum + count, 0);
        const counts = erdosRenyiCounts(sizes, d);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Math.round(d * all));
        for (const [l, count] of counts.entries()) {
          expect(count).toBeGreaterThanOrEqual(0);
          expect(count).toBeLessThanOrEqual(cells[l]!);
        }
        expect(erdosRenyiCounts(sizes, 1)).toEqual(cells);
        expect(erdosRenyiCounts(sizes, 0)).toEqual(cells.map(() => 0));
      },
    ),
  );
});

it("refuses what makes no sense", () => {
  expect(() => erdosRenyiCounts([], 0.1)).toThrow(ArgumentError);
  expect(() => erdosRenyiCounts(layers, 1.5)).toThrow(ArgumentError);
  expect(() => erdosRenyiCounts([{ rows: -1, columns: 2 }], 0.5)).toThrow(ArgumentError);
});
