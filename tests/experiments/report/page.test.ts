import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as report from "../../../src/experiments/report/index.js";
import { checked, expectWellFormed } from "./support.js";

/** Everything that ends or begins something in HTML, and characters it forbids. */
const nasty = `</title><script>alert("x")</script><img src='https://x' onerror=alert(1)> & "quotes" 'single'\0\ud800`;

/** Control characters other than tab, line feed and carriage return. */
const forbidden = (character: string) => /\p{Cc}/u.test(character) && !"\t\n\r".includes(character);

describe("escapeHtml", () => {
  it("leaves nothing that could start markup, and loses no character", () => {
    const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const safe = report.escapeHtml(text);
        expect(safe).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        const clean = Array.from(text, (character) => (forbidden(character) ? "\ufffd" : character)).join("");
        expect(safe.replace(/&([a-z0-9#]+);/g, (_, name) => entities[name]!)).toBe(clean);
      }),
    );
    expect(report.escapeHtml("a\0b\ud800c\u{1f9e0}\n")).toBe("a\ufffdb\ufffdc\u{1f9e0}\n");
  });
});

describe("page", () => {
  it("escapes every string it is given", () => {
    const text = { title: nasty, caption: nasty },
      pattern = { rows: 1, columns: 1, rowPointers: Int32Array.of(0, 1), columnIndices: Int32Array.of(0) },
      names = { rowTitle: nasty, columnTitle: nasty };
    const sections = [
      report.heading(nasty),
      report.paragraph(nasty),
      report.tiles([{ label: nasty, value: nasty, unit: nasty, note: nasty }]),
      report.table({ ...text, columns: [nasty], rows: [[nasty]] }),
      report.claimsTable({
        ...text,
        claims: [{ name: nasty, expected: nasty, actual: nasty, holds: false, source: nasty }],
      }),
      report.lineChart({
        ...text,
        x: { label: nasty },
        y: { label: nasty },
        series: [{ name: nasty, x: [1, 2], y: [1, 2] }],
        references: [{ label: nasty, y: 1.5 }],
      }),
      report.barChart({ ...text, categories: [nasty], series: [{ name: nasty, values: [1] }] }),
      report.matrix({ ...text, ...names, rowLabels: [nasty], columnLabels: [nasty], values: [1] }),
      report.confusionMatrix({ ...text, labels: [nasty], counts: [1] }),
      report.heatMap({ ...text, ...names, rows: 1, columns: 1, values: [1] }),
      report.sparsityRaster({ ...text, ...names, pattern }),
      report.imageGrid({ ...text, width: 1, height: 1, images: [{ pixels: [1], label: nasty }] }),
      report.scatterPlot({ ...text, points: [1, 2], labels: [0], names: [nasty] }),
    ];
    const html = report.page({ title: nasty, subtitle: nasty, footer: nasty, language: nasty, sections });
    expectWellFormed(html);
    expect(html).not.toContain("<script");
    expect(html.match(/<img/g)?.length).toBe(1);
  });

  it("says what a browser and a screen reader need, and forbids itself any request", () => {
    const html = report.page({ title: "GEVB", subtitle: "sub", footer: "foot", sections: [report.heading("One")] });
    expectWellFormed(html);
    expect(html.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    for (const part of [
      "<title>GEVB</title>",
      "<h1>GEVB</h1>",
      "<main>",
      '<meta charset="utf-8">',
      "width=device-width",
    ])
      expect(html).toContain(part);
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(html).toContain("prefers-color-scheme:dark");
  });

  it("is complete without sections", () => {
    checked();
    checked(report.tiles([]), report.sideBySide());
  });

  it("keeps ids apart, in nested sections too", () => {
    const chart = report.lineChart({ title: "a", x: { label: "x" }, y: { label: "y" }, series: [] }),
      raster = report.heatMap({ title: "b", rows: 1, columns: 2, values: [1, -1] });
    const html = checked(chart, raster, report.sideBySide(chart, raster, report.sideBySide(chart, raster)));
    expect(html.match(/<figure/g)?.length).toBe(6);
  });
});

describe("tiles", () => {
  it("format numbers and keep text", () => {
    const html = checked(
      report.tiles([
        { label: "accuracy", value: 0.97523 },
        { label: "synapses", value: 203264, note: "10 %" },
        { label: "angle", value: "43°", unit: "mean" },
      ]),
    );
    for (const text of ["0.9752", "203,264", "10 %", "43°", "mean"]) expect(html).toContain(text);
  });
});
