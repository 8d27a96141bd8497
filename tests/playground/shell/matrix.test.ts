import { expect, it } from "vitest";
import { colourMap, extentOf } from "../../../playground/shell/colour-map.js";
import { framesOf, matrixPixels, rangeOf, valueAt } from "../../../playground/shell/matrix-pixels.js";
import { matrixSvg } from "../../../playground/shell/matrix-svg.js";

/** Relative luminance, WCAG 2.2. */
const luminance = (rgb: ArrayLike<number>) => {
  const [r, g, b] = Array.from(rgb, (part) => (part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const colourAt = (map: Uint8ClampedArray, k: number) => map.subarray(3 * k, 3 * k + 3);

it.each(["light", "dark"] as const)(
  "sequential colours are in order of lightness on the %s page, diverging ones from the middle",
  (scheme) => {
    const sign = scheme === "light" ? -1 : 1,
      sequential = colourMap("sequential", scheme),
      diverging = colourMap("diverging", scheme);
    for (let k = 1; k < 256; k++)
      expect(sign * (luminance(colourAt(sequential, k)) - luminance(colourAt(sequential, k - 1)))).toBeGreaterThan(
        -1e-3,
      );
    for (let k = 129; k < 256; k++) {
      expect(sign * (luminance(colourAt(diverging, k)) - luminance(colourAt(diverging, k - 1)))).toBeGreaterThan(-1e-3);
      expect(
        sign * (luminance(colourAt(diverging, 255 - k)) - luminance(colourAt(diverging, 256 - k))),
      ).toBeGreaterThan(-1e-3);
    }
  },
);

it.each([
  [[1, 2, Number.NaN, -3], false, [-3, 2]],
  [[1, 2, Number.NaN, -3], true, [-3, 3]],
  [[], false, [0, 1]],
  [[Number.NaN, Infinity], true, [-1, 1]],
  [[5, 5], false, [0, 5]],
  [[-5, -5], false, [-5, 0]],
  [[0, 0], false, [0, 1]],
  [[0, 0], true, [-1, 1]],
])("the ends of %j (even: %s) are %j", (values, even, ends) => {
  const [low, high] = extentOf(values, even);
  expect([low + 0, high + 0]).toEqual(ends);
});

// 2 × 3, its rows turned round and its last column first.
const data = {
  rows: 2,
  columns: 3,
  values: [0, 1, 2, 3, Number.NaN, 5],
  rowOrder: [1, 0],
  columnOrder: [2, 0, 1],
} as const;

it("pixels stand in the order asked for; what is no number is transparent", () => {
  const pixels = matrixPixels(data, "light"),
    map = colourMap("sequential", "light"),
    shown = [5, 3, Number.NaN, 2, 0, 1];
  shown.forEach((value, k) => {
    expect(valueAt(data, Math.floor(k / 3), k % 3)).toBe(value);
    const expected = Number.isNaN(value) ? [0, 0, 0, 0] : [...colourAt(map, Math.round(value * 51)), 255];
    expect([...pixels.subarray(4 * k, 4 * k + 4)]).toEqual(expected);
  });
});

it("values beyond a given range have its first or last colour", () => {
  const pixels = matrixPixels({ rows: 1, columns: 2, values: [-9, 9], colours: "diverging", range: [-1, 1] }, "dark"),
    map = colourMap("diverging", "dark");
  expect([...pixels]).toEqual([...colourAt(map, 0), 255, ...colourAt(map, 255), 255]);
  expect(rangeOf({ rows: 1, columns: 2, values: [-9, 4], colours: "diverging" })).toEqual([-9, 9]);
});

it("blocks are framed along the diagonal", () => {
  expect(framesOf({ rows: 5, columns: 5, values: [], blocks: [0, 2] })).toBe("M0 0h2v2h-2zM2 2h3v3h-3z");
  expect(framesOf({ rows: 5, columns: 5, values: [] })).toBe("");
});

it("a small matrix is squares in its SVG, and its title is safe", () => {
  const svg = matrixSvg({ ...data, title: "<script>" });
  expect(svg.match(/<rect /g)).toHaveLength(5);
  expect(svg).toContain("<title>&lt;script&gt;</title>");
  expect(svg).toContain('<rect x="0" y="0" width="1" height="1" fill="#08306b"/>');
});
