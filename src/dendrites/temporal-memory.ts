import { DisposedError, FormatError } from "../errors.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { AnomalyGauge, type AnomalyOptions } from "./anomaly-mode.js";
import { expectBoolean, expectIndices, expectOptions } from "./expect.js";
import { type DrawOptions, KernelRandom } from "./kernel-random.js";
import { type DendriteKernels, dendrites } from "./kernels.js";
import { SegmentStore } from "./segment-store.js";
import { Staging } from "./staging.js";
import { packMemory, type SavedMemory, unpackMemory } from "./temporal-memory-file.js";
import { checkedParameters, type TemporalMemoryParameters } from "./temporal-memory-parameters.js";

export type TemporalMemoryOptions = TemporalMemoryParameters & AnomalyOptions & DrawOptions;

/** Inputs beside the cells, by their own numbers from 0 on. */
export interface ExternalInputs {
  readonly active: ArrayLike<number>;
  /** Those that new synapses may grow to. Default: the active ones. */
  readonly winners?: ArrayLike<number>;
}

/** Lists in the structure in the kernels' memory (assembly/dendrites/temporal-memory.ts): word of the address; the length follows. */
const lists = { active: 13, winners: 15, activeSegments: 21, matchingSegments: 23 } as const;
/** Word of the structure that says whether the lists of segments are up to date. */
const excitedWord = 20;

/**
 * Learns sequences of sparse patterns online: each column of cells stands for a feature, its cells for the contexts that
 * feature comes in. Cells with an active segment are predicted; where a column becomes active, its predicted cells fire
 * alone, and all of them burst when none was. Segments that were right learn, and surprising columns grow new ones.
 *
 * With `compatible: { seed }` draws and arithmetic are those of the C++ implementation of HTM, bit for bit; else draws are
 * ours and fewer. Same seed, same bits, on every engine.
 * Source: Hawkins & Ahmad 2016, doi:10.3389/fncir.2016.00023.
 */
export class TemporalMemory implements Disposable {
  readonly arena: Arena;
  readonly parameters: Required<TemporalMemoryParameters>;
  /** The segments it learnt; its inputs are the cells and behind them the external ones. */
  readonly segments: SegmentStore;
  readonly #pointer: number;
  readonly #random: KernelRandom;
  readonly #staging: Staging;
  readonly #anomaly: AnomalyGauge;
  #disposed = false;

  /**
   * @throws {ArgumentError} for parameters out of range, a threshold above maxSynapsesPerSegment, or an arena whose
   *   kernels were loaded without `dendrites`
   * @throws {MemoryError} when the arena cannot grow so far; nothing is left behind then
   */
  constructor(arena: Arena, options: TemporalMemoryOptions);
  /** @internal One that goes on from what was saved. */
  constructor(arena: Arena, options: TemporalMemoryOptions, saved: SavedMemory);
  constructor(arena: Arena, options: TemporalMemoryOptions, saved?: SavedMemory) {
    expectArena("TemporalMemory", arena);
    const parameters = checkedParameters(options),
      { columns, cellsPerColumn, externalInputs, connectedPermanence } = parameters,
      cells = columns * cellsPerColumn;
    this.arena = arena;
    this.parameters = parameters;
    this.#staging = new Staging(arena, "TemporalMemory");
    this.#anomaly = saved?.anomaly ?? new AnomalyGauge(options);
    const made = arena.atomically(() => {
      const kernels = dendrites.of("TemporalMemory", arena),
        segments = saved
          ? SegmentStore.load(arena, saved.segments)
          : new SegmentStore(arena, { cells, inputs: cells + externalInputs, connectedPermanence }),
        random = new KernelRandom("TemporalMemory", arena, options),
        pointer = dendrites.allocate("TemporalMemory", arena, kernels.tm_bytes()),
        { activationThreshold, minThreshold, maxNewSynapses, maxSegmentsPerCell, maxSynapsesPerSegment } = parameters,
        { initialPermanence, permanenceIncrement, permanenceDecrement, predictedDecrement } = parameters;
      kernels.tm_create(
        ...([pointer, segments.block.pointer, random.pointer, columns, cellsPerColumn, activationThreshold] as const),
        ...([minThreshold, maxNewSynapses, maxSegmentsPerCell, maxSynapsesPerSegment, initialPermanence] as const),
        ...([permanenceIncrement, permanenceDecrement, predictedDecrement] as const),
      );
      return { segments, random, pointer };
    });
    this.segments = made.segments;
    this.#random = made.random;
    this.#pointer = made.pointer;
    if (!saved) return;
    const { segments } = this;
    if (segments.cells !== cells || segments.inputs !== cells + externalInputs)
      throw new FormatError("TemporalMemory.load", "has segments of another memory");
    if (segments.connectedPermanence !== connectedPermanence)
      throw new FormatError("TemporalMemory.load", "has segments that connect at another permanence");
    this.#resume(saved);
  }

  /** Number of cells, columns × cellsPerColumn. */
  get cells(): number {
    return this.segments.cells;
  }

  /**
   * One step: finds what the cells of the step before predict, makes cells of the active columns active, and with `learn`
   * adapts segments.
   * @param activeColumns ascending, each once
   * @returns the anomaly score: the share of active columns that were not predicted, 0 when none is active; or what
   *   `anomalyMode` makes of it
   * @throws {ArgumentError} for columns out of order or range; nothing has changed then
   * @throws {MemoryError} when there is no room to learn: the step has not happened, though some segments may have learnt
   */
  compute(activeColumns: ArrayLike<number>, learn = true, external?: ExternalInputs): number {
    expectIndices("TemporalMemory.compute", "activeColumns", activeColumns, this.parameters.columns);
    expectBoolean("TemporalMemory.compute", "learn", learn);
    this.activateDendrites(external);
    const { pointer, view } = this.#staging.take(activeColumns.length);
    view.set(activeColumns);
    const bursts = this.#kernels.tm_activate_cells(this.#pointer, pointer, activeColumns.length, learn);
    this.#anomaly.add(activeColumns.length === 0 ? 0 : bursts / activeColumns.length);
    return this.anomaly;
  }

  /**
   * Finds the segments that the active cells excite, so that `predictedCells` is about the next step. `compute` does this
   * itself unless it was done since the last step.
   * @param external inputs that predict, too; in place of those given since the last step
   */
  activateDendrites(external?: ExternalInputs): void {
    const { active = [], winners = active } =
        external === undefined ? {} : expectOptions("TemporalMemory", external, "external"),
      limit = this.parameters.externalInputs;
    expectIndices("TemporalMemory", "external.active", active, limit);
    expectIndices("TemporalMemory", "external.winners", winners, limit);
    const { pointer, view } = this.#staging.take(active.length + winners.length);
    view.set(active);
    view.set(winners, active.length);
    this.#kernels.tm_activate_dendrites(
      ...([this.#pointer, external !== undefined, pointer, active.length] as const),
      ...([pointer + 4 * active.length, winners.length] as const),
    );
  }

  /** Forgets which cells are active, so that the next step begins a sequence. */
  reset(): void {
    this.#kernels.tm_reset(this.#pointer);
  }

  /** Anomaly score of the last step, in the mode asked for. */
  get anomaly(): number {
    return this.#anomaly.value;
  }

  /** Active cells, ascending: a copy. */
  get activeCells(): Uint32Array {
    return this.#list("active").filter((cell) => cell < this.cells);
  }

  /** Of each active column the cells that learn: a copy. */
  get winnerCells(): Uint32Array {
    return this.#list("winners").filter((cell) => cell < this.cells);
  }

  /** Cells predicted to be active in the next step, ascending. */
  get predictedCells(): Uint32Array {
    this.activateDendrites();
    const { cellOfId } = this.segments;
    return distinct(this.#list("activeSegments").map((id) => cellOfId[id]!));
  }

  /** Columns of the predicted cells, ascending. */
  get predictedColumns(): Uint32Array {
    return this.columnsOf(this.predictedCells);
  }

  /** Columns of cells, ascending, each once. @param cells ascending */
  columnsOf(cells: ArrayLike<number>): Uint32Array {
    expectIndices("columnsOf", "cells", cells, this.cells);
    const { cellsPerColumn } = this.parameters;
    return distinct(Uint32Array.from(cells, (cell) => Math.floor(cell / cellsPerColumn)));
  }

  /** Everything it goes on from, as bytes; a memory loaded from them goes on to the same bits. */
  save(): Uint8Array<ArrayBuffer> {
    return packMemory({
      parameters: this.parameters,
      random: this.#random.state,
      active: this.#list("active"),
      winners: this.#list("winners"),
      excited: new Uint32Array(this.arena.buffer, this.#pointer, excitedWord + 1)[excitedWord] === 1,
      anomaly: this.#anomaly,
      segments: this.segments.save(),
    });
  }

  /**
   * The memory that `save` saved.
   * @throws {FormatError} for bytes that are cut, changed or contradict themselves; nothing is kept then
   * @throws {MemoryError} when the arena cannot grow so far
   */
  static load(arena: Arena, bytes: Uint8Array): TemporalMemory {
    expectArena("TemporalMemory.load", arena);
    const saved = unpackMemory(bytes),
      draws: DrawOptions = saved.random[0] === 1 ? { compatible: { seed: 0 } } : {};
    return arena.atomically(() => new TemporalMemory(arena, { ...saved.parameters, ...draws }, saved));
  }

  /** Goes on where another memory stopped. */
  #resume({ random, active, winners, excited }: SavedMemory): void {
    this.#random.state = random;
    for (const [list, cells] of [
      [lists.active, active],
      [lists.winners, winners],
    ] as const) {
      const words = new Uint32Array(this.arena.buffer, this.#pointer + 4 * list, 2);
      new Uint32Array(this.arena.buffer, words[0]!, cells.length).set(cells);
      words[1] = cells.length;
    }
    if (excited) this.activateDendrites();
  }

  dispose(): void {
    if (this.#disposed) return;
    if (!this.arena.disposed) {
      dendrites.of("TemporalMemory", this.arena).tm_release(this.#pointer);
      dendrites.release(this.arena, this.#pointer);
      this.#random.dispose();
      this.#staging.dispose();
      this.segments.dispose();
    }
    this.#disposed = true;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  get #kernels(): DendriteKernels {
    if (this.#disposed) throw new DisposedError("TemporalMemory");
    // By way of the segments: once they are disposed of, nothing may read them.
    return this.segments.block.kernels;
  }

  /** A copy of a list of the structure. */
  #list(name: keyof typeof lists): Uint32Array {
    if (this.#disposed) throw new DisposedError("TemporalMemory");
    const [list, length] = new Uint32Array(this.arena.buffer, this.#pointer + 4 * lists[name], 2);
    return new Uint32Array(this.arena.buffer, list!, length!).slice();
  }
}

function distinct(ascending: Uint32Array): Uint32Array {
  return ascending.filter((value, i) => i === 0 || value !== ascending[i - 1]);
}
