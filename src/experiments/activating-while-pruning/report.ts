import type { Section } from "../report/html.js";
import { type LineSeries, lineChart } from "../report/line-chart.js";
import { formatFixed } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { heatMap, sparsityRaster } from "../report/raster.js";
import { table } from "../report/table.js";
import { type Config, methodTitles } from "./config.js";
import { isSmallProtocol, smallReference } from "./paper.js";
import type { Range, Result, Stage } from "./results.js";

const axis = { label: "connections that remain, %", log: true } as const;

/** The report page: what becomes of accuracy and activity as connections go, and which ones stay. */
export function reportOf(results: readonly Result[], config: Config, fashion: boolean): Section[] {
  if (results.length === 0) return [paragraph("The run was interrupted before a network went through all its cycles.")];
  const known = isSmallProtocol(config, fashion);
  return [
    tiles(
      results.map(({ method, stages }) => {
        const best = stages.reduce((a, b) => (b.accuracy.mean > a.accuracy.mean ? b : a)),
          last = stages.at(-1)!;
        return {
          label: `${methodTitles[method]}, best test accuracy`,
          value: formatFixed(100 * best.accuracy.mean, 2),
          unit: "%",
          note: `with ${formatFixed(100 * best.remaining, 1)} % of the connections; ${formatFixed(100 * last.accuracy.mean, 2)} % with ${formatFixed(100 * last.remaining, 1)} %`,
        };
      }),
    ),
    paragraph(
      `Before every cycle but the first, ${formatFixed(100 * config.fraction, 0)} % of the connections go and the others are set back to their first weights. Activating, a part of them, ${formatFixed(100 * config.activate, 0)} % of all, are not the weakest ones but negative ones that training hardly moved: without them units can only be more active.`,
    ),
    sideBySide(
      chart(results, {
        title: "Accuracy",
        label: "test accuracy, %",
        value: ({ accuracy }) => scaled(accuracy, 100),
        ...(known && { reference: ({ accuracy }) => 100 * accuracy }),
      }),
      chart(results, {
        title: "Silent units",
        label: "share of zeros",
        value: ({ silent }) => silent,
        ...(known && { reference: ({ silent }) => silent }),
      }),
    ),
    sideBySide(
      chart(results, {
        title: "Units cut off",
        label: "share without incoming connections",
        value: ({ cutOff }) => cutOff,
        range: [0, Math.max(0.1, ...results.flatMap(({ stages }) => stages.map(({ cutOff }) => cutOff.high)))],
      }),
      densities(results[0]!),
    ),
    heading("Which connections stay"),
    paragraph("At first every unit of the first layer has a connection to every pixel."),
    ...results.flatMap((result) => masks(result, config)),
    heading("All figures"),
    figures(results, known),
  ];
}

interface Curves {
  readonly title: string;
  readonly label: string;
  value(stage: Stage): Range;
  /** What to show beside it of the runs that are known. */
  reference?(known: ReturnType<typeof smallReference>[number]): number;
  readonly range?: readonly [number, number];
}

function chart(results: readonly Result[], { title, label, value, reference, range }: Curves): Section {
  const series = results.flatMap(({ method, stages }): LineSeries[] => {
    const name = methodTitles[method],
      of = (which: keyof Range) => stages.map((stage) => value(stage)[which]),
      own = {
        name,
        x: stages.map(({ remaining }) => 100 * remaining),
        y: of("mean"),
        band: { low: of("low"), high: of("high") },
      };
    if (!reference) return [own];
    const known = smallReference(method);
    return [
      own,
      { name: `${name}, reference`, x: known.map(({ remaining }) => 100 * remaining), y: known.map(reference) },
    ];
  });
  const caption = "Means, and the range over networks.";
  return lineChart({ title, caption, x: axis, y: { label, ...(range && { range }) }, series });
}

const scaled = ({ mean, low, high }: Range, factor: number): Range => ({
  mean: factor * mean,
  low: factor * low,
  high: factor * high,
});

function densities({ method, stages }: Result): Section {
  return lineChart({
    title: "Density of every layer",
    caption: `Weights of all layers are compared with each other; ${methodTitles[method]}.`,
    x: axis,
    y: { label: "connections per cell, %", log: true },
    series: stages[0]!.densities.map((_, layer) => ({
      name: `layer ${layer + 1}`,
      x: stages.map(({ remaining }) => 100 * remaining),
      y: stages.map((stage) => 100 * stage.densities[layer]!),
    })),
  });
}

/** The first layer of the first run: how many connections every pixel has half-way and in the end, and the mask then. */
function masks({ method, first: { course, wiring } }: Result, { hidden }: Config): Section[] {
  const side = Math.sqrt(course[0]!.fanOut.length),
    last = course.length - 1,
    cycles = [...new Set([Math.round(last / 2), last])];
  const maps = cycles.map((cycle) => {
    const { remaining, fanOut } = course[cycle]!;
    return heatMap({
      title: `${methodTitles[method]}, ${formatFixed(100 * remaining, 1)} %`,
      caption: "Connections of every pixel to the first layer.",
      rows: side,
      columns: side,
      values: fanOut,
    });
  });
  return [
    ...(Number.isInteger(side) ? [sideBySide(...maps)] : []),
    sparsityRaster({
      title: `${methodTitles[method]}, first layer in the end`,
      pattern: { rows: hidden[0]!, columns: course[0]!.fanOut.length, ...typed(wiring) },
      rowTitle: "unit",
      columnTitle: "pixel",
    }),
  ];
}

const typed = ({ rowPointers, columnIndices }: Result["first"]["wiring"]) => ({
  rowPointers: Int32Array.from(rowPointers),
  columnIndices: Int32Array.from(columnIndices),
});

function figures(results: readonly Result[], known: boolean): Section {
  return table({
    title: "Cycle by cycle",
    caption: known
      ? "Means over networks; the reference is another implementation of this protocol, one seed. The paper's own networks are convolutional."
      : "Means over networks.",
    columns: [
      "method",
      "remaining, %",
      "accuracy, %",
      ...(known ? ["reference"] : []),
      "silent",
      ...(known ? ["reference"] : []),
      "cut off",
    ],
    rows: results.flatMap(({ method, stages }) =>
      stages.map(({ remaining, accuracy, silent, cutOff }) => {
        const other = smallReference(method).find((stage) => Math.abs(stage.remaining - remaining) < 0.02 * remaining);
        return [
          methodTitles[method],
          100 * remaining,
          100 * accuracy.mean,
          ...(known ? [other ? 100 * other.accuracy : null] : []),
          silent.mean,
          ...(known ? [other?.silent ?? null] : []),
          cutOff.mean,
        ];
      }),
    ),
  });
}
