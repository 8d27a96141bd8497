import { type Arena, ArgumentError, Random } from "neurite";
import { CategoryEncoder, murmur3Bytes, type Sdr, TemporalMemory } from "neurite/dendrites";
import { type Expectation, type Frame, forecastOf, statesOf } from "./frame.js";
import { type Presentation, presentations, readScript, type Script } from "./script.js";

/** Columns of every symbol. */
export const activeBits = 10;

/** More cannot be drawn in time; only a saved memory can have more. */
const mostCells = 2 ** 17;

export interface Settings {
  readonly text: string;
  readonly seed: number;
  readonly columns: number;
  readonly cellsPerColumn: number;
  /** Active connected synapses that make a segment predict, of the `activeBits` there are. */
  readonly activationThreshold: number;
  readonly permanenceIncrement: number;
  readonly permanenceDecrement: number;
  readonly predictedDecrement: number;
}

/**
 * A memory that is shown sequences, symbol by symbol, and forgets between sequences which cells are active. All it does
 * follows from the settings and the number of steps.
 */
export class Session implements Disposable {
  readonly script: Script;
  readonly memory: TemporalMemory;
  readonly #codes: readonly Sdr[];
  readonly #order: Generator<Presentation, never>;
  readonly #expectations: (Expectation | undefined)[][];
  readonly #anomalies: number[] = [];
  readonly #rounds: number[] = [];
  /** Of the round under way: symbols shown, and the sum of anomalies but for those that begin a sequence. */
  #round = { shown: 0, sum: 0 };
  #last: Omit<Frame["last"] & object, "symbol"> | undefined;
  #next: Presentation;

  /**
   * @param saved a memory to go on with, in place of a new one
   * @throws {FormatError} for sequences that are none, or a saved memory that is damaged
   * @throws {ArgumentError} when there are more symbols than columns for them, or settings are out of range
   */
  constructor(arena: Arena, settings: Settings, saved?: Uint8Array) {
    this.script = readScript(settings.text);
    const { symbols, sequences } = this.script,
      random = new Random(settings.seed).stream("memory"),
      { activationThreshold } = settings;
    this.memory = saved
      ? TemporalMemory.load(arena, saved)
      : new TemporalMemory(arena, {
          columns: settings.columns,
          cellsPerColumn: settings.cellsPerColumn,
          activationThreshold,
          // One fewer than predict are enough to learn, so that a segment that lost a synapse recovers.
          minThreshold: Math.max(1, activationThreshold - 1),
          maxNewSynapses: activeBits,
          permanenceIncrement: settings.permanenceIncrement,
          permanenceDecrement: settings.permanenceDecrement,
          predictedDecrement: settings.predictedDecrement,
          random,
        });
    try {
      const { columns } = this.memory.parameters,
        needed = symbols.length * activeBits;
      expectShown(columns >= needed, "columns", columns, `${needed} or more: ${activeBits} for each symbol`);
      expectShown(this.memory.cells <= mostCells, "cells", this.memory.cells, `at most ${mostCells} to be drawn`);
    } catch (error) {
      this.memory.dispose();
      throw error;
    }
    const encoder = new CategoryEncoder({ categories: symbols, activeBits });
    this.#codes = symbols.map((symbol) => encoder.encode(symbol));
    this.#order = presentations(this.script, settings.seed);
    this.#next = this.#order.next().value;
    this.#expectations = sequences.map((sequence) => sequence.map(() => undefined));
  }

  /** Symbols shown so far. */
  get steps(): number {
    return this.#anomalies.length;
  }

  /** Shows the next symbol. */
  step(): void {
    const { memory } = this,
      { sequence, position } = this.#next;
    if (position === 0) memory.reset();
    const predicted = memory.predictedColumns,
      symbol = this.script.sequences[sequence]![position]!,
      columns = this.#codes[symbol]!.indices,
      anomaly = memory.compute(columns),
      expected = forecastOf(predicted, this.#codes);
    this.#anomalies.push(anomaly);
    this.#addToRound(position === 0 ? 0 : anomaly);
    this.#expectations[sequence]![position] = { anomaly, expected };
    this.#last = {
      sequence,
      position,
      active: columns.length,
      bursting: Math.round(anomaly * columns.length),
      anomaly,
    };
    this.#next = this.#order.next().value;
  }

  /** What there is to see. @param from the first step whose anomaly is told */
  frame(from = 0): Frame {
    const { memory } = this,
      { columns, cellsPerColumn } = memory.parameters,
      last = this.#last,
      // Between two sequences the memory forgets what it predicts.
      forecast = this.#next.position === 0 ? [] : forecastOf(memory.predictedColumns, this.#codes);
    return {
      steps: this.steps,
      columns,
      cellsPerColumn,
      script: this.script,
      states: statesOf(memory),
      last: last && { ...last, symbol: this.script.sequences[last.sequence]![last.position]! },
      forecast,
      expectations: this.#expectations.map((row) => row.slice()),
      from,
      anomalies: Float32Array.from(this.#anomalies.slice(from)),
      rounds: Float32Array.from(this.#rounds),
      segments: memory.segments.size,
      synapses: memory.segments.synapseCount,
      fingerprint: fingerprintOf(memory.save()),
    };
  }

  #addToRound(anomaly: number): void {
    const { sequences } = this.script,
      symbols = sequences.reduce((sum, { length }) => sum + length, 0),
      round = this.#round;
    round.shown++;
    round.sum += anomaly;
    if (round.shown < symbols) return;
    this.#rounds.push(round.sum / (symbols - sequences.length));
    this.#round = { shown: 0, sum: 0 };
  }

  [Symbol.dispose](): void {
    this.memory.dispose();
  }
}

function expectShown(holds: boolean, name: string, value: number, allowed: string): void {
  if (!holds) throw new ArgumentError("sequences", name, value, allowed);
}

/** 64 bits of hash, as 16 digits. */
function fingerprintOf(bytes: Uint8Array): string {
  return [1, 2].map((seed) => (murmur3Bytes(bytes, seed) >>> 0).toString(16).padStart(8, "0")).join("");
}
