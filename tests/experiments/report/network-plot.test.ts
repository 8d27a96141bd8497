import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShapeError } from "../../../src/errors.js";
import { type NetworkPlotOptions, networkPlot } from "../../../src/experiments/report/index.js";
import { attributes, checked } from "./support.js";

/** A square: two groups, one edge in each and two between. */
const square: NetworkPlotOptions = {
  title: "T",
  positions: [0, 0, 1, 0, 0, 1, 1, 1],
  groups: [0, 0, 1, 1],
  edges: { sources: [0, 2, 0, 1], targets: [1, 3, 2, 3] },
};

/** What each kind of path draws, one list per path. */
function paths(html: string, kind: string): string[] {
  return Array.from(html.matchAll(new RegExp(`<path class="${kind}" d="([^"]*)"`, "g")), ([, d]) => d!);
}

const lines = (html: string) =>
  [...paths(html, "links"), ...paths(html, "links between")].join("").split("M").length - 1;

describe("networkPlot", () => {
  it("draws edges between groups, those inside them by group, then nodes, y upwards", () => {
    const html = checked(networkPlot(square));
    expect(paths(html, "links between")).toEqual(["M0 1000L0 0M1000 1000L1000 0"]);
    expect(paths(html, "links")).toEqual(["M0 1000L1000 1000", "M0 0L1000 0"]);
    expect(paths(html, "dots")).toEqual(["M0 1000h0M1000 1000h0", "M0 0h0M1000 0h0"]);
    expect(html.indexOf("links between")).toBeLessThan(html.indexOf('"links"'));
    expect(html.indexOf('"links"')).toBeLessThan(html.indexOf('"dots"'));
    expect(attributes(html, "aria-label")).toContain("Network, T: 4 nodes in 2 groups, 4 edges.");
    expect(attributes(html, "role")).toContain("img");
  });

  it("colours groups apart, and names them where they have names", () => {
    const html = checked(networkPlot({ ...square, names: ["A & B", "C"] }));
    expect(new Set(attributes(html, "style").filter((style) => style.startsWith("--c:hsl"))).size).toBe(2);
    expect(html).toContain("A &amp; B");
    expect(checked(networkPlot(square))).not.toContain('<ul class="legend"');
  });

  it("draws hubs above the other nodes, with their names", () => {
    const html = checked(networkPlot({ ...square, hubs: [{ node: 2, name: "<AVAL>" }] }));
    expect(paths(html, "dots hubs")).toEqual(["M0 0h0"]);
    expect(paths(html, "dots")).toEqual(["M0 1000h0M1000 1000h0", "M1000 0h0"]);
    expect(html).toContain('<text x="47" y="42">&lt;AVAL&gt;</text>');
    const [lower, covered] = [0, 1].map((node) => ({ node, name: "x".repeat(40) }));
    expect(checked(networkPlot({ ...square, hubs: [lower!, covered!] })).match(/<text/g)).toHaveLength(1);
  });

  it("gives each axis its own scale when asked to, on twice the width", () => {
    const thin = { ...square, positions: [0, 0, 50, 0, 0, 1, 50, 1], axes: "own" as const },
      html = checked(networkPlot(thin));
    expect(attributes(html, "viewBox")).toContain("0 0 2000 1000");
    expect(paths(html, "dots")).toEqual(["M0 1000h0M2000 1000h0", "M0 0h0M2000 0h0"]);
  });

  it("beyond the limit draws the heaviest edges, and of equals an even part", () => {
    const weights = [3, 1, 2, 1],
      heavy = checked(networkPlot({ ...square, edges: { ...square.edges, weights }, edgeLimit: 2 }));
    expect(paths(heavy, "links")).toEqual(["M0 1000L1000 1000"]);
    expect(paths(heavy, "links between")).toEqual(["M0 1000L0 0"]);
    expect(heavy).toContain("the 2 heaviest of 4 edges, of equals an even part");
    const ring = Array.from({ length: 100 }, (_, i) => i),
      options = {
        title: "ring",
        positions: ring.flatMap((i) => [i, i % 7]),
        groups: ring.map(() => 0),
        edges: { sources: ring, targets: ring.map((i) => (i + 1) % 100) },
      };
    const [even] = paths(checked(networkPlot({ ...options, edgeLimit: 25 })), "links");
    // Every fourth edge: 0 → 1, 4 → 5, …
    const begins = Array.from(even!.matchAll(/M(\d+) /g), ([, x]) => Math.round((Number(x) * 99) / 1000));
    expect(begins).toEqual(Array.from({ length: 25 }, (_, k) => 4 * k));
    expect(lines(checked(networkPlot({ ...options, edgeLimit: 0 })))).toBe(0);
  });

  it("never draws more edges than the limit, nor fewer than it may", () => {
    const edge = fc.record({ source: fc.nat(5), target: fc.nat(5), weight: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 30 }), fc.nat(12), (list, edgeLimit) => {
        const edges = {
            sources: list.map(({ source }) => source),
            targets: list.map(({ target }) => target),
            weights: list.map(({ weight }) => weight),
          },
          positions = [0, 0, 5, 1, 2, 8, 7, 3, 9, 9, 4, 6],
          html = checked(networkPlot({ title: "T", positions, groups: [0, 1, 0, 1, 2, 0], edges, edgeLimit }));
        const drawable = list.filter(({ source, target }) => source !== target).length;
        expect(lines(html)).toBe(Math.min(drawable, edgeLimit));
      }),
    );
  });

  it("leaves out nodes without a place, with their edges and names", () => {
    const positions = [0, 0, 1, 0, Number.NaN, 1, 1, 1],
      html = checked(networkPlot({ ...square, positions, hubs: [{ node: 2, name: "lost" }] }));
    expect(paths(html, "dots")).toHaveLength(2);
    expect(lines(html)).toBe(2);
    expect(html).not.toContain("lost");
    checked(networkPlot({ title: "none", positions: [], groups: [], edges: { sources: [], targets: [] } }));
  });

  it("stays small for large networks", () => {
    const nodes = Array.from({ length: 2000 }, (_, i) => i),
      many = Array.from({ length: 100_000 }, (_, e) => e);
    const html = networkPlot({
      title: "T",
      positions: nodes.flatMap((i) => [(i * 37) % 101, (i * 59) % 103]),
      groups: nodes.map((i) => i % 9),
      edges: { sources: many.map((e) => e % 2000), targets: many.map((e) => (e * 7 + 1) % 2000) },
    }).render("s");
    expect(html.length).toBeLessThan(120_000);
  });

  it.each<[string, Partial<NetworkPlotOptions>]>([
    ["half a place", { positions: [0, 0, 1] }],
    ["a negative group", { groups: [0, -1, 0, 0] }],
    ["a fractional group", { groups: [0, 0.5, 0, 0] }],
    ["an edge to no node", { edges: { sources: [0], targets: [4] } }],
    ["fewer targets than sources", { edges: { sources: [0, 1], targets: [2] } }],
    ["more weights than edges", { edges: { sources: [0], targets: [2], weights: [1, 2] } }],
    ["a hub that is no node", { hubs: [{ node: 7, name: "" }] }],
  ])("refuses %s", (_, changes) => {
    expect(() => networkPlot({ ...square, ...changes })).toThrow(ShapeError);
  });
});
