import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  centred,
  decodeDrawing,
  encodeDrawing,
  side,
  stroke,
} from "../../../playground/panels/sparse-learning/drawing.js";

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

describe("centred", () => {
  const middle = { x: side / 2, y: side / 2 };
  /** Where the ink is: its the centre of its bounding box, and the longer side. */
  const boxOf = (pixels: Float32Array) => {
    const inked = [...pixels.keys()].filter((i) => pixels[i]! > 0.05),
      [xs, ys] = [inked.map((i) => i % side), inked.map((i) => Math.floor(i / side))],
      ends = [xs, ys].map((all) => [Math.min(...all), Math.max(...all) + 1] as const);
    return { centre: ends.map(([low, high]) => (low + high) / 2), longer: Math.max(...ends.map(([l, h]) => h - l)) };
  };

  it("moves any stroke to the middle and makes it 20 pixels long, give or take a soft edge", () => {
    const inside = fc.record({ x: fc.integer({ min: 3, max: 25 }), y: fc.integer({ min: 3, max: 25 }) });
    fc.assert(
      fc.property(inside, inside, (from, to) => {
        const { centre, longer } = boxOf(centred(stroke(blank, from, to)));
        for (const place of centre) expect(Math.abs(place - middle.x)).toBeLessThanOrEqual(1);
        expect(Math.abs(longer - 20)).toBeLessThanOrEqual(side / 6);
      }),
    );
  });

  it("leaves a digit of the usual size in the middle as it is, to the bit, and a blank sheet blank", () => {
    const usual = stroke(blank, { x: 14, y: 5.5 }, { x: 14, y: 22.5 });
    expect(boxOf(usual).longer).toBe(20);
    expect(centred(usual)).toEqual(usual);
    expect(centred(blank)).toEqual(blank);
  });
});
