import { expect, it } from "vitest";
import { GLYPHS } from "../../src/data/glyphs.js";

it("every digit is written in ways of its own", () => {
  expect(GLYPHS.map((ways) => ways.length)).toEqual([3, 3, 3, 3, 3, 3, 2, 3, 3, 3]);
  expect(new Set(GLYPHS.flat().map((glyph) => JSON.stringify(glyph))).size).toBe(29);
});

it.each(GLYPHS.flatMap((ways, digit) => ways.map((glyph, way) => ({ digit, way, glyph }))))(
  "digit $digit, way $way: strokes name points of the box, and every point is used",
  ({ glyph }) => {
    const used = new Set(glyph.strokes.flat());
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: glyph.points.length / 2 }, (_, i) => i));
    for (const stroke of glyph.strokes) expect(stroke.length).toBeGreaterThan(1);
    for (const value of glyph.points) expect(Math.abs(value - 0.5)).toBeLessThanOrEqual(0.5);
  },
);

it.each(GLYPHS.map((ways, digit) => ({ digit, ways })))(
  "digit $digit fills the box's height and is one piece of pen",
  ({ ways }) => {
    for (const { points, strokes } of ways) {
      const ys = points.filter((_, i) => i % 2 === 1);
      expect(Math.min(...ys)).toBeLessThan(0.1);
      expect(Math.max(...ys)).toBeGreaterThan(0.9);
      // No stroke goes nowhere.
      for (const stroke of strokes) for (const [i, point] of stroke.entries()) expect(point).not.toBe(stroke[i + 1]);
    }
  },
);
