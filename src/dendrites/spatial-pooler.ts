import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { expectBoolean, expectIndices, expectNumber } from "./expect.js";
import { PoolerBlock } from "./pooler-block.js";
import { packPooler, resumePooler, type SavedPooler, unpackPooler } from "./pooler-file.js";
import { checkedParameters, type SpatialPoolerOptions, type SpatialPoolerParameters } from "./pooler-options.js";

/** Active inputs: indices, ascending, each once; or what has such, an Sdr say. */
export type ActiveInputs =
  | ArrayLike<number>
  | {
      readonly indices: ArrayLike<number>;
      /** The number of inputs. */
      readonly size: number;
    };

/**
 * Turns binary inputs into sparse patterns of columns of always about the same density, such that similar inputs have
 * similar columns, and learns to use its columns well. A column overlaps with an input by its connected synapses that are
 * active; the columns with the largest overlaps win, and winners' synapses to active inputs grow, others shrink.
 *
 * With `compatible: { seed }` initial pools and permanences are those of the C++ implementation of HTM, bit for bit; else
 * drawn from `random`. Steps are the same in both, to the bit. Same seed, same bits, on every engine.
 * Source: Cui, Ahmad & Hawkins 2017, doi:10.3389/fncom.2017.00111.
 */
export class SpatialPooler implements Disposable {
  readonly arena: Arena;
  readonly parameters: Required<SpatialPoolerParameters>;
  /** Number of inputs, of columns. */
  readonly inputs: number;
  readonly columns: number;
  readonly #block: PoolerBlock;

  /**
   * @throws {ArgumentError} for options out of range, or an arena whose kernels were loaded without `dendrites`
   * @throws {MemoryError} when the arena cannot grow so far; nothing is left behind then
   */
  constructor(arena: Arena, options: SpatialPoolerOptions);
  /** @internal One that goes on from what was saved. */
  constructor(arena: Arena, options: SpatialPoolerOptions, saved: SavedPooler);
  constructor(arena: Arena, options: SpatialPoolerOptions, saved?: SavedPooler) {
    expectArena("SpatialPooler", arena);
    this.arena = arena;
    this.parameters = checkedParameters(options);
    this.#block = new PoolerBlock(arena, this.parameters, saved ? undefined : options);
    this.inputs = this.#block.inputs;
    this.columns = this.#block.columns;
    if (saved) resumePooler(this.#block, saved);
  }

  /**
   * One step: the winning columns and, with `learn`, what is learnt from it.
   * @returns winning columns, ascending, as an array of its own
   * @throws {ArgumentError} for inputs out of order or range    @throws {ShapeError} for an SDR of another size
   * Nothing has changed then.
   */
  compute(activeInputs: ActiveInputs, learn = true): Uint32Array {
    const indices = this.#indicesOf(activeInputs);
    expectIndices("SpatialPooler.compute", "activeInputs", indices, this.inputs);
    expectBoolean("SpatialPooler.compute", "learn", learn);
    this.#block.step(indices, learn);
    return this.activeColumns.slice();
  }

  /** Winners of the last step, ascending: a view that the next step overwrites. */
  get activeColumns(): Uint32Array {
    return this.#block.u32("winners", this.#block.word("winnerCount"));
  }

  /** Learning steps so far. */
  get iteration(): number {
    return this.#block.word("iteration");
  }

  /** How far columns compete: in local inhibition from the mean span of their connected inputs, every 50 steps. */
  get inhibitionRadius(): number {
    return this.#block.word("inhibitionRadius");
  }

  /** Active connected synapses of each column in the last step: a copy. */
  get overlaps(): Uint32Array {
    return this.#block.u32("overlaps").slice();
  }

  /** Overlaps times boost factors, by which columns competed in the last step: a copy. */
  get boostedOverlaps(): Float32Array {
    return this.#block.f32("boosted").slice();
  }

  /** Number of connected synapses of each column: a copy. */
  get connectedCounts(): Uint32Array {
    return this.#block.u32("connected").slice();
  }

  /** What each column's overlap is multiplied by: a copy. */
  get boostFactors(): Float32Array {
    return this.#block.f32("boostFactors").slice();
  }

  /** Share of recent steps in which each column won: a copy. */
  get activeDutyCycles(): Float32Array {
    return this.#block.f32("activeDuty").slice();
  }

  /** Share of recent steps in which each column had an overlap at all: a copy. */
  get overlapDutyCycles(): Float32Array {
    return this.#block.f32("overlapDuty").slice();
  }

  /** The least share of such steps a column needs, else its permanences are raised: a copy. */
  get minimumOverlapDutyCycles(): Float32Array {
    return this.#block.f32("minimumDuty").slice();
  }

  /** Inputs a column may be connected to, ascending: a copy. */
  potentialPool(column: number): Uint32Array {
    expectInteger("potentialPool", "column", column, 0, this.columns - 1);
    return this.#block.row("pools", column).slice();
  }

  /** Permanences of a column's potential inputs, in their order: a copy. */
  permanences(column: number): Float32Array {
    expectInteger("permanences", "column", column, 0, this.columns - 1);
    return this.#block.row("permanences", column).slice();
  }

  /**
   * Sets the permanences of a column's potential inputs.
   * @throws {ShapeError} unless there is one for each    @throws {ArgumentError} unless all are within [0, 1]
   */
  setPermanences(column: number, permanences: ArrayLike<number>): void {
    expectInteger("setPermanences", "column", column, 0, this.columns - 1);
    const { kernels, pointer } = this.#block,
      size = this.#block.row("pools", column).length;
    if (permanences?.length !== size)
      throw new ShapeError("setPermanences", `${permanences?.length} permanences for ${size} potential inputs`);
    for (let slot = 0; slot < size; slot++)
      expectNumber("setPermanences", `permanences[${slot}]`, permanences[slot]!, 0, 1);
    for (let slot = 0; slot < size; slot++) kernels.pooler_set_permanence(pointer, column, slot, permanences[slot]!);
  }

  /** Everything it goes on from, as bytes; a pooler loaded from them goes on to the same bits. */
  save(): Uint8Array<ArrayBuffer> {
    return packPooler(this.#block, this.parameters);
  }

  /**
   * The pooler that `save` saved. Winners and overlaps of its last step are not in it.
   * @throws {FormatError} for bytes that are cut, changed or contradict themselves; nothing is kept then
   * @throws {MemoryError} when the arena cannot grow so far
   */
  static load(arena: Arena, bytes: Uint8Array): SpatialPooler {
    expectArena("SpatialPooler.load", arena);
    const saved = unpackPooler(bytes);
    return arena.atomically(() => new SpatialPooler(arena, saved.parameters, saved));
  }

  /** @internal 0 when everything in memory agrees; for tests. */
  check(): number {
    return this.#block.kernels.pooler_check(this.#block.pointer);
  }

  dispose(): void {
    this.#block.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #indicesOf(active: ActiveInputs): ArrayLike<number> {
    if (typeof active !== "object" || active === null)
      throw new ArgumentError("SpatialPooler.compute", "activeInputs", active, "an array of indices, or an Sdr");
    if (!("indices" in active)) return active;
    if (active.size !== this.inputs)
      throw new ShapeError("SpatialPooler.compute", `an SDR of ${active.size} bits for ${this.inputs} inputs`);
    return active.indices;
  }
}
