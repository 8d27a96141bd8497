import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShapeError } from "../../../src/errors.js";
import { scatterPlot } from "../../../src/experiments/report/index.js";
import { attributes, checked } from "./support.js";

const names = ["a", "b"];

/** Where the points of every class are drawn, [x, y] each, of 1000 and downwards. */
function drawn(points: ArrayLike<number>, labels: ArrayLike<number>): number[][][] {
  const html = checked(scatterPlot({ title: "T", points, labels, names }));
  return Array.from(html.matchAll(/<path class="dots" d="([^"]*)"/g), ([, d]) =>
    Array.from(d!.matchAll(/M([-\d.]+) ([-\d.]+)h0/g), ([, x, y]) => [Number(x), Number(y)]),
  );
}

describe("scatterPlot", () => {
  it("places points by class, y upwards, with one scale for both axes and the shorter extent in the middle", () => {
    expect(drawn([0, 0, 4, 1, 2, 2], [0, 1, 0])).toEqual([
      [
        [0, 750],
        [500, 250],
      ],
      [[1000, 500]],
    ]);
    expect(drawn([0, -5, 1, 5], [0, 1])).toEqual([[[450, 1000]], [[550, 0]]]);
  });

  it("keeps distances' ratios whatever the points", () => {
    const coordinate = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 4, maxLength: 40 }), (numbers) => {
        const points = numbers.slice(0, numbers.length & ~1),
          axis = (k: number) => points.filter((_, i) => i % 2 === k);
        const extent = (k: number) => Math.max(...axis(k)) - Math.min(...axis(k)),
          span = Math.max(extent(0), extent(1));
        fc.pre(span > 1e-3);
        const [places] = drawn(points, new Uint8Array(points.length / 2));
        for (const [i, [x, y]] of places!.entries()) {
          for (const position of [x!, y!]) {
            expect(position).toBeGreaterThanOrEqual(0);
            expect(position).toBeLessThanOrEqual(1000);
          }
          // Rounded to a tenth, each of the two.
          const [x0, y0] = places![0]!;
          expect(Math.abs(x! - x0! - (1000 * (points[2 * i]! - points[0]!)) / span)).toBeLessThanOrEqual(0.1001);
          expect(Math.abs(y! - y0! + (1000 * (points[2 * i + 1]! - points[1]!)) / span)).toBeLessThanOrEqual(0.1001);
        }
      }),
    );
  });

  it("leaves out points that are not finite, their other coordinate included", () => {
    const points = [0, 0, 1, 1, Number.NaN, 99, 99, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN],
      labels = [0, 1, 0, 1, 0];
    expect(drawn(points, labels)).toEqual([[[0, 1000]], [[1000, 0]]]);
    const html = checked(scatterPlot({ title: "T", points, labels, names }));
    expect(attributes(html, "aria-label")).toContain("Scatter plot, T: 2 points in 2 classes.");
    expect(drawn([Number.NaN, 1, 2, Number.NaN], [0, 1])).toEqual([[], []]);
  });

  it("draws points at one place in the middle, and extents at the ends of what numbers can say", () => {
    expect(drawn([3, 7, 3, 7], [0, 1])).toEqual([[[500, 500]], [[500, 500]]]);
    expect(drawn([3, 7, 3, 9], [0, 0])[0]).toEqual([
      [500, 1000],
      [500, 0],
    ]);
    const most = Number.MAX_VALUE;
    expect(drawn([-most, -most, most, most], [0, 1])).toEqual([[[0, 1000]], [[1000, 0]]]);
    expect(drawn([most, 0, most, 0], [0, 1])).toEqual([[[500, 500]], [[500, 500]]]);
    expect(drawn([0, 0, 1e-300, 1e-300], [0, 1])).toEqual([[[0, 1000]], [[1000, 0]]]);
    expect(drawn(Float32Array.of(0, 0, 1e-45, 0), Int32Array.of(0, 1))[1]).toEqual([[1000, 500]]);
  });

  it("names every class, with a colour of its own, and none is drawn where there are no points", () => {
    const ten = Array.from({ length: 10 }, (_, k) => `class ${k}`),
      html = checked(scatterPlot({ title: "T", caption: "why", points: [], labels: [], names: ten }));
    for (const name of ten) expect(html).toContain(name);
    expect(new Set(attributes(html, "style").filter((style) => style.startsWith("--c:"))).size).toBe(10);
    expect(html).toContain("why");
    expect(html).not.toContain("h0");
    checked(scatterPlot({ title: "T", points: [], labels: [], names: [] }));
  });

  it("is well-formed for any numbers and any text", () => {
    const value = fc.oneof(fc.double(), fc.float());
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value)), fc.string({ unit: "grapheme" }), (points, text) => {
        const labels = points.map((_, i) => i % 2),
          html = checked(
            scatterPlot({ title: text, caption: text, points: points.flat(), labels, names: [text, "b"] }),
          );
        for (const [x, y] of drawn(points.flat(), labels).flat()) {
          expect(x! >= 0 && x! <= 1000 && y! >= 0 && y! <= 1000).toBe(true);
        }
        expect(html).not.toContain("<script");
      }),
    );
    checked(scatterPlot({ title: "<b>", caption: '"', points: [0, 0], labels: [0], names: ["</ul><script>alert(1)"] }));
  });

  it.each<[string, number[], number[]]>([
    ["half a point", [1, 2, 3], [0]],
    ["fewer labels than points", [1, 2, 3, 4], [0]],
    ["more labels than points", [1, 2], [0, 1]],
    ["a label without a name", [1, 2], [2]],
    ["a negative label", [1, 2], [-1]],
    ["a fractional label", [1, 2], [0.5]],
    ["a label that is no number", [1, 2], [Number.NaN]],
  ])("refuses %s", (_, points, labels) => {
    expect(() => scatterPlot({ title: "T", points, labels, names })).toThrow(ShapeError);
  });
});
