import { ArgumentError, DisposedError, ShapeError } from "../errors.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { expectIndices, expectInteger, expectWithin } from "./expect.js";
import { KernelRandom } from "./kernel-random.js";
import { type DendriteKernels, dendrites } from "./kernels.js";
import { type PoolerWord, poolerLength, poolerWords, realWords } from "./pooler-layout.js";
import {
  checkedParameters,
  columnsPerInput,
  type SpatialPoolerOptions,
  type SpatialPoolerParameters,
  sizeOf,
  winnersOf,
} from "./pooler-options.js";

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
  readonly #pointer: number;
  /** The structure's words, and where active inputs are put: views, made anew after memory grew. */
  #view = new Uint32Array(0);
  #active = new Uint32Array(0);
  #disposed = false;

  /**
   * @throws {ArgumentError} for options out of range, or an arena whose kernels were loaded without `dendrites`
   * @throws {MemoryError} when the arena cannot grow so far; nothing is left behind then
   */
  constructor(arena: Arena, options: SpatialPoolerOptions) {
    expectArena("SpatialPooler", arena);
    this.arena = arena;
    this.parameters = checkedParameters(options);
    const { inputDimensions, columnDimensions } = this.parameters;
    this.inputs = sizeOf(inputDimensions);
    this.columns = sizeOf(columnDimensions);
    this.#pointer = arena.atomically(() => {
      const kernels = dendrites.of("SpatialPooler", arena),
        random = new KernelRandom("SpatialPooler", arena, options),
        pointer = dendrites.allocate("SpatialPooler", arena, kernels.pooler_bytes());
      this.#describe(pointer, random.pointer);
      kernels.pooler_create(pointer);
      random.dispose();
      return pointer;
    });
  }

  /**
   * One step: the winning columns and, with `learn`, what is learnt from it.
   * @returns winning columns, ascending, as an array of its own
   * @throws {ArgumentError} for inputs out of order or range    @throws {ShapeError} for an SDR of another size
   * Nothing has changed then.
   */
  compute(activeInputs: ActiveInputs, learn = true): Uint32Array {
    const indices = this.#indicesOf(activeInputs),
      kernels = this.#kernels;
    expectIndices("SpatialPooler.compute", "activeInputs", indices, this.inputs);
    void this.#words;
    this.#active.set(indices);
    kernels.pooler_step(this.#pointer, indices.length, learn);
    return this.activeColumns.slice();
  }

  /** Winners of the last step, ascending: a view that the next step overwrites. */
  get activeColumns(): Uint32Array {
    const words = this.#words;
    return new Uint32Array(this.arena.buffer, words[poolerWords.winners]!, words[poolerWords.winnerCount]!);
  }

  /** Learning steps so far. */
  get iteration(): number {
    return this.#words[poolerWords.iteration]!;
  }

  /** How far columns compete: in local inhibition from the mean span of their connected inputs, every 50 steps. */
  get inhibitionRadius(): number {
    return this.#words[poolerWords.inhibitionRadius]!;
  }

  /** Active connected synapses of each column in the last step: a copy. */
  get overlaps(): Uint32Array {
    return new Uint32Array(this.arena.buffer, this.#words[poolerWords.overlaps]!, this.columns).slice();
  }

  /** Overlaps times boost factors, by which columns competed in the last step: a copy. */
  get boostedOverlaps(): Float32Array {
    return this.#reals("boosted").slice();
  }

  /** Number of connected synapses of each column: a copy. */
  get connectedCounts(): Uint32Array {
    return new Uint32Array(this.arena.buffer, this.#words[poolerWords.connected]!, this.columns).slice();
  }

  /** What each column's overlap is multiplied by: a live view. */
  get boostFactors(): Float32Array {
    return this.#reals("boostFactors");
  }

  /** Share of recent steps in which each column won: a live view. */
  get activeDutyCycles(): Float32Array {
    return this.#reals("activeDuty");
  }

  /** Share of recent steps in which each column had an overlap at all: a live view. */
  get overlapDutyCycles(): Float32Array {
    return this.#reals("overlapDuty");
  }

  /** The least share of such steps a column needs, else its permanences are raised: a live view. */
  get minimumOverlapDutyCycles(): Float32Array {
    return this.#reals("minimumDuty");
  }

  /** Inputs a column may be connected to, ascending: a copy. */
  potentialPool(column: number): Uint32Array {
    const { pools, size } = this.#row("potentialPool", column);
    return new Uint32Array(this.arena.buffer, pools, size).slice();
  }

  /** Permanences of a column's potential inputs, in their order: a copy. */
  permanences(column: number): Float32Array {
    const { permanences, size } = this.#row("permanences", column);
    return new Float32Array(this.arena.buffer, permanences, size).slice();
  }

  /**
   * Sets the permanences of a column's potential inputs.
   * @throws {ShapeError} unless there is one for each    @throws {ArgumentError} unless all are within [0, 1]
   */
  setPermanences(column: number, permanences: ArrayLike<number>): void {
    const { size } = this.#row("setPermanences", column);
    if (permanences?.length !== size)
      throw new ShapeError("setPermanences", `${permanences?.length} permanences for ${size} potential inputs`);
    for (let slot = 0; slot < size; slot++)
      expectWithin("setPermanences", `permanences[${slot}]`, permanences[slot]!, 0, 1);
    const kernels = this.#kernels;
    for (let slot = 0; slot < size; slot++)
      kernels.pooler_set_permanence(this.#pointer, column, slot, permanences[slot]!);
  }

  /** @internal 0 when everything in memory agrees; for tests. */
  check(): number {
    return this.#kernels.pooler_check(this.#pointer);
  }

  dispose(): void {
    if (this.#disposed) return;
    if (!this.arena.disposed) {
      this.#kernels.pooler_release(this.#pointer);
      dendrites.release(this.arena, this.#pointer);
    }
    this.#disposed = true;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  get #kernels(): DendriteKernels {
    if (this.#disposed) throw new DisposedError("SpatialPooler");
    return dendrites.of("SpatialPooler", this.arena);
  }

  get #words(): Uint32Array {
    if (this.#disposed) throw new DisposedError("SpatialPooler");
    const { buffer } = this.arena;
    if (this.#view.buffer !== buffer) {
      this.#view = new Uint32Array(buffer, this.#pointer, poolerLength);
      this.#active = new Uint32Array(buffer, this.#view[poolerWords.active]!, this.inputs);
    }
    return this.#view;
  }

  #reals(name: PoolerWord): Float32Array {
    return new Float32Array(this.arena.buffer, this.#words[poolerWords[name]]!, this.columns);
  }

  /** Addresses and length of a column's row. */
  #row(call: string, column: number): { pools: number; permanences: number; size: number } {
    expectInteger(call, "column", column, 0, this.columns - 1);
    const words = this.#words,
      offset = 4 * column * words[poolerWords.synapseStride]!,
      [size] = new Uint32Array(this.arena.buffer, words[poolerWords.poolSizes]! + 4 * column, 1);
    return {
      pools: words[poolerWords.pools]! + offset,
      permanences: words[poolerWords.permanences]! + offset,
      size: size!,
    };
  }

  #indicesOf(active: ActiveInputs): ArrayLike<number> {
    if (typeof active !== "object" || active === null)
      throw new ArgumentError("SpatialPooler.compute", "activeInputs", active, "an array of indices, or an Sdr");
    if (!("indices" in active)) return active;
    if (active.size !== this.inputs)
      throw new ShapeError("SpatialPooler.compute", `an SDR of ${active.size} bits for ${this.inputs} inputs`);
    return active.indices;
  }

  /** Writes parameters, and the extents in blocks of their own, where the kernels expect them. */
  #describe(pointer: number, random: number): void {
    const { arena, inputs, columns, parameters } = this,
      { fround } = Math,
      { inputDimensions, columnDimensions, density, connectedPermanence } = parameters,
      inputShape = arena.allocate(4 * inputDimensions.length, "SpatialPooler"),
      columnShape = arena.allocate(4 * columnDimensions.length, "SpatialPooler"),
      values: Partial<Record<PoolerWord, number>> = {
        ...{ inputs, columns, inputShape, columnShape, random, density, connectedPermanence },
        inputAxes: inputDimensions.length,
        columnAxes: columnDimensions.length,
        // No further than there are inputs: the C++ implementation's order of draws is by the clamped radius.
        potentialRadius: Math.min(parameters.potentialRadius, inputs),
        potentialFraction: parameters.potentialFraction,
        globalInhibition: parameters.globalInhibition ? 1 : 0,
        wrapAround: parameters.wrapAround ? 1 : 0,
        winnersWanted: winnersOf(density, columns),
        stimulusThreshold: parameters.stimulusThreshold,
        increment: parameters.permanenceIncrement,
        decrement: parameters.permanenceDecrement,
        threshold: fround(fround(connectedPermanence) - fround(1e-6)),
        minimumDutyFraction: parameters.minimumDutyFraction,
        dutyCyclePeriod: parameters.dutyCyclePeriod,
        boostStrength: parameters.boostStrength,
        columnsPerInput: columnsPerInput(inputDimensions, columnDimensions),
      },
      words = new Uint32Array(arena.buffer, pointer, poolerLength),
      reals = new Float32Array(arena.buffer, pointer, poolerLength);
    new Uint32Array(arena.buffer, inputShape, inputDimensions.length).set(inputDimensions);
    new Uint32Array(arena.buffer, columnShape, columnDimensions.length).set(columnDimensions);
    for (const [word, value] of Object.entries(values) as [PoolerWord, number][])
      (realWords.has(word) ? reals : words)[poolerWords[word]] = value;
  }
}
