import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import { FormatError } from "../../src/errors.js";
import { openArena, variants } from "../support.js";
import { sealed, withWord, wordChanges } from "./sealed.js";
import { anyCall, StorePair, segmentWith } from "./store-model.js";

/** Where a file's numbers begin: cells, inputs, connected permanence, ids of synapses, all f64. */
const numbersAt = 24 + 8 * 10;

/** A file with free and reused numbers of segments and synapses. */
async function smallFile(): Promise<Uint8Array<ArrayBuffer>> {
  using arena = await openArena("simd", [dendrites]);
  const store = new SegmentStore(arena, { cells: 3, inputs: 5 }),
    gone = segmentWith(store, 0, [[4, 0.5]]);
  segmentWith(store, 2, [
    [0, 0.5],
    [1, 0.2],
    [4, 1],
  ]);
  segmentWith(store, 0, [[1, 0.9]]);
  const last = segmentWith(store, 2, [[3, 0.1]]);
  store.destroySegment(gone);
  segmentWith(store, 1, []);
  store.destroySegment(last);
  return store.save();
}

describe.each(variants)("a saved SegmentStore, %s build", (variant) => {
  it("goes on to the same bits wherever it was saved and loaded", async () => {
    using arena = await openArena(variant, [dendrites]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.noBias(anyCall), fc.nat(4)), { maxLength: 60 }), (calls) => {
        const pair = new StorePair(arena, 6, 40, 0.5, 3);
        for (const [call, reload] of calls) {
          pair.call(call);
          if (reload === 0) pair.reload();
        }
        pair.dispose();
      }),
      { numRuns: variant === "simd" ? 80 : 20 },
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });
});

describe("a saved SegmentStore", () => {
  it("is as large as its segments and synapses, also when it is empty", async () => {
    using arena = await openArena("simd", [dendrites]);
    const empty = new SegmentStore(arena, { cells: 1000 }).save();
    expect(empty.length).toBeLessThan(200);
    const loaded = SegmentStore.load(arena, empty);
    expect([loaded.size, loaded.cells, loaded.inputs, loaded.connectedPermanence]).toEqual([0, 1000, 1000, 0.5]);
  });

  it("is read from the middle of a buffer, and by another arena", async () => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = await smallFile(),
      moved = new Uint8Array(bytes.length + 9);
    moved.set(bytes, 5);
    expect(SegmentStore.load(arena, moved.subarray(5, 5 + bytes.length)).save()).toEqual(bytes);
  });

  it("is refused when it was cut anywhere, or a bit of it changed", async () => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = await smallFile();
    SegmentStore.load(arena, bytes).dispose();
    for (let length = 0; length < bytes.length; length++)
      expect(() => SegmentStore.load(arena, bytes.subarray(0, length))).toThrow(FormatError);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => SegmentStore.load(arena, bytes)).toThrow(FormatError);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
    expect(() => SegmentStore.load(arena, Uint8Array.of(...bytes, 0))).toThrow(FormatError);
    for (const nothing of [undefined, null, "neurite", [1], new DataView(bytes.buffer), new Float32Array(9)])
      expect(() => SegmentStore.load(arena, nothing as unknown as Uint8Array)).toThrow(FormatError);
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("with a word changed and the checksum right, is refused or a valid store", async () => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = await smallFile();
    let [refused, loaded] = [0, 0];
    for (let word = 4; word < bytes.length / 4 - 1; word++)
      for (const change of wordChanges) {
        const file = withWord(bytes, word, change),
          view = new DataView(file.buffer);
        // An empty store of a hundred million cells has a small file, too.
        if (view.getFloat64(numbersAt, true) > 1e5 || view.getFloat64(numbersAt + 8, true) > 1e5) continue;
        let store: SegmentStore;
        try {
          store = SegmentStore.load(arena, file);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          refused++;
          continue;
        }
        loaded++;
        store.check();
        expect(arena.memory().bytesInUse).toBeLessThan(4e6);
        for (let cell = 0; cell < store.cells; cell++)
          for (const segment of store.segmentsOf(cell)) {
            store.raise(segment, 2);
            store.bump(segment, -0.1);
          }
        store.destroySegment(store.createSegment(0, 1));
        store.check();
        store.dispose();
      }
    expect([refused > 500, loaded > 50, arena.memory().bytesInUse]).toEqual([true, true, 0]);
  });

  it.each([
    ["no cells", 0, 0],
    ["half a cell", 0, 0.5],
    ["too many cells", 0, 2 ** 27 + 1],
    ["cells that are no number", 0, Number.NaN],
    ["infinitely many inputs", 1, Number.POSITIVE_INFINITY],
    ["too many inputs", 1, 1e300],
    ["a negative permanence", 2, -0.1],
    ["a permanence above 1", 2, 1.5],
    ["a permanence that is none", 2, Number.NaN],
    ["more synapses than there are", 3, 1e15],
    ["less than none", 3, -1],
  ])("with %s, takes no memory", async (_, place, value) => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = await smallFile();
    new DataView(bytes.buffer).setFloat64(numbersAt + 8 * place, value, true);
    const { allocations } = arena.memory();
    expect(() => SegmentStore.load(arena, sealed(bytes))).toThrow(FormatError);
    expect(arena.memory().allocations).toBe(allocations);
  });

  it("of another kind is refused", async () => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = await smallFile();
    bytes.set(
      [..."temporal"].map((character) => character.charCodeAt(0)),
      8,
    );
    expect(() => SegmentStore.load(arena, sealed(bytes))).toThrow(/holds "temporal"/);
  });
});
