import { DisposedError } from "../errors.js";
import type { Arena } from "../wasm/arena.js";
import { connectedThreshold } from "./connected-threshold.js";
import { type DrawOptions, KernelRandom } from "./kernel-random.js";
import { type DendriteKernels, dendrites } from "./kernels.js";
import { type PoolerWord, poolerLength, poolerWords, realWords } from "./pooler-layout.js";
import { columnsPerInput, type SpatialPoolerParameters, sizeOf, synapseRoom, winnersWanted } from "./pooler-options.js";

/** Where a spatial pooler lies in the kernels' memory. */
export class PoolerBlock {
  readonly arena: Arena;
  /** Address of the structure. */
  readonly pointer: number;
  readonly inputs: number;
  readonly columns: number;
  /** Views, made anew after memory grew: the structure's words, and where active inputs are put. */
  #words = new Uint32Array(0);
  #active = new Uint32Array(0);
  #disposed = false;

  /**
   * @param draws where pools and permanences are drawn from; undefined when `resume` is going to put them there
   * @throws {MemoryError} when the arena cannot grow so far; nothing is left behind then
   */
  constructor(arena: Arena, parameters: Required<SpatialPoolerParameters>, draws: DrawOptions | undefined) {
    this.arena = arena;
    this.inputs = sizeOf(parameters.inputDimensions);
    this.columns = sizeOf(parameters.columnDimensions);
    this.pointer = arena.atomically(() => {
      const kernels = dendrites.of("SpatialPooler", arena),
        synapseBytes = 4 * this.columns * synapseRoom(parameters);
      // Kernels count bytes in 32 bits. What no block holds has to be refused before they do.
      if (synapseBytes > 2 ** 30) arena.allocate(synapseBytes, "SpatialPooler");
      const random = draws && new KernelRandom("SpatialPooler", arena, draws),
        pointer = dendrites.allocate("SpatialPooler", arena, kernels.pooler_bytes());
      this.#describe(pointer, parameters, random?.pointer ?? 0);
      kernels.pooler_create(pointer);
      random?.dispose();
      return pointer;
    });
  }

  /** @throws {DisposedError} after dispose() */
  get kernels(): DendriteKernels {
    if (this.#disposed) throw new DisposedError("SpatialPooler");
    return dendrites.of("SpatialPooler", this.arena);
  }

  /** The structure's words, a live view. */
  get words(): Uint32Array {
    if (this.#disposed) throw new DisposedError("SpatialPooler");
    const { buffer } = this.arena;
    if (this.#words.buffer !== buffer) {
      this.#words = new Uint32Array(buffer, this.pointer, poolerLength);
      this.#active = new Uint32Array(buffer, this.#words[poolerWords.active]!, this.inputs);
    }
    return this.#words;
  }

  /** One word. */
  word(name: PoolerWord): number {
    return this.words[poolerWords[name]]!;
  }

  /** An array of numbers by column, a live view; of `length` numbers where it has others. */
  u32(name: PoolerWord, length = this.columns): Uint32Array {
    return new Uint32Array(this.arena.buffer, this.word(name), length);
  }

  /** As `u32`, of f32. */
  f32(name: PoolerWord, length = this.columns): Float32Array {
    return new Float32Array(this.arena.buffer, this.word(name), length);
  }

  /** A column's pool or permanences, a live view. */
  row(name: "pools", column: number): Uint32Array;
  row(name: "permanences", column: number): Float32Array;
  row(name: "pools" | "permanences", column: number): Uint32Array | Float32Array {
    const at = this.word(name) + 4 * column * this.word("synapseStride"),
      size = this.u32("poolSizes")[column]!;
    return new (name === "pools" ? Uint32Array : Float32Array)(this.arena.buffer, at, size);
  }

  /** One step. @param active indices, checked */
  step(active: ArrayLike<number>, learn: boolean): void {
    const { kernels } = this;
    // Looking at the words renews the views.
    if (this.words.length) this.#active.set(active);
    kernels.pooler_step(this.pointer, active.length, learn);
  }

  dispose(): void {
    if (this.#disposed) return;
    if (!this.arena.disposed) {
      this.kernels.pooler_release(this.pointer);
      dendrites.release(this.arena, this.pointer);
    }
    this.#disposed = true;
  }

  /** Writes parameters, and the extents in blocks of their own, where the kernels expect them. */
  #describe(pointer: number, parameters: Required<SpatialPoolerParameters>, random: number): void {
    const { arena, inputs, columns } = this,
      { inputDimensions, columnDimensions, density, connectedPermanence } = parameters,
      inputShape = arena.allocate(4 * inputDimensions.length, "SpatialPooler"),
      columnShape = arena.allocate(4 * columnDimensions.length, "SpatialPooler"),
      values: Partial<Record<PoolerWord, number>> = {
        ...{ inputs, columns, inputShape, columnShape, random, density, connectedPermanence },
        inputAxes: inputDimensions.length,
        columnAxes: columnDimensions.length,
        // No further than there are inputs: on a ring, draws are in the order of the radius clamped like this.
        potentialRadius: Math.min(parameters.potentialRadius, inputs),
        potentialFraction: parameters.potentialFraction,
        globalInhibition: parameters.globalInhibition ? 1 : 0,
        wrapAround: parameters.wrapAround ? 1 : 0,
        winnersWanted: winnersWanted(density, columns),
        stimulusThreshold: parameters.stimulusThreshold,
        increment: parameters.permanenceIncrement,
        decrement: parameters.permanenceDecrement,
        threshold: connectedThreshold(connectedPermanence),
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
