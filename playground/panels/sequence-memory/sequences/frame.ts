import type { Sdr, TemporalMemory } from "neurite/dendrites";
import type { Script } from "./script.js";

/** How much of a symbol is predicted. */
export interface Forecast {
  /** Its place in the list of symbols. */
  readonly symbol: number;
  /** The share of its columns that hold a predicted cell. */
  readonly share: number;
}

/** What was predicted before a symbol came, and how it did. */
export interface Expectation {
  readonly anomaly: number;
  readonly expected: readonly Forecast[];
}

/** The memory after a step. */
export interface Frame {
  readonly steps: number;
  readonly columns: number;
  readonly cellsPerColumn: number;
  readonly script: Script;
  /** Of every cell the sum of its states. */
  readonly states: Uint8Array<ArrayBuffer>;
  /** The step; undefined before the first. */
  readonly last:
    | {
        readonly symbol: number;
        readonly sequence: number;
        readonly position: number;
        /** Numbers of columns. */
        readonly active: number;
        readonly bursting: number;
        readonly anomaly: number;
      }
    | undefined;
  /** What is predicted to come next, the likeliest first; nothing at the end of a sequence. */
  readonly forecast: readonly Forecast[];
  /** Of every symbol of every sequence, when it came last. */
  readonly expectations: readonly (readonly (Expectation | undefined)[])[];
  /** Anomaly of the steps from this one on. */
  readonly from: number;
  readonly anomalies: Float32Array<ArrayBuffer>;
  /** Mean anomaly inside sequences, behind their first symbols, of every round that is over. */
  readonly rounds: Float32Array<ArrayBuffer>;
  readonly segments: number;
  readonly synapses: number;
  /** Of everything the memory goes on from. */
  readonly fingerprint: string;
}

/** States of a cell, to be summed: active, chosen to learn, one of a whole column that is active, predicted for the next step. */
export const state = { active: 1, winner: 2, bursting: 4, predicted: 8 } as const;

/** A symbol counts as predicted from this share of its columns on. */
export const enough = 0.5;

export function statesOf(memory: TemporalMemory): Uint8Array<ArrayBuffer> {
  const { cellsPerColumn } = memory.parameters,
    states = new Uint8Array(memory.cells),
    { activeCells } = memory;
  for (const cell of activeCells) states[cell]! += state.active;
  for (const cell of memory.winnerCells) states[cell]! += state.winner;
  for (const cell of memory.predictedCells) states[cell]! += state.predicted;
  for (let at = 0; at + cellsPerColumn <= activeCells.length; at++) {
    const first = activeCells[at]!;
    // A column bursts when all of its cells are active, which a column of one cell always is.
    if (cellsPerColumn === 1 || first % cellsPerColumn > 0) continue;
    if (activeCells[at + cellsPerColumn - 1] !== first + cellsPerColumn - 1) continue;
    for (let cell = first; cell < first + cellsPerColumn; cell++) states[cell]! += state.bursting;
  }
  return states;
}

/** The symbols of which at least one column is predicted, most first. */
export function forecastOf(predictedColumns: ArrayLike<number>, codes: readonly Sdr[]): Forecast[] {
  const predicted = new Set(Array.from(predictedColumns));
  return codes
    .map((code, symbol) => ({
      symbol,
      share: code.indices.reduce((sum, column) => sum + (predicted.has(column) ? 1 : 0), 0) / code.count,
    }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.symbol - b.symbol);
}

/** A frame in a sentence: "C: 10 columns active, none bursting, predicted: D". */
export function sentenceOf({ last, forecast, script: { symbols, sequences } }: Frame): string {
  if (!last) return "Nothing shown yet.";
  const { symbol, sequence, position, active, bursting } = last,
    likely = forecast.filter(({ share }) => share >= enough).map(({ symbol }) => symbols[symbol]!),
    burst = bursting === 0 ? "none" : bursting === active ? "all" : String(bursting),
    end = position === sequences[sequence]!.length - 1;
  return `${symbols[symbol]}: ${active} columns active, ${burst} bursting, ${
    end ? "end of the sequence" : `predicted: ${likely.length > 0 ? likely.join(" or ") : "nothing"}`
  }`;
}
