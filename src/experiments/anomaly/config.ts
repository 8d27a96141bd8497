import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";
import { type ParameterSet, type SourceName, sourceNames } from "./series.js";

export interface Config {
  /** Series of the data sets. */
  readonly series: readonly SourceName[];
  /** Rows taken of each, at most; 0 takes all. */
  readonly rows: number;
  /** Parameters of encoders, pooler and memory: those each series has, or one set for all. */
  readonly parameters: "own" | ParameterSet;
  /** What the mean of the last ten raw scores is compared with: such means, or single scores. */
  readonly compared: "means" | "scores";
  /** Days of scores by which the next ones are judged. */
  readonly historyDays: number;
  /** ε: an anomaly is reported where the likelihood is 1 − ε or more. */
  readonly epsilon: number;
}

const usual: Config = {
  series: ["nyc_taxi", "hot_gym"],
  rows: 0,
  parameters: "own",
  compared: "means",
  historyDays: 30,
  epsilon: 1e-5,
};

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: usual,
  default: { ...usual, series: ["nyc_taxi", "hot_gym", "ambient_temperature"] },
  paper: { ...usual, series: sourceNames },
};

// With its type written out: compilers list the members of an inferred union in an order of their own.
export const choices: {
  readonly series: readonly SourceName[];
  readonly parameters: readonly Config["parameters"][];
  readonly compared: readonly Config["compared"][];
} = {
  series: sourceNames,
  parameters: ["own", "hot-gym", "nab"],
  compared: ["means", "scores"],
};

export const about: Readonly<Record<keyof Config, string>> = {
  series: "series of the data sets",
  rows: "rows taken of each, at most; 0 takes all",
  parameters: "of encoders, pooler and memory: each series' own, or one set for all",
  compared:
    "what the mean of the last ten scores is compared with: such means, or single scores as in the paper's formula",
  historyDays: "days of scores by which the next ones are judged",
  epsilon: "an anomaly is reported where the likelihood is 1 − epsilon or more",
};

/** @throws {ArgumentError} for a field out of its range */
export function check({ series, rows, historyDays, epsilon }: Config): void {
  const call = "anomaly";
  expectInteger(call, "rows", rows, 0, 10_000_000);
  if (rows > 0 && rows < 100) throw new ArgumentError(call, "rows", rows, "0 for all, or 100 and more");
  expectInteger(call, "historyDays", historyDays, 1, 1000);
  if (!(epsilon > 0 && epsilon < 0.5)) throw new ArgumentError(call, "epsilon", epsilon, "above 0, below 0.5");
  if (series.length === 0 || new Set(series).size < series.length)
    throw new ArgumentError(call, "series", String(series), "one or more, each once");
}
