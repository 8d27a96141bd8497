import { DisposedError } from "../errors.js";
import type { Arena } from "../wasm/arena.js";
import { connectedThreshold } from "./connected-threshold.js";
import { type DendriteKernels, dendrites } from "./kernels.js";
import { Staging } from "./staging.js";

/** Entries of the structure in the kernels' memory (assembly/dendrites/store.ts), in words. */
export const storeWords = {
  slabs: 0,
  inputs: 1,
  cells: 2,
  segmentIds: 5,
  segmentCell: 6,
  segmentSlots: 7,
  segmentSize: 8,
  segmentCapacity: 9,
  segmentConnected: 10,
  generation: 11,
  connectedCounts: 12,
  potentialCounts: 13,
  cellRows: 14,
  synapseIds: 16,
  freeSynapses: 17,
  freeSynapseCount: 18,
  freeSegments: 20,
  freeSegmentCount: 21,
  synapses: 22,
} as const;

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

/** Where a segment store lies in the kernels' memory: its structure, and a place for what calls bring along. */
export class StoreBlock {
  readonly arena: Arena;
  /** Address of the structure. */
  readonly pointer: number;
  readonly #staging: Staging;
  #disposed = false;

  /** An empty store. @throws {MemoryError} when the arena cannot grow so far; nothing is left behind then */
  constructor(arena: Arena, cells: number, inputs: number, connectedPermanence: number) {
    this.arena = arena;
    this.#staging = new Staging(arena, "SegmentStore");
    this.pointer = arena.atomically(() => {
      const kernels = dendrites.of("SegmentStore", arena),
        pointer = dendrites.allocate("SegmentStore", arena, kernels.store_bytes());
      kernels.store_create(pointer, inputs, cells, connectedThreshold(connectedPermanence));
      return pointer;
    });
  }

  /** @throws {DisposedError} after dispose() */
  get kernels(): DendriteKernels {
    if (this.#disposed) throw new DisposedError("SegmentStore");
    return dendrites.of("SegmentStore", this.arena);
  }

  /** A word of the structure. */
  word(name: keyof typeof storeWords): number {
    if (this.#disposed) throw new DisposedError("SegmentStore");
    return new Uint32Array(this.arena.buffer, this.pointer, 30)[storeWords[name]]!;
  }

  /** An array of the structure, a live view of its first `length` entries. */
  u32(name: keyof typeof storeWords, length: number): Uint32Array {
    return new Uint32Array(this.arena.buffer, this.word(name), length);
  }

  /** As `u32`, of 16-bit entries. */
  u16(name: keyof typeof storeWords, length: number): Uint16Array {
    return new Uint16Array(this.arena.buffer, this.word(name), length);
  }

  /** The numbers of a cell's segments, oldest first: a live view. */
  idsOf(cell: number): Uint32Array {
    const row = this.kernels.cell_segments(this.pointer, cell) >>> 0,
      [entries, length] = new Uint32Array(this.arena.buffer, row, 2);
    return new Uint32Array(this.arena.buffer, entries!, length!);
  }

  /** Copies numbers to the place for arguments, one list behind the other; gives the address of the first. */
  stage(...lists: ArrayLike<number>[]): number {
    const { pointer, view } = this.take(lists.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const list of lists) {
      view.set(list, at);
      at += list.length;
    }
    return pointer;
  }

  /** The place for arguments, of `words` words. */
  take(words: number): { readonly pointer: number; readonly view: Uint32Array } {
    return this.#staging.take(words);
  }

  /** Fills an empty store. */
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

  dispose(): void {
    if (this.#disposed) return;
    if (!this.arena.disposed) {
      this.kernels.store_release(this.pointer);
      dendrites.release(this.arena, this.pointer);
      this.#staging.dispose();
    }
    this.#disposed = true;
  }
}
