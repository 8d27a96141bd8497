import { logLikelihood } from "../../dendrites/anomaly-likelihood.js";
import type { Alarms } from "./alarms.js";
import { type Scores, stages } from "./detector.js";
import type { ParameterSet, Series, SourceName } from "./series.js";

export type Job = SourceName | "generated";

export interface Result {
  readonly name: Job;
  readonly title: string;
  readonly unit: string;
  readonly parameters: ParameterSet;
  readonly series: Series;
  readonly scores: Scores;
  readonly alarms: Alarms;
}

/** A series that is left out, and the file that is not there. */
export interface Missing {
  readonly name: Job;
  readonly missing: string;
}

export const detectedOf = ({ alarms }: Result): number => alarms.windows.filter(({ rows }) => rows > 0).length;

/** Windows that begin after the rows that are not judged. */
export const judgedOf = ({ series, scores }: Result): number =>
  series.windows.filter(([first]) => first >= scores.probation).length;

/** Days whose rows are judged. */
export const daysOf = ({ series, scores }: Result): number =>
  Math.max(0, series.values.length - scores.probation) / series.rowsPerDay;

/** The share of judged rows that windows cover. */
export function coverOf({ series, scores }: Result): number {
  const covered = series.windows.reduce(
    (sum, [first, last]) => sum + Math.max(0, last + 1 - Math.max(first, scores.probation)),
    0,
  );
  return covered / Math.max(1, series.values.length - scores.probation);
}

/** Mean raw anomaly of each quarter of the rows. */
export function quartersOf({ scores: { raw } }: Result): number[] {
  return [0, 1, 2, 3].map((quarter) =>
    meanOf(raw.subarray(Math.floor((quarter * raw.length) / 4), Math.floor(((quarter + 1) * raw.length) / 4))),
  );
}

export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export const millisecondsOf = ({ scores }: Result): number =>
  stages.reduce((sum, stage) => sum + scores.millisecondsPerRow[stage], 0);

/** "2014-11-01 19:30" */
export function momentOf({ series }: Result, row: number): string {
  const { year, month, day, hour = 0, minute = 0 } = series.times[row]!,
    two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** Single figures, and what was found at each row. */
export function figuresOf(results: readonly Result[]): {
  metrics: Record<string, number>;
  series: Record<string, readonly number[]>;
} {
  const metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const result of results) {
    const { name, scores, alarms } = result;
    for (const stage of stages) metrics[`${name}: ms per row, ${stage}`] = scores.millisecondsPerRow[stage];
    if (scores.raw.length > 0) metrics[`${name}: rows per second`] = 1000 / millisecondsOf(result);
    if (scores.raw.length > scores.probation)
      metrics[`${name}: mean raw anomaly after probation`] = meanOf(scores.raw.subarray(scores.probation));
    metrics[`${name}: rows`] = scores.raw.length;
    metrics[`${name}: windows`] = judgedOf(result);
    metrics[`${name}: windows detected`] = detectedOf(result);
    metrics[`${name}: false alarms`] = alarms.falseAlarms.length;
    metrics[`${name}: rows reported outside of windows`] = alarms.outside;
    metrics[`${name}: segments`] = scores.segments;
    metrics[`${name}: synapses`] = scores.synapses;
    series[`${name}: value`] = Array.from(result.series.values);
    series[`${name}: raw anomaly`] = Array.from(scores.raw);
    series[`${name}: log-likelihood`] = Array.from(scores.likelihood, logLikelihood);
  }
  return { metrics, series };
}
