import type { Section } from "../report/html.js";
import { lineChart } from "../report/line-chart.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { sparsityRaster } from "../report/raster.js";
import { table } from "../report/table.js";
import { type Spread, spreadText } from "../shared/spread.js";
import type { Config, Wiring } from "./config.js";
import { paperCurves } from "./paper.js";
import { type MeasureTitle, measureTitles, type Result } from "./results.js";

const wiringTitles: Record<Wiring, string> = { fixed: "fixed connections", "deep-r": "Deep R" };

/** The report page: the curves against density and modularity, raw measures, accuracy and example connections. */
export function reportOf(results: readonly Result[], config: Config): Section[] {
  const main = results.filter(({ wiring }) => wiring === config.wiring);
  if (main.length === 0) return [paragraph("The run was interrupted before a network was trained.")];
  const titles = (Object.keys(measureTitles) as MeasureTitle[]).filter((title) => main[0]!.measures[title]),
    [sparsest, densest] = [main[0]!, main.at(-1)!];
  return [
    tiles(
      titles.slice(0, 3).map((title) => ({
        label: `specialisation by ${measureTitles[title]}, ${formatNumber(sparsest.connections)} connections each way`,
        value: formatFixed(sparsest.measures[title]!.trained.mean, 2),
        note: `${formatFixed(densest.measures[title]!.trained.mean, 2)} with ${formatNumber(densest.connections)}`,
      })),
    ),
    heading("Structure and function"),
    paragraph(
      "Two modules of recurrent units each see one digit; which digit is the answer hangs on the parity of both, so one bit must cross. Specialisation is (own − other) / (own + other) of a module's measure on its own digit and on the other's. Bands are one standard deviation over networks.",
    ),
    sideBySide(specialisationChart(main, titles, "density"), specialisationChart(main, titles, "modularity")),
    accuracyChart(results, config),
    heading("What the measures are made of"),
    sideBySide(...titles.map((title) => rawChart(main, title))),
    ...overTime(main),
    heading("Connections"),
    sideBySide(...examples(main).map((result) => connectivity(result, config))),
    heading("All figures"),
    figures(results, titles),
  ];
}

const densityAxis = { label: "p, density of connections between modules", log: true };

function curve(name: string, main: readonly Result[], x: (result: Result) => number, of: (result: Result) => Spread) {
  const spreads = main.map(of),
    several = spreads.every(({ deviation }) => Number.isFinite(deviation));
  return {
    name,
    x: main.map(x),
    y: spreads.map(({ mean }) => mean),
    ...(several && {
      band: {
        low: spreads.map(({ mean, deviation }) => mean - deviation),
        high: spreads.map(({ mean, deviation }) => mean + deviation),
      },
    }),
  };
}

function specialisationChart(
  main: readonly Result[],
  titles: readonly MeasureTitle[],
  against: "density" | "modularity",
): Section {
  return lineChart({
    title: against === "density" ? "Specialisation against density" : "Specialisation against structural modularity",
    caption:
      against === "density"
        ? "Logarithmic axis, from one connection each way to all."
        : "Q of two fully connected modules lies from 0 to 0.5; nearly all of the rise is in its last per cent.",
    x: against === "density" ? densityAxis : { label: "Newman's Q" },
    y: { label: "specialisation" },
    series: titles.flatMap((title) => [
      curve(
        measureTitles[title],
        main,
        (result) => result[against],
        ({ measures }) => measures[title]!.trained,
      ),
      ...(title === "correlation"
        ? [
            curve(
              "correlation, untrained",
              main,
              (result) => result[against],
              ({ measures }) => measures[title]!.untrained,
            ),
          ]
        : []),
    ]),
  });
}

function accuracyChart(results: readonly Result[], { wiring }: Config): Section {
  const series = (["fixed", "deep-r"] as const).flatMap((kind) => {
    const part = results.filter((result) => result.wiring === kind);
    return part.length === 0
      ? []
      : [
          curve(
            wiringTitles[kind],
            part,
            ({ density }) => density,
            ({ accuracy }) => accuracy,
          ),
        ];
  });
  const bottleneck = results.filter((result) => result.wiring === wiring && result.bottleneckAccuracy);
  return lineChart({
    title: "Accuracy on the task",
    caption: "Above 75 % a bit must have crossed: no two silent modules reach more over the 80 pairs of digits.",
    x: densityAxis,
    y: { label: "test accuracy", range: [0.4, 1] },
    series: [
      ...series,
      ...(bottleneck.length > 0
        ? [
            curve(
              "with bottlenecks",
              bottleneck,
              ({ density }) => density,
              (result) => result.bottleneckAccuracy!,
            ),
          ]
        : []),
    ],
    references: [
      { label: "own digit", y: 0.5 },
      { label: "without communication", y: 0.75 },
    ],
  });
}

function rawChart(main: readonly Result[], title: MeasureTitle): Section {
  const captions: Record<MeasureTitle, string> = {
    correlation: "Mean correlation of a module's last states between examples with one digit the same.",
    normalised: "The same measured from what random pairs have.",
    mask: "Share of a mask's weights that lie in a module, for masks that answer a digit; half would be chance.",
    bottleneck: "Accuracy of a new readout from a module's five bottleneck units.",
    retraining: "Accuracy of a new readout from a module's states.",
    ablation: "Accuracy of a readout from both modules when the other one falls silent.",
  };
  return lineChart({
    title: `By ${measureTitles[title]}`,
    caption: captions[title],
    x: densityAxis,
    y: {
      label:
        title === "mask" ? "share" : title === "correlation" || title === "normalised" ? "correlation" : "accuracy",
    },
    series: [
      curve(
        "own digit",
        main,
        ({ density }) => density,
        ({ measures }) => measures[title]!.own,
      ),
      curve(
        "other module's digit",
        main,
        ({ density }) => density,
        ({ measures }) => measures[title]!.other,
      ),
    ],
  });
}

/** Three to look at: the sparsest, one between, the densest. */
const examples = (main: readonly Result[]): Result[] =>
  [...new Set([main[0]!, main[main.length >> 1]!, main.at(-1)!])].filter(({ between }) => between);

function overTime(main: readonly Result[]): Section[] {
  const shown = [...new Set([main[0]!, main[main.length >> 1]!, main.at(-1)!])].filter((result) => result.overTime);
  if (shown.length === 0) return [];
  return [
    heading("Dynamics"),
    lineChart({
      title: "Specialisation over time",
      caption: "By correlation, after every time step; what crosses arrives from the second step on.",
      x: { label: "time step", whole: true },
      y: { label: "specialisation" },
      series: shown.map((result) => ({
        name: `p = ${formatNumber(result.density, 3)}`,
        x: result.overTime!.map((_, t) => t + 1),
        y: result.overTime!.map(({ mean }) => mean),
      })),
    }),
  ];
}

function connectivity(result: Result, { units, cell }: Config): Section {
  const n = 2 * units,
    rows = Array.from({ length: n }, (_, i): number[] => {
      const first = i - (i % units);
      return Array.from({ length: units }, (__, j) => first + j).filter((j) => cell === "additive" || j !== i);
    });
  result.between!.sources.forEach((source, e) => void rows[source]!.push(result.between!.targets[e]!));
  for (const row of rows) row.sort((a, b) => a - b);
  const rowPointers = new Int32Array(n + 1);
  rows.forEach((row, i) => {
    rowPointers[i + 1] = rowPointers[i]! + row.length;
  });
  return sparsityRaster({
    title: `p = ${formatNumber(result.density, 3)}, Q = ${formatFixed(result.modularity, 4)}`,
    caption: `${formatNumber(result.connections)} connections each way.`,
    pattern: { rows: n, columns: n, rowPointers, columnIndices: Int32Array.from(rows.flat()) },
    rowTitle: "from unit",
    columnTitle: "to unit",
  });
}

function figures(results: readonly Result[], titles: readonly MeasureTitle[]): Section {
  return table({
    title: "Specialisation, ours and the paper's",
    caption:
      "Means ± standard deviations over networks. The paper's figures are read off its plots (± 0.02), at 100 units and the nearest of its densities; none within a factor of 1.5 of that density is left blank.",
    columns: [
      "p",
      "connections",
      "wiring",
      "Q",
      "accuracy",
      ...titles.flatMap((title) => [measureTitles[title], "untrained", "paper's"]),
    ],
    rows: results.map((result) => [
      result.density,
      result.connections,
      wiringTitles[result.wiring],
      result.modularity,
      spreadText(result.accuracy),
      ...titles.flatMap((title) => {
        const { trained, untrained } = result.measures[title]!;
        return [spreadText(trained), spreadText(untrained), paperCurves(title, result.density)];
      }),
    ]),
  });
}
