import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeDrawing, encodeDrawing, side, stroke } from "../../../playground/panels/sparse-learning/drawing.js";

const blank = new Float32Array(side * side);
const places = fc.record({
  x: fc.float({ min: -5, max: 33, noNaN: true }),
  y: fc.float({ min: -5, max: 33, noNaN: true }),
});

describe("stroke", () => {
  it("inks what lies below it, and nothing else", () => {
    const drawn = stroke(blank, { x: 4.5, y: 10.5 }, { x: 20.5, y: 10.5 });
    const row = (y: number) => drawn.subarray(y * side, (y + 1) * side);
    expect(
      row(10)
        .subarray(4, 21)
        .every((ink) => ink === 1),
    ).toBe(true);
    expect(row(10)[23]).toBe(0);
    expect(row(13).every((ink) => ink === 0)).toBe(true);
    expect(drawn.filter((ink) => ink > 0).length).toBeLessThan(4 * 22);
  });

  it("never takes ink away, and comes back from the address to the bit", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(places, places), { maxLength: 5 }), (strokes) => {
        let pixels: Float32Array = blank;
        for (const [from, to] of strokes) {
          const next = stroke(pixels, from, to);
          expect(next.every((ink, i) => ink >= pixels[i]! && ink <= 1)).toBe(true);
          pixels = next;
        }
        expect(decodeDrawing(encodeDrawing(pixels))).toEqual(pixels);
      }),
    );
  });
});

describe("decodeDrawing", () => {
  it.each(["", "A", "not base64!", "AAAA", "A".repeat(524)])("refuses %j", (text) => {
    expect(decodeDrawing(text)).toBeUndefined();
  });

  it("fits the address", () => {
    expect(encodeDrawing(blank)).toBe("A".repeat(523));
    expect(encodeDrawing(blank.map(() => 1))).toMatch(/^[\w-]+$/);
  });
});
