import { expect, it } from "vitest";
import { scales } from "../../../src/experiments/functional-modularity/config.js";
import { reportOf } from "../../../src/experiments/functional-modularity/report.js";
import type { MeasureTitle, Result } from "../../../src/experiments/functional-modularity/results.js";
import { attributes, checked } from "../report/support.js";
import { once, result } from "./support.js";

const config = { ...scales.smoke, units: 4 };
const between = (connections: number) => ({
  sources: Array.from({ length: connections }, (_, e) => e % 4),
  targets: Array.from({ length: connections }, (_, e) => 4 + Math.floor(e / 4)),
});

/** Four units each: 1, 2, 8 and all 16 connections. */
const results = (titles: readonly MeasureTitle[], rest: Partial<Result> = {}) =>
  [1, 2, 8, 16].map((connections, i) =>
    result(
      {
        units: 4,
        connections,
        accuracy: 0.5 + i / 10,
        trained: Object.fromEntries(titles.map((title) => [title, 0.9 - i / 10])),
      },
      { between: between(connections), ...rest },
    ),
  );

const page = (...given: Parameters<typeof reportOf>) => checked(...reportOf(...given));
const titlesOf = (html: string) => Array.from(html.matchAll(/<h3[^>]*>([^<]*)</g), ([, title]) => title);
/** The numbers under the charts whose title begins so, a list for each curve. */
const curves = (html: string, title: string) => {
  const figure = html.split("<figure").find((part) => part.includes(`>${title}</h3>`))!;
  return Array.from(figure.matchAll(/<table>.*?<\/table>/g), ([table]) =>
    Array.from(table.matchAll(/<t[hd](?: [^>]*)?>([^<]*)</g), ([, cell]) => cell!),
  );
};

it("draws every measure against density and modularity, and what each is made of", () => {
  const html = page(results(["correlation", "mask"], { overTime: [once(0.1), once(0.2)] }), config);
  expect(titlesOf(html)).toEqual([
    "Specialisation against density",
    "Specialisation against structural modularity",
    "Accuracy on the task",
    "By correlation",
    "By weight mask",
    "Specialisation over time",
    "p = 0.0625, Q = 0.4412",
    "p = 0.5, Q = 0.1667",
    "p = 1, Q = 0.0000",
    "Specialisation, ours and the paper&#39;s",
  ]);
  const [p, spec] = [
    ["0.0625", "0.125", "0.5", "1"],
    ["0.9", "0.8", "0.7", "0.6"],
  ];
  const zip = (x: readonly string[], y: readonly string[]) => x.flatMap((value, i) => [value, y[i]!]);
  expect(curves(html, "Specialisation against density").map((cells) => cells.slice(1))).toEqual([
    ["correlation", ...zip(p!, spec!)],
    ["correlation, untrained", ...zip(p!, ["0.16", "0.16", "0.16", "0.16"])],
    ["weight mask", ...zip(p!, spec!)],
  ]);
  expect(curves(html, "Specialisation against structural modularity")[0]!.slice(2)).toEqual(
    zip(["0.4412", "0.3889", "0.1667", "0"], spec!),
  );
  expect(curves(html, "Accuracy on the task")[0]!.slice(2)).toEqual(zip(p!, ["0.5", "0.6", "0.7", "0.8"]));
  expect(curves(html, "By weight mask").map((cells) => [cells[1], cells[3]])).toEqual([
    ["own digit", "0.6"],
    ["other module&#39;s digit", "0.2"],
  ]);
  expect(curves(html, "Specialisation over time")).toHaveLength(3);
});

it("sets the paper's figures beside ours, and nothing where it tells nothing", () => {
  const rows = [1, 10].map((connections) => result({ connections, trained: { mask: 0.5, retraining: 0.25 } })),
    cells = page(rows, scales.smoke).split("ours and the paper").at(-1)!,
    row = /<tr><th scope="row" class="number">([^<]*)<\/th>(.*?)<\/tr>/g;
  expect(
    Array.from(cells.matchAll(row), ([, p, rest]) => [
      p,
      Array.from(rest!.matchAll(/<td[^>]*>([^<]*)</g), ([, c]) => c),
    ]),
  ).toEqual([
    ["9.766×10⁻⁴", ["1", "fixed connections", "0.499", "0.500", "0.500", "0.160", "0.82", "0.250", "0.160", ""]],
    ["0.009766", ["10", "fixed connections", "0.4903", "0.500", "0.500", "0.160", "0.66", "0.250", "0.160", ""]],
  ]);
});

it("draws the config's wiring, with the other's accuracy beside it, and that with bottlenecks", () => {
  const rewired = result({ units: 4, connections: 4, wiring: "deep-r", accuracy: 0.9, trained: { mask: 0.1 } }),
    both = [...results(["mask"], { bottleneckAccuracy: once(0.45) }), rewired],
    names = (wiring: "fixed" | "deep-r") => {
      const html = page(both, { ...config, wiring });
      return [
        curves(html, "Accuracy on the task").map((cells) => cells[1]),
        curves(html, "By weight mask")[0]!.length / 2 - 1,
      ];
    };
  expect(names("fixed")).toEqual([["fixed connections", "Deep R", "with bottlenecks"], 4]);
  expect(names("deep-r")).toEqual([["fixed connections", "Deep R"], 1]);
});

it("shades one standard deviation where there are several runs", () => {
  const bands = (deviation: number) =>
    attributes(page(results(["mask"], { accuracy: { mean: 0.8, deviation } }), config), "class").filter(
      (name) => name === "band",
    ).length;
  expect([bands(0.1), bands(Number.NaN)]).toEqual([1, 0]);
});

it("shows the connections of each module, those to itself only where the cell has them, and those between", () => {
  const shown = (cell: "additive" | "parallel") =>
    page(results([]).slice(3), { ...config, cell })
      .match(/aria-label="[^"]*8 × 8[^"]*"/i)
      ?.at(0);
  // Two modules of 16, and 16 from the first to the second.
  expect(shown("additive")).toContain("48");
  expect(shown("parallel")).toContain("40");
});

it("says so when nothing was trained, and shows a single density once", () => {
  expect(page([], config)).toContain("interrupted before a network was trained");
  expect(page([result({ wiring: "deep-r" })], config)).toContain("interrupted");
  expect(titlesOf(page(results(["mask"]).slice(0, 1), config)).filter((title) => title!.startsWith("p ="))).toEqual([
    "p = 0.0625, Q = 0.4412",
  ]);
});
