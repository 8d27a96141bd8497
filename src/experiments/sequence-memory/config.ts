import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

export interface Config {
  /** Minicolumns of every memory but the large one. */
  readonly columns: number;
  /** Cells of every minicolumn but those of the first-order memory, which has one. */
  readonly cellsPerColumn: number;
  /** Columns active for every element of the performance protocol. */
  readonly activeColumns: number;
  /** Sequences of the protocol, their elements, and how often they are learnt before one pass without learning. */
  readonly sequences: number;
  readonly elements: number;
  readonly passes: number;
  /** Whether to run the protocol with twice the columns, six times the active ones and half the sequences, too. */
  readonly large: boolean;
  /** Columns active for every element of the sequences that share middles, and of those that noise is put upon. */
  readonly patternColumns: number;
  /** Pairs of sequences that share their middle, and how many elements the middle has. */
  readonly pairs: number;
  readonly shared: number;
  /** Rounds of learning them: in each, as many sequences as there are, drawn at random. */
  readonly rounds: number;
  /** What segments lose that predicted what did not come. */
  readonly predictedDecrement: number;
  /** Sequences of ten elements that are learnt before columns are moved and cells killed. */
  readonly noisySequences: number;
}

const usual: Config = {
  columns: 2048,
  cellsPerColumn: 32,
  activeColumns: 50,
  sequences: 20,
  elements: 50,
  passes: 5,
  large: false,
  patternColumns: 40,
  pairs: 4,
  shared: 4,
  rounds: 50,
  predictedDecrement: 0.05,
  noisySequences: 20,
};

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: usual,
  default: { ...usual, pairs: 10, rounds: 60, noisySequences: 50 },
  paper: { ...usual, large: true, pairs: 20, rounds: 100, noisySequences: 100 },
};

export const about: Readonly<Record<keyof Config, string>> = {
  columns: "minicolumns",
  cellsPerColumn: "cells of a minicolumn",
  activeColumns: "columns active for an element of the performance protocol",
  sequences: "sequences of the protocol",
  elements: "elements of a sequence of the protocol",
  passes: "passes of learning of the protocol",
  large: "whether to run the protocol with 2 × columns, 6 × activeColumns and half the sequences, too",
  patternColumns: "columns active for an element, in all but the protocol",
  pairs: "pairs of sequences that share their middle",
  shared: "elements they share",
  rounds: "rounds of learning them, each of 2 × pairs sequences",
  predictedDecrement: "what segments lose that predicted what did not come; 0 keeps predictions that became wrong",
  noisySequences: "sequences learnt before columns are moved and cells killed",
};

/** @throws {ArgumentError} for a field out of its range */
export function check(config: Config): void {
  const call = "sequence-memory",
    { columns, cellsPerColumn, activeColumns, patternColumns, predictedDecrement } = config;
  expectInteger(call, "columns", columns, 120, 65536);
  expectInteger(call, "cellsPerColumn", cellsPerColumn, 2, 256);
  // Fewer would not reach the threshold of a segment, 13.
  expectInteger(call, "activeColumns", activeColumns, 20, Math.floor(columns / 6));
  expectInteger(call, "patternColumns", patternColumns, 20, Math.floor(columns / 6));
  for (const name of ["sequences", "elements"] as const) expectInteger(call, name, config[name], 2, 10_000);
  for (const name of ["passes", "pairs", "rounds"] as const) expectInteger(call, name, config[name], 1, 10_000);
  expectInteger(call, "noisySequences", config.noisySequences, 2, 10_000);
  expectInteger(call, "shared", config.shared, 1, 20);
  if (!(predictedDecrement >= 0 && predictedDecrement <= 1))
    throw new ArgumentError(call, "predictedDecrement", predictedDecrement, "from 0 to 1");
}
