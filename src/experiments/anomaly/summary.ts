import { formatFixed } from "../report/numbers.js";
import { grouped, percent, textTable } from "../report/text.js";
import type { Config } from "./config.js";
import { stages } from "./detector.js";
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

/** How what is reported comes about. */
export function method({ compared, historyDays, epsilon }: Config): string {
  const basis = compared === "means" ? "such means" : "single scores";
  return `Reported are rows where the mean of the last ten raw scores is less likely than ${epsilon} by the normal distribution of ${basis} over the last ${historyDays} days (likelihood at least 1 − ${epsilon}). The first 15 % of rows, of the first 5000, are not judged. Encoders know the least and the largest value of a series beforehand, as the benchmark allows; nothing else is known beforehand.`;
}

/** What a terminal shows. */
export function summaryOf(results: readonly Result[], missing: readonly Missing[], config: Config): string[] {
  const absent = missing.map(({ name, missing: path }) => `${name} is left out: there is no ${path}.`),
    begun = results.filter(({ scores }) => scores.raw.length > 0);
  if (begun.length === 0) return ["No series was read.", ...absent];
  return [...begun.flatMap(ofSeries), ...speed(begun), "", method(config), ...absent];
}

function ofSeries(result: Result): string[] {
  const { name, title, parameters, series, scores, alarms } = result,
    rows = series.windows.map(([first, last], k) => {
      const { rows, place } = alarms.windows[k]!;
      return [
        `  window ${momentOf(result, first)} to ${momentOf(result, last)}`,
        rows === 0 ? "not detected" : `${rows} ${rows === 1 ? "row" : "rows"}`,
        place === undefined ? "" : `first at ${percent(place, 0)} of it`,
      ];
    }),
    after = scores.raw.subarray(scores.probation);
  const moments = alarms.falseAlarms.map((row) => momentOf(result, row));
  return [
    `${name}: ${title}, ${grouped(scores.raw.length)} rows, parameters ${parameters}`,
    ...(after.length > 0 ? [`  mean raw anomaly after probation ${formatFixed(meanOf(after), 4)}`] : []),
    ...(series.windows.length > 0
      ? [
          `  ${detectedOf(result)} of ${judgedOf(result)} windows detected; they cover ${percent(coverOf(result), 1)} of rows`,
        ]
      : ["  without labels"]),
    ...textTable(rows, { right: [1] }),
    `  outside: ${alarms.outside} rows in ${moments.length} ${moments.length === 1 ? "alarm" : "alarms"}${moments.length > 0 ? `, from ${moments.join(", ")}` : ""}`,
    "",
  ];
}

function speed(results: readonly Result[]): string[] {
  const rows = results.map((result) => [
    result.name,
    ...stages.map((stage) => formatFixed(result.scores.millisecondsPerRow[stage], 3)),
    grouped(1000 / millisecondsOf(result)),
    grouped(result.scores.segments),
    grouped(result.scores.synapses),
  ]);
  const head = ["ms per row", ...stages, "rows per second", "segments", "synapses"];
  return textTable([head, ...rows], { right: head.map((_, k) => k).slice(1) });
}
