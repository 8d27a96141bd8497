import { ArgumentError, DisposedError, NeuriteError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { expectIndices, expectNumber } from "./expect.js";
import { expectKernelRandom, type KernelRandom } from "./kernel-random.js";
import { type DendriteKernels, dendrites } from "./kernels.js";
import { loadSegments, saveSegments } from "./segment-file.js";
import { storeWords } from "./segment-words.js";
import { Staging } from "./staging.js";

/** What a saved store holds, checked. */
export interface SavedSegments {
  readonly generations: Uint32Array;
  readonly cellOf: Uint32Array;
  readonly sizes: Uint16Array;
  readonly order: Uint32Array;
  readonly freeSegments: Uint32Array;
  readonly freeSynapses: Uint32Array;
  readonly inputs: Uint32Array;
  readonly permanences: Float32Array;
  readonly ids: Uint32Array;
  readonly synapseIds: number;
}

/** What a store is made of. */
export interface SegmentStoreOptions {
  /** Cells that have segments. */
  readonly cells: number;
  /** Presynaptic cells; `cells` unless given. */
  readonly inputs?: number;
  /** A synapse is connected from this permanence on (less 1e-6). Default 0.5. */
  readonly connectedPermanence?: number;
}

/** A segment's name: its number, and behind it how often that number was given before. An old one is told from a new one. */
export type Segment = number;

/** Most synapses of one segment: counts are 16 bits wide. */
export const mostSynapses = 65535;

/**
 * Dendritic segments on cells, and their synapses: a presynaptic cell and a permanence in [0, 1] each, binary in effect:
 * connected from `connectedPermanence` on. Given active presynaptic cells it counts every segment's active synapses by
 * walking from these cells. Memory grows with the segments; when none is left a MemoryError says so and the store is as
 * valid as before.
 *
 * Segments are numbers that say which generation they are of; a stale one is refused with an ArgumentError (after a
 * million reuses of its place it could pass). Lists of cells must ascend.
 * Source: the `Connections` of HTM, Hawkins & Ahmad 2016, doi:10.3389/fncir.2016.00023.
 */
export class SegmentStore implements Disposable {
  readonly arena: Arena;
  readonly cells: number;
  readonly inputs: number;
  readonly connectedPermanence: number;
  /** Address of the structure. */
  readonly pointer: number;
  readonly #staging: Staging;
  #disposed = false;

  /**
   * @throws {ArgumentError} for counts that are no integers from 1 to 2^27, a permanence outside [0, 1], or an arena
   *   whose kernels were loaded without `dendrites`
   * @throws {MemoryError} when the arena cannot grow so far
   */
  constructor(arena: Arena, options: SegmentStoreOptions) {
    expectArena("SegmentStore", arena);
    const { cells, inputs = cells, connectedPermanence = 0.5 } = options;
    expectInteger("SegmentStore", "cells", cells, 1, 2 ** 27);
    expectInteger("SegmentStore", "inputs", inputs, 1, 2 ** 27);
    expectNumber("SegmentStore", "connectedPermanence", connectedPermanence, 0, 1);
    this.arena = arena;
    this.cells = cells;
    this.inputs = inputs;
    this.connectedPermanence = connectedPermanence;
    this.#staging = new Staging(arena, "SegmentStore");
    this.pointer = arena.atomically(() => {
      const kernels = dendrites.of("SegmentStore", arena),
        pointer = dendrites.allocate("SegmentStore", arena, kernels.store_bytes());
      kernels.store_create(pointer, inputs, cells, Math.fround(Math.fround(connectedPermanence) - Math.fround(1e-6)));
      return pointer;
    });
  }

  /** @throws {DisposedError} after dispose() */
  get kernels(): DendriteKernels {
    if (this.#disposed) throw new DisposedError("SegmentStore");
    return dendrites.of("SegmentStore", this.arena);
  }

  /** The structure's words, a live view; entries by `storeWords`. */
  get words(): Uint32Array {
    if (this.#disposed) throw new DisposedError("SegmentStore");
    return new Uint32Array(this.arena.buffer, this.pointer, 30);
  }

  /** Number of segments. */
  get size(): number {
    const words = this.words;
    return words[storeWords.segmentIds]! - words[storeWords.freeSegmentCount]!;
  }

  /** Number of synapses. */
  get synapseCount(): number {
    return this.words[storeWords.synapses]!;
  }

  /** A new segment on `cell`. While the cell has `most` or more, its weakest (Σ permanence², then number) is destroyed. */
  createSegment(cell: number, most = 255): Segment {
    expectInteger("createSegment", "cell", cell, 0, this.cells - 1);
    expectInteger("createSegment", "most", most, 1, 65535);
    return this.handle(this.kernels.segment_create(this.pointer, cell, most) >>> 0);
  }

  /** Destroys a segment and its synapses. */
  destroySegment(segment: Segment): void {
    this.kernels.segment_destroy(this.pointer, this.#id("destroySegment", segment));
  }

  /** Whether `segment` is still there. */
  has(segment: Segment): boolean {
    const { kernels } = this;
    if (!Number.isSafeInteger(segment) || segment < 0) return false;
    const id = segment % 2 ** 32;
    return Boolean(kernels.segment_alive(this.pointer, id)) && this.handle(id) === segment;
  }

  /** Segments of a cell, oldest first. */
  segmentsOf(cell: number): Segment[] {
    expectInteger("segmentsOf", "cell", cell, 0, this.cells - 1);
    const [entries, length] = new Uint32Array(this.arena.buffer, this.kernels.cell_segments(this.pointer, cell), 2);
    return Array.from(new Uint32Array(this.arena.buffer, entries!, length!), (id) => this.handle(id));
  }

  /** The cells of all segments by their numbers, a live view: of use to what keeps its own lists of numbers. */
  get cellOfId(): Uint32Array {
    const words = this.words;
    return new Uint32Array(this.arena.buffer, words[storeWords.segmentCell]!, words[storeWords.segmentIds]!);
  }

  /** The cell a segment is on. */
  cellOf(segment: Segment): number {
    return this.#u32(storeWords.segmentCell, this.#id("cellOf", segment));
  }

  /**
   * A synapse from `input`. One that is there already keeps the higher of both permanences.
   * @throws {ArgumentError} for a stale segment, an input out of range, a permanence that is none, or a full segment
   */
  createSynapse(segment: Segment, input: number, permanence: number): void {
    const id = this.#id("createSynapse", segment);
    expectInteger("createSynapse", "input", input, 0, this.inputs - 1);
    expectNumber("createSynapse", "permanence", permanence, 0, 1);
    const { kernels, pointer } = this;
    if (this.#u16(storeWords.segmentSize, id) >= mostSynapses && kernels.synapse_find(pointer, id, input) < 0)
      throw new ArgumentError("createSynapse", "segment", segment, `one with fewer than ${mostSynapses} synapses`);
    kernels.synapse_create(pointer, id, input, permanence);
  }

  /** Destroys the synapse from `input`. @throws {ArgumentError} when there is none */
  destroySynapse(segment: Segment, input: number): void {
    const id = this.#id("destroySynapse", segment);
    this.kernels.synapse_destroy(this.pointer, id, this.#slot("destroySynapse", id, input));
  }

  /** The permanence of the synapse from `input`; undefined when there is none. */
  permanence(segment: Segment, input: number): number | undefined {
    const id = this.#id("permanence", segment);
    expectInteger("permanence", "input", input, 0, this.inputs - 1);
    const slot = this.kernels.synapse_find(this.pointer, id, input);
    return slot < 0 ? undefined : this.synapses(segment).permanences[slot];
  }

  /** Sets the permanence of the synapse from `input`, clamped to [0, 1]. @throws {ArgumentError} when there is none */
  setPermanence(segment: Segment, input: number, permanence: number): void {
    const id = this.#id("setPermanence", segment);
    expectNumber("setPermanence", "permanence", permanence);
    this.kernels.synapse_set(this.pointer, id, this.#slot("setPermanence", id, input), permanence);
  }

  /** A segment's synapses, oldest first but where one was destroyed: a copy. */
  synapses(segment: Segment): { readonly inputs: Uint32Array; readonly permanences: Float32Array } {
    const id = this.#id("synapses", segment),
      size = this.#u16(storeWords.segmentSize, id),
      inputs = this.#u32(storeWords.segmentSlots, id),
      permanences = inputs + 4 * this.#u32(storeWords.segmentCapacity, id),
      buffer = this.arena.buffer;
    return {
      inputs: new Uint32Array(buffer, inputs, size).slice(),
      permanences: new Float32Array(buffer, permanences, size).slice(),
    };
  }

  /** Synapses of a segment that are connected. */
  connectedOf(segment: Segment): number {
    return this.#u16(storeWords.segmentConnected, this.#id("connectedOf", segment));
  }

  /** Counts every segment's active synapses, for `activeConnected`, `activePotential` and `atLeast`. */
  activity(activeInputs: ArrayLike<number>): void {
    expectIndices("activity", "activeInputs", activeInputs, this.inputs);
    this.kernels.store_activity(this.pointer, this.#stage(activeInputs), activeInputs.length, true);
  }

  /** Active connected synapses of a segment at the last `activity`. */
  activeConnected(segment: Segment): number {
    return this.#u16(storeWords.connectedCounts, this.#id("activeConnected", segment));
  }

  /** Active synapses of a segment, connected or not, at the last `activity`. */
  activePotential(segment: Segment): number {
    return this.#u16(storeWords.potentialCounts, this.#id("activePotential", segment));
  }

  /**
   * Segments with `threshold` or more active synapses at the last `activity`, in the order of their cells.
   * @param counted "connected" synapses alone, or all: "potential"
   */
  atLeast(threshold: number, counted: "connected" | "potential" = "connected"): Segment[] {
    expectInteger("atLeast", "threshold", threshold, 1, mostSynapses);
    if (counted !== "connected" && counted !== "potential")
      throw new ArgumentError("atLeast", "counted", counted, '"connected" or "potential"');
    const { pointer, kernels } = this,
      ids = this.words[storeWords.segmentIds]!,
      out = this.#staging.take(2 * ids).pointer,
      counts = this.words[counted === "connected" ? storeWords.connectedCounts : storeWords.potentialCounts]!,
      found = kernels.at_least_u16(ids, threshold, counts, out);
    kernels.sort_by_cell(pointer, found, out, out + 4 * ids);
    return Array.from(new Uint32Array(this.arena.buffer, out, found), (id) => this.handle(id));
  }

  /**
   * Every synapse of the segments whose input is active gets + increment, every other one − decrement, clamped to [0, 1].
   * With `prune` synapses that fall below 1e-6 are destroyed, and then segments left with fewer than `least`.
   */
  adapt(
    segments: readonly Segment[],
    activeInputs: ArrayLike<number>,
    change: { increment: number; decrement: number; prune?: boolean; least?: number },
  ): void {
    const { increment, decrement, prune = false, least = 0 } = change,
      ids = segments.map((segment) => this.#id("adapt", segment));
    expectIndices("adapt", "activeInputs", activeInputs, this.inputs);
    expectNumber("adapt", "increment", increment, -1, 1);
    expectNumber("adapt", "decrement", decrement, -1, 1);
    expectInteger("adapt", "least", least, 0, mostSynapses);
    if (new Set(ids).size < ids.length) throw new ArgumentError("adapt", "segments", segments, "different segments");
    const { pointer, view } = this.#staging.take(ids.length + activeInputs.length);
    view.set(ids);
    view.set(activeInputs, ids.length);
    const active = pointer + 4 * ids.length;
    this.kernels.segments_adapt(
      ...([this.pointer, pointer, ids.length, active, activeInputs.length] as const),
      ...([increment, decrement, prune, least] as const),
    );
  }

  /**
   * Grows synapses from candidates, drawn without replacement. Where the segment would pass `mostPerSegment`, its weakest
   * synapses from other cells make room.
   * @param grown `most` new ones (0: all candidates) with this `permanence`
   */
  grow(
    segment: Segment,
    candidates: ArrayLike<number>,
    random: KernelRandom,
    grown: { permanence: number; most?: number; mostPerSegment?: number },
  ): void {
    const id = this.#id("grow", segment),
      { permanence, most = 0, mostPerSegment = 255 } = grown;
    expectIndices("grow", "candidates", candidates, this.inputs);
    expectNumber("grow", "permanence", permanence, 0, 1);
    expectInteger("grow", "most", most, 0, mostSynapses);
    expectInteger("grow", "mostPerSegment", mostPerSegment, 1, mostSynapses);
    expectKernelRandom("grow", random, this.arena);
    this.kernels.segment_grow(
      ...([this.pointer, id, this.#stage(candidates), candidates.length] as const),
      ...([permanence, random.pointer, most, mostPerSegment] as const),
    );
  }

  /** Adds `change` to all permanences of a segment, clamped to [0, 1]. */
  bump(segment: Segment, change: number): void {
    const id = this.#id("bump", segment);
    expectNumber("bump", "change", change, -1, 1);
    this.kernels.segment_bump(this.pointer, id, change);
  }

  /** Lifts all permanences of a segment alike until `wanted` synapses, or all it has, are connected. */
  raise(segment: Segment, wanted: number): void {
    const id = this.#id("raise", segment);
    expectInteger("raise", "wanted", wanted, 0, mostSynapses);
    this.kernels.segment_raise(this.pointer, id, wanted);
  }

  /** Shifts all permanences of a segment alike until from `least` to `most` synapses are connected, as far as ties allow. */
  compete(segment: Segment, least: number, most: number): void {
    const id = this.#id("compete", segment);
    expectInteger("compete", "most", most, 1, mostSynapses);
    expectInteger("compete", "least", least, 0, most);
    this.kernels.segment_compete(this.pointer, id, least, most);
  }

  /** Destroys the `count` weakest synapses of a segment, of equals the oldest, but none from a cell of `spared`. */
  destroyWeakest(segment: Segment, count: number, spared: ArrayLike<number> = []): void {
    const id = this.#id("destroyWeakest", segment);
    expectInteger("destroyWeakest", "count", count, 0, mostSynapses);
    expectIndices("destroyWeakest", "spared", spared, this.inputs);
    this.kernels.segment_prune(this.pointer, id, count, this.#stage(spared), spared.length);
  }

  /**
   * Walks through everything and compares every list with every other.
   * @throws {NeuriteError} when one is broken, which no sequence of calls can bring about
   */
  check(): void {
    const broken = this.kernels.store_check(this.pointer);
    if (broken) throw new NeuriteError("numerical", `SegmentStore.check: rule ${broken} of the store is broken`);
  }

  /** Everything it goes on from, as bytes; a store loaded from them goes on to the same bits. */
  save(): Uint8Array<ArrayBuffer> {
    return saveSegments(this);
  }

  /**
   * The store that `save` saved. The counts of its last `activity` are not in it.
   * @throws {FormatError} for bytes that are cut, changed or contradict themselves; nothing is kept then
   */
  static load(arena: Arena, bytes: Uint8Array): SegmentStore {
    return loadSegments(bytes, (options) => new SegmentStore(arena, options));
  }

  /** @internal Fills an empty store. */
  restore(saved: SavedSegments): void {
    const { generations, cellOf, sizes, order, freeSegments, freeSynapses, inputs, permanences, ids } = saved,
      arrays = [generations, cellOf, sizes, order, freeSegments, freeSynapses, inputs, permanences, ids],
      words = arrays.map(({ byteLength }) => Math.ceil(byteLength / 4)),
      { pointer: start } = this.#staging.take(words.reduce((sum, count) => sum + count, 0));
    let at = start;
    const pointers = arrays.map(({ buffer, byteOffset, byteLength }, i) => {
      const pointer = at;
      new Uint8Array(this.arena.buffer, pointer, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
      at += 4 * words[i]!;
      return pointer;
    });
    const [generation = 0, cell = 0, size = 0, orders = 0, dead = 0, deadIds = 0, input = 0, permanence = 0, id = 0] =
      pointers;
    this.kernels.store_restore(
      ...([this.pointer, generations.length, generation, cell, size, orders, order.length] as const),
      ...([dead, freeSegments.length, saved.synapseIds, deadIds, freeSynapses.length, input, permanence, id] as const),
    );
    this.#staging.dispose();
  }

  /** The handle of the living segment with number `id`. */
  handle(id: number): Segment {
    return id + (this.#u32(storeWords.generation, id) % 2 ** 21) * 2 ** 32;
  }

  /** Gives all memory back. */
  dispose(): void {
    if (this.#disposed) return;
    if (!this.arena.disposed) {
      this.kernels.store_release(this.pointer);
      dendrites.release(this.arena, this.pointer);
      this.#staging.dispose();
    }
    this.#disposed = true;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #id(operation: string, segment: Segment): number {
    if (!this.has(segment)) throw new ArgumentError(operation, "segment", segment, "a segment that is still there");
    return segment % 2 ** 32;
  }

  #slot(operation: string, id: number, input: number): number {
    expectInteger(operation, "input", input, 0, this.inputs - 1);
    const slot = this.kernels.synapse_find(this.pointer, id, input);
    if (slot < 0) throw new ArgumentError(operation, "input", input, "one the segment has a synapse from");
    return slot;
  }

  #stage(values: ArrayLike<number>): number {
    const { pointer, view } = this.#staging.take(values.length);
    view.set(values);
    return pointer;
  }

  #u32(array: number, id: number): number {
    return new Uint32Array(this.arena.buffer, this.words[array]!, id + 1)[id]!;
  }

  #u16(array: number, id: number): number {
    return new Uint16Array(this.arena.buffer, this.words[array]!, id + 1)[id]!;
  }
}
