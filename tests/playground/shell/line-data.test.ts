import { expect, it } from "vitest";
import { lineChartSvg } from "../../../playground/shell/line-chart-svg.js";
import { aligned, logarithmicEnds, seriesCsv } from "../../../playground/shell/line-data.js";

const series = [
  { name: "dense", x: [1, 2, 4], y: Float32Array.of(0.5, Number.NaN, 2) },
  { name: "sparse", x: [2, 3], y: [-1, 7] },
];

it("series of different places share one axis, with gaps for what cannot be drawn", () => {
  const [x, dense, sparse] = aligned(series).map((column) => Array.from(column, (value) => value ?? null));
  expect(x).toEqual([1, 2, 3, 4]);
  expect(dense).toEqual([0.5, null, null, 2]);
  expect(sparse).toEqual([null, -1, 7, null]);
  expect(Array.from(aligned(series, true)[2]!, (value) => value ?? null)).toEqual([null, null, 7, null]);
  expect(aligned([])).toEqual([[]]);
});

it("a logarithmic axis has two ends whatever there is to show", () => {
  expect([logarithmicEnds(2, 30), logarithmicEnds(5, 5), logarithmicEnds(null, null)]).toEqual([
    [2, 30],
    [5, 50],
    [1, 10],
  ]);
});

it("the CSV has a column per series and a row per place", () => {
  expect(seriesCsv("epoch", series)).toBe("epoch,dense,sparse\r\n1,0.5,\r\n2,NaN,-1\r\n3,,7\r\n4,2,\r\n");
});

it("the SVG draws every stretch between gaps, within its frame", () => {
  const svg = lineChartSvg({ title: "A & B", x: { label: "epoch" }, y: { label: "loss" }, series });
  expect(svg).toContain("A &amp; B");
  const paths = [...svg.matchAll(/<path d="(M[^"]+)" stroke="#\w+" stroke-width="2"/g)].map(([, d]) => d!);
  expect(paths).toHaveLength(2);
  expect(paths[0]!.match(/M/g)).toHaveLength(2);
  // x = 1 and 4 are the ends of the axis: 64 from the left, 16 from the right of 720.
  expect(paths[0]).toMatch(/^M64 [\d.]+M704 [\d.]+$/);
  expect(paths[1]!.match(/[ML][\d.]+ [\d.]+/g)).toHaveLength(2);
});

it("a chart without values is a frame", () => {
  const svg = lineChartSvg({ title: "t", x: { label: "x", log: true }, y: { label: "y" }, series: [] });
  expect(svg).not.toContain("NaN");
});
