import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShapeError } from "../../../src/errors.js";
import { barChart, lineChart } from "../../../src/experiments/report/index.js";
import { attributes, checked } from "./support.js";

const axes = { x: { label: "epoch" }, y: { label: "loss" } };
const value = fc.oneof(fc.double(), fc.double({ min: -10, max: 10 }), fc.constant(0), fc.constant(Number.NaN));

/** Outlines of one kind of mark. */
const paths = (html: string, kind: string) =>
  Array.from(html.matchAll(new RegExp(`<path class="${kind}" d="([^"]*)"`, "g")), ([, d]) => d!);

describe("lineChart", () => {
  it("places points in the unit square, y upwards", () => {
    const html = checked(
      lineChart({ title: "T", ...axes, series: [{ name: "a", x: [0, 1, 2, 4], y: [0, 1, 0.5, 1] }] }),
    );
    expect(paths(html, "line")).toEqual(["M0 1000L250 0L500 500L1000 0"]);
    expect(paths(html, "dots")[0]?.match(/h0/g)?.length).toBe(4);
    expect(attributes(html, "aria-label")).toContain("Line chart, T: loss over epoch. a: 0 to 1, last 1.");
  });

  it("shows values that cannot be drawn as gaps, and a point between gaps as a dot", () => {
    const y = [0, 1, Number.NaN, 0.5, Number.POSITIVE_INFINITY, 1, 0];
    const html = checked(lineChart({ title: "T", ...axes, series: [{ name: "a", x: [0, 1, 2, 3, 4, 5, 6], y }] }));
    expect(paths(html, "line")).toEqual(["M0 1000L166.7 0M500 500h0M833.3 0L1000 1000"]);
  });

  it("leaves out what is not positive on a logarithmic axis", () => {
    const html = checked(
      lineChart({
        title: "T",
        x: { label: "x" },
        y: { label: "y", log: true },
        series: [{ name: "a", x: [0, 1, 2, 3, 4], y: [1, 10, 0, 100, 1000] }],
      }),
    );
    expect(paths(html, "line")).toEqual(["M0 1000L250 666.7M750 333.3L1000 0"]);
  });

  it("shades bands between their edges, gaps included, and widens the axis for them", () => {
    const band = { low: [0, 0, Number.NaN, 1], high: [2, 2, 2, 2] };
    const html = checked(
      lineChart({ title: "T", ...axes, series: [{ name: "a", x: [0, 1, 2, 4], y: [1, 1, 1, 1], band }] }),
    );
    expect(paths(html, "band")).toEqual(["M0 0L250 0L250 1000L0 1000ZM1000 0L1000 500Z"]);
  });

  it("draws references and names them only where they lie inside", () => {
    const references = [
      { label: "chance", y: 0.1 },
      { label: "elsewhere", y: 5 },
    ];
    const html = checked(
      lineChart({
        title: "T",
        x: { label: "x" },
        y: { label: "y", range: [0, 1] },
        series: [{ name: "a", x: [0, 1], y: [0, 7] }],
        references,
      }),
    );
    expect(paths(html, "reference")).toEqual(["M0 900H1000"]);
    expect(html).toContain("chance");
    expect(html).not.toContain("elsewhere");
  });

  it("shades stretches of the x axis, cut off at its ends, and names them", () => {
    const ranges = [
        [-5, 1],
        [2, 3],
        [4, 9],
        [7, 9],
      ] as const,
      series = [{ name: "a", x: [0, 4], y: [0, 1] }];
    const html = checked(lineChart({ title: "T", ...axes, series, spans: { label: "storms", ranges } }));
    expect(paths(html, "span")).toEqual(["M0 0H250V1000H0ZM500 0H750V1000H500Z"]);
    expect(html).toMatch(/<li class="block span">.*storms<\/li>/);
    const none = checked(lineChart({ title: "T", ...axes, series, spans: { label: "storms", ranges: [] } }));
    expect(paths(none, "span")).toEqual([]);
  });

  it("names several series and tells the eighth from the first", () => {
    const series = Array.from({ length: 8 }, (_, k) => ({ name: `rule ${k}`, x: [0, 1], y: [k, k] }));
    const html = checked(lineChart({ title: "T", ...axes, series }));
    expect(html.match(/<li class="line"/g)?.length).toBe(8);
    const styles = attributes(html, "style").filter((style) => style.startsWith("--c"));
    expect(new Set(styles).size).toBe(8);
    expect(checked(lineChart({ title: "T", ...axes, series: series.slice(0, 1) }))).not.toContain("<li");
  });

  it("thins long series without losing their extremes", () => {
    const steps = 50_000,
      y = Float64Array.from({ length: steps }, (_, k) => (k === 7_777 ? 9 : k === 23_456 ? -3 : k % 2));
    const html = checked(lineChart({ title: "T", ...axes, series: [{ name: "a", x: y.map((_, k) => k), y }] }));
    expect(html.length).toBeLessThan(100_000);
    // The axis runs from −4 to 10, so 9 lies 1/14 below the top and −3 lies 1/14 above the bottom.
    const heights = paths(html, "line")[0]!
      .split("L")
      .map((point) => Number(point.split(" ")[1]));
    expect(heights.length).toBeLessThanOrEqual(2001);
    expect([Math.min(...heights), Math.max(...heights)]).toEqual(
      [1000 / 14, 13000 / 14].map((h) => Number(h.toFixed(1))),
    );
    expect(attributes(html, "aria-label")[0]).toContain("−3 to 9");
  });

  it("is well-formed for any numbers, and for none", () => {
    const points = fc.array(fc.tuple(value, value), { maxLength: 12 });
    fc.assert(
      fc.property(points, fc.boolean(), fc.boolean(), (list, logX, logY) => {
        const x = list.map(([a]) => a),
          y = list.map(([, b]) => b),
          band = { low: y, high: x };
        checked(
          lineChart({
            title: "T",
            x: { label: "x", log: logX },
            y: { label: "y", log: logY },
            series: [
              { name: "a", x, y, band },
              { name: "b", x: y, y: x },
            ],
          }),
        );
      }),
    );
    checked(lineChart({ title: "T", ...axes, series: [] }));
    checked(lineChart({ title: "T", ...axes, series: [{ name: "a", x: [], y: [] }] }));
  });

  it("refuses series of unequal length", () => {
    expect(() => lineChart({ title: "T", ...axes, series: [{ name: "a", x: [1, 2], y: [1] }] })).toThrow(ShapeError);
    const band = { low: [1, 2], high: [1] };
    expect(() => lineChart({ title: "T", ...axes, series: [{ name: "a", x: [1, 2], y: [1, 2], band }] })).toThrow(
      ShapeError,
    );
  });
});

describe("barChart", () => {
  it("measures bars and error bars from zero", () => {
    const html = checked(
      barChart({
        title: "T",
        categories: ["up", "down", "gone"],
        series: [{ name: "a", values: [3, -1, Number.NaN], errors: [0, 0.5, 1] }],
        range: [-1, 3],
      }),
    );
    const marks = Array.from(
      html.matchAll(/<i class="(bar|whisker|zero)" style="([^"]*)"/g),
      ([, k, style]) => `${k} ${style}`,
    );
    expect(marks).toEqual([
      "bar left:25%;width:75%",
      "whisker left:100%;width:0%",
      "zero left:25%;width:0%",
      "bar left:0%;width:25%",
      "whisker left:0%;width:12.5%",
      "zero left:25%;width:0%",
      "zero left:25%;width:0%",
    ]);
    expect(html).toContain('<td class="number">–</td><td class="error"></td>');
    expect(html).toContain("± 0.5");
  });

  it("is well-formed for any numbers, and for none", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 6 }), (list) => {
        const categories = list.map((_, k) => `c${k}`),
          values = list.map(([a]) => a),
          errors = list.map(([, b]) => b);
        const html = checked(
          barChart({
            title: "T",
            categories,
            series: [
              { name: "a", values, errors },
              { name: "b", values: errors },
            ],
          }),
        );
        for (const [, width] of html.matchAll(/width:(-?[\d.]+)%"/g)) expect(Number(width)).toBeGreaterThanOrEqual(0);
      }),
    );
    checked(
      barChart({ title: "T", categories: [], series: [] }),
      barChart({ title: "T", categories: ["a"], series: [] }),
    );
  });

  it("refuses series that do not match the categories", () => {
    expect(() => barChart({ title: "T", categories: ["a"], series: [{ name: "a", values: [1, 2] }] })).toThrow(
      ShapeError,
    );
    const series = [{ name: "a", values: [1], errors: [] }];
    expect(() => barChart({ title: "T", categories: ["a"], series })).toThrow(ShapeError);
  });
});
