import { logLikelihood } from "../../dendrites/anomaly-likelihood.js";
import type { Section } from "../report/html.js";
import { lineChart } from "../report/line-chart.js";
import { formatFixed } from "../report/numbers.js";
import { heading, paragraph, tiles } from "../report/page.js";
import { type Cell, table } from "../report/table.js";
import type { Config } from "./config.js";
import {
  coverOf,
  detectedOf,
  judgedOf,
  type Missing,
  meanOf,
  millisecondsOf,
  momentOf,
  type Result,
} from "./results.js";
import { method } from "./summary.js";

/** The report page. */
export function reportOf(results: readonly Result[], missing: readonly Missing[], config: Config): Section[] {
  const absent = missing.map(({ name, missing: path }) => paragraph(`${name} is left out: there is no ${path}.`)),
    begun = results.filter(({ scores }) => scores.raw.length > 0);
  if (begun.length === 0) return [paragraph("No series was read."), ...absent];
  return [paragraph(method(config)), ...absent, ...begun.flatMap((result) => ofSeries(result, config))];
}

function ofSeries(result: Result, { epsilon }: Config): Section[] {
  const { title, unit, series, scores, alarms } = result,
    { raw, likelihood, probation } = scores,
    x = Array.from(raw, (_, row) => row / series.rowsPerDay),
    edge = 0.5 / series.rowsPerDay,
    ranges = series.windows.map(
      ([first, last]) => [first / series.rowsPerDay - edge, last / series.rowsPerDay + edge] as const,
    ),
    shaded = ranges.length > 0 ? { spans: { label: "labelled as out of the ordinary", ranges } } : {},
    days = { label: `day, from ${momentOf(result, 0).slice(0, 10)}` },
    judged = raw.subarray(probation);
  const average = Array.from(raw, (_, row) => meanOf(raw.subarray(Math.max(0, row + 1 - series.rowsPerDay), row + 1)));
  return [
    heading(title),
    tiles([
      ...(series.windows.length > 0
        ? [
            {
              label: "Windows detected",
              value: `${detectedOf(result)} of ${judgedOf(result)}`,
              note: `they cover ${formatFixed(100 * coverOf(result), 1)} % of rows`,
            },
          ]
        : []),
      { label: series.windows.length > 0 ? "Alarms outside" : "Alarms, no labels", value: alarms.falseAlarms.length },
      ...(judged.length > 0
        ? [{ label: "Mean raw anomaly", value: formatFixed(meanOf(judged), 3), note: "after probation" }]
        : []),
      { label: "Speed", value: Math.round(1000 / millisecondsOf(result)), unit: "rows per second" },
    ]),
    lineChart({
      title: "Value",
      caption: `${raw.length} rows.`,
      x: days,
      y: { label: unit || "value" },
      series: [{ name: "value", x, y: series.values.subarray(0, raw.length) }],
      ...shaded,
    }),
    lineChart({
      title: "Raw anomaly",
      caption: "The share of active columns that were not predicted, a mean over the last day.",
      x: days,
      y: { label: "raw anomaly", range: [0, 1] },
      series: [{ name: "raw anomaly", x, y: average }],
      ...shaded,
    }),
    lineChart({
      title: "Likelihood",
      caption:
        "On its logarithmic scale, where 0.5 is a likelihood of 1 − 10⁻⁵. Rows before the first estimate have none.",
      x: days,
      y: { label: "log-likelihood", range: [0, 1] },
      series: [
        {
          name: "log-likelihood",
          x,
          y: Array.from(likelihood, (one, row) => (row < probation ? Number.NaN : logLikelihood(one))),
        },
      ],
      references: [{ label: `reported from 1 − ${epsilon} on`, y: logLikelihood(1 - epsilon) }],
      ...shaded,
    }),
    ...reports(result),
  ];
}

function reports(result: Result): Section[] {
  const { series, alarms } = result,
    inWindows = series.windows.map(([first, last], k): Cell[] => [
      momentOf(result, first),
      momentOf(result, last),
      true,
      alarms.windows[k]!.rows,
      alarms.windows[k]!.place === undefined ? null : Number(alarms.windows[k]!.place!.toFixed(2)),
    ]),
    outside = alarms.falseAlarms.map((row): Cell[] => [momentOf(result, row), null, false, null, null]),
    rows = [...inWindows, ...outside].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  if (rows.length === 0) return [];
  return [
    table({
      title: "Windows and alarms",
      caption: "Alarms outside of windows are given by their first row; reports less than a day apart are one alarm.",
      columns: ["from", "to", "labelled", "rows reported", "place of the first, 0 to 1"],
      rows,
    }),
  ];
}
