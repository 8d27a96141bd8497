import fc from "fast-check";
import { expect, it } from "vitest";
import { gridLayout, placeOf } from "../../../playground/panels/sequence-memory/sequences/grid-layout.js";

it("puts columns into one band where there is room, and else into bands alike", () => {
  const layout = (columns: number, fewest: number) => gridLayout(columns, 8, 10, { fewest, tallest: 0.5 });
  expect(layout(100, 118)).toEqual({ across: 100, bands: 1 });
  expect(layout(120, 105)).toEqual({ across: 60, bands: 2 });
  expect(layout(100, 48)).toEqual({ across: 50, bands: 2 });
  // 20 bands of 50 columns would be 160 cells tall.
  expect(layout(1000, 48)).toEqual({ across: 130, bands: 8 });
});

it("gives every cell a place of its own within the bands, and parts no symbol", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 32 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 200 }),
      (columns, cells, symbol, fewest) => {
        const layout = gridLayout(columns, cells, symbol, { fewest, tallest: 0.5 }),
          places = new Set<string>();
        expect(layout.across % symbol).toBe(0);
        for (let cell = 0; cell < columns * cells; cell++) {
          const { x, band, row } = placeOf(cell, cells, layout);
          if (x < layout.across && band < layout.bands && row < cells) places.add(`${x} ${band} ${row}`);
        }
        expect(places.size).toBe(columns * cells);
      },
    ),
    { numRuns: 50 },
  );
});
