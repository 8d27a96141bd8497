import { ArgumentError, NeuriteError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { expectBoolean, expectIndices, expectList, expectNumber, expectOptions } from "./expect.js";
import { expectKernelRandom, type KernelRandom } from "./kernel-random.js";
import { loadSegments, saveSegments } from "./segment-file.js";
import { handleOf, idOf, isHandle, type Segment } from "./segment-handle.js";
import { checkedOptions, mostSynapses, type SegmentStoreOptions } from "./segment-store-options.js";
import { StoreBlock } from "./store-block.js";

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
  /** @internal Where it lies. */
  readonly block: StoreBlock;

  /**
   * @throws {ArgumentError} for counts that are no integers from 1 to 2^27, a permanence outside [0, 1], or an arena
   *   whose kernels were loaded without `dendrites`
   * @throws {MemoryError} when the arena cannot grow so far
   */
  constructor(arena: Arena, options: SegmentStoreOptions) {
    expectArena("SegmentStore", arena);
    const { cells, inputs, connectedPermanence } = checkedOptions(options);
    this.arena = arena;
    this.cells = cells;
    this.inputs = inputs;
    this.connectedPermanence = connectedPermanence;
    this.block = new StoreBlock(arena, cells, inputs, connectedPermanence);
  }

  /** Number of segments. */
  get size(): number {
    return this.block.word("segmentIds") - this.block.word("freeSegmentCount");
  }

  /** Number of synapses. */
  get synapseCount(): number {
    return this.block.word("synapses");
  }

  /** A new segment on `cell`. While the cell has `most` or more, its weakest (Σ permanence², then number) is destroyed. */
  createSegment(cell: number, most = 255): Segment {
    expectInteger("createSegment", "cell", cell, 0, this.cells - 1);
    expectInteger("createSegment", "most", most, 1, 65535);
    return handleOf(this.block, this.block.kernels.segment_create(this.block.pointer, cell, most) >>> 0);
  }

  /** Destroys a segment and its synapses. */
  destroySegment(segment: Segment): void {
    this.block.kernels.segment_destroy(this.block.pointer, this.#id("destroySegment", segment));
  }

  /** Whether `segment` is still there. */
  has(segment: Segment): boolean {
    return isHandle(this.block, segment);
  }

  /** Segments of a cell, oldest first. */
  segmentsOf(cell: number): Segment[] {
    expectInteger("segmentsOf", "cell", cell, 0, this.cells - 1);
    return Array.from(this.block.idsOf(cell), (id) => handleOf(this.block, id));
  }

  /** The cells of all segments by their numbers, a live view: of use to what keeps its own lists of numbers. */
  get cellOfId(): Uint32Array {
    return this.block.u32("segmentCell", this.block.word("segmentIds"));
  }

  /** The cell a segment is on. */
  cellOf(segment: Segment): number {
    return this.#u32("segmentCell", this.#id("cellOf", segment));
  }

  /**
   * A synapse from `input`. One that is there already keeps the higher of both permanences.
   * @throws {ArgumentError} for a stale segment, an input out of range, a permanence that is none, or a full segment
   */
  createSynapse(segment: Segment, input: number, permanence: number): void {
    const id = this.#id("createSynapse", segment);
    expectInteger("createSynapse", "input", input, 0, this.inputs - 1);
    expectNumber("createSynapse", "permanence", permanence, 0, 1);
    const { kernels, pointer } = this.block;
    if (this.#u16("segmentSize", id) >= mostSynapses && kernels.synapse_find(pointer, id, input) < 0)
      throw new ArgumentError("createSynapse", "segment", segment, `one with fewer than ${mostSynapses} synapses`);
    kernels.synapse_create(pointer, id, input, permanence);
  }

  /** Destroys the synapse from `input`. @throws {ArgumentError} when there is none */
  destroySynapse(segment: Segment, input: number): void {
    const id = this.#id("destroySynapse", segment);
    this.block.kernels.synapse_destroy(this.block.pointer, id, this.#slot("destroySynapse", id, input));
  }

  /** The permanence of the synapse from `input`; undefined when there is none. */
  permanence(segment: Segment, input: number): number | undefined {
    const id = this.#id("permanence", segment);
    expectInteger("permanence", "input", input, 0, this.inputs - 1);
    const slot = this.block.kernels.synapse_find(this.block.pointer, id, input);
    return slot < 0 ? undefined : this.synapses(segment).permanences[slot];
  }

  /** Sets the permanence of the synapse from `input`, clamped to [0, 1]. @throws {ArgumentError} when there is none */
  setPermanence(segment: Segment, input: number, permanence: number): void {
    const id = this.#id("setPermanence", segment);
    expectNumber("setPermanence", "permanence", permanence);
    this.block.kernels.synapse_set(this.block.pointer, id, this.#slot("setPermanence", id, input), permanence);
  }

  /** A segment's synapses, oldest first but where one was destroyed: a copy. */
  synapses(segment: Segment): { readonly inputs: Uint32Array; readonly permanences: Float32Array } {
    const id = this.#id("synapses", segment),
      size = this.#u16("segmentSize", id),
      inputs = this.#u32("segmentSlots", id),
      permanences = inputs + 4 * this.#u32("segmentCapacity", id),
      buffer = this.arena.buffer;
    return {
      inputs: new Uint32Array(buffer, inputs, size).slice(),
      permanences: new Float32Array(buffer, permanences, size).slice(),
    };
  }

  /** Synapses of a segment that are connected. */
  connectedOf(segment: Segment): number {
    return this.#u16("segmentConnected", this.#id("connectedOf", segment));
  }

  /** Counts every segment's active synapses, for `activeConnected`, `activePotential` and `atLeast`. */
  activity(activeInputs: ArrayLike<number>): void {
    expectIndices("activity", "activeInputs", activeInputs, this.inputs);
    this.block.kernels.store_activity(this.block.pointer, this.block.stage(activeInputs), activeInputs.length, true);
  }

  /** Active connected synapses of a segment at the last `activity`. */
  activeConnected(segment: Segment): number {
    return this.#u16("connectedCounts", this.#id("activeConnected", segment));
  }

  /** Active synapses of a segment, connected or not, at the last `activity`. */
  activePotential(segment: Segment): number {
    return this.#u16("potentialCounts", this.#id("activePotential", segment));
  }

  /**
   * Segments with `threshold` or more active synapses at the last `activity`, in the order of their cells.
   * @param counted "connected" synapses alone, or all: "potential"
   */
  atLeast(threshold: number, counted: "connected" | "potential" = "connected"): Segment[] {
    expectInteger("atLeast", "threshold", threshold, 1, mostSynapses);
    if (counted !== "connected" && counted !== "potential")
      throw new ArgumentError("atLeast", "counted", counted, '"connected" or "potential"');
    const { pointer, kernels } = this.block,
      ids = this.block.word("segmentIds"),
      out = this.block.take(2 * ids).pointer,
      counts = this.block.word(counted === "connected" ? "connectedCounts" : "potentialCounts"),
      found = kernels.at_least_u16(ids, threshold, counts, out);
    kernels.sort_by_cell(pointer, found, out, out + 4 * ids);
    return Array.from(new Uint32Array(this.arena.buffer, out, found), (id) => handleOf(this.block, id));
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
    const { increment, decrement, prune = false, least = 0 } = expectOptions("adapt", change, "change"),
      ids = Array.from(expectList("adapt", "segments", segments), (segment) => this.#id("adapt", segment));
    expectIndices("adapt", "activeInputs", activeInputs, this.inputs);
    expectNumber("adapt", "increment", increment, -1, 1);
    expectNumber("adapt", "decrement", decrement, -1, 1);
    expectBoolean("adapt", "prune", prune);
    expectInteger("adapt", "least", least, 0, mostSynapses);
    if (new Set(ids).size < ids.length) throw new ArgumentError("adapt", "segments", segments, "different segments");
    const staged = this.block.stage(ids, activeInputs);
    this.block.kernels.segments_adapt(
      ...([this.block.pointer, staged, ids.length, staged + 4 * ids.length, activeInputs.length] as const),
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
      { permanence, most = 0, mostPerSegment = 255 } = expectOptions("grow", grown, "grown");
    expectIndices("grow", "candidates", candidates, this.inputs);
    expectNumber("grow", "permanence", permanence, 0, 1);
    expectInteger("grow", "most", most, 0, mostSynapses);
    expectInteger("grow", "mostPerSegment", mostPerSegment, 1, mostSynapses);
    expectKernelRandom("grow", random, this.arena);
    this.block.kernels.segment_grow(
      ...([this.block.pointer, id, this.block.stage(candidates), candidates.length] as const),
      ...([permanence, random.pointer, most, mostPerSegment] as const),
    );
  }

  /** Adds `change` to all permanences of a segment, clamped to [0, 1]. */
  bump(segment: Segment, change: number): void {
    const id = this.#id("bump", segment);
    expectNumber("bump", "change", change, -1, 1);
    this.block.kernels.segment_bump(this.block.pointer, id, change);
  }

  /** Lifts all permanences of a segment alike until `wanted` synapses, or all it has, are connected. */
  raise(segment: Segment, wanted: number): void {
    const id = this.#id("raise", segment);
    expectInteger("raise", "wanted", wanted, 0, mostSynapses);
    this.block.kernels.segment_raise(this.block.pointer, id, wanted);
  }

  /** Shifts all permanences of a segment alike until from `least` to `most` synapses are connected, as far as ties allow. */
  compete(segment: Segment, least: number, most: number): void {
    const id = this.#id("compete", segment);
    expectInteger("compete", "most", most, 1, mostSynapses);
    expectInteger("compete", "least", least, 0, most);
    this.block.kernels.segment_compete(this.block.pointer, id, least, most);
  }

  /** Destroys the `count` weakest synapses of a segment, of equals the oldest, but none from a cell of `spared`. */
  destroyWeakest(segment: Segment, count: number, spared: ArrayLike<number> = []): void {
    const id = this.#id("destroyWeakest", segment);
    expectInteger("destroyWeakest", "count", count, 0, mostSynapses);
    expectIndices("destroyWeakest", "spared", spared, this.inputs);
    this.block.kernels.segment_prune(this.block.pointer, id, count, this.block.stage(spared), spared.length);
  }

  /**
   * Walks through everything and compares every list with every other.
   * @throws {NeuriteError} when one is broken, which no sequence of calls can bring about
   */
  check(): void {
    const broken = this.block.kernels.store_check(this.block.pointer);
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

  /** Gives all memory back. */
  dispose(): void {
    this.block.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** A segment's number. @throws {ArgumentError} when it is not there any more */
  #id(operation: string, segment: Segment): number {
    return idOf(this.block, operation, segment);
  }

  #slot(operation: string, id: number, input: number): number {
    expectInteger(operation, "input", input, 0, this.inputs - 1);
    const slot = this.block.kernels.synapse_find(this.block.pointer, id, input);
    if (slot < 0) throw new ArgumentError(operation, "input", input, "one the segment has a synapse from");
    return slot;
  }

  #u32(array: Parameters<StoreBlock["u32"]>[0], id: number): number {
    return this.block.u32(array, id + 1)[id]!;
  }

  #u16(array: Parameters<StoreBlock["u16"]>[0], id: number): number {
    return this.block.u16(array, id + 1)[id]!;
  }
}
