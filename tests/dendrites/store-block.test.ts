import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { StoreBlock } from "../../src/dendrites/store-block.js";
import { DisposedError } from "../../src/errors.js";
import { openArena, variants } from "../support.js";

describe.each(variants)("StoreBlock, %s build", (variant) => {
  it("names words of the kernels' structure, and lists a cell's segments", async () => {
    using arena = await openArena(variant, [dendrites]);
    const block = new StoreBlock(arena, 6, 9, 0.5),
      { kernels, pointer } = block;
    expect([block.word("inputs"), block.word("cells"), block.word("segmentIds")]).toEqual([9, 6, 0]);
    const ids = [4, 2, 4].map((cell) => kernels.segment_create(pointer, cell, 255));
    kernels.synapse_create(pointer, ids[0]!, 8, 0.25);
    expect([...block.idsOf(4)]).toEqual([ids[0], ids[2]]);
    expect([...block.idsOf(5)]).toEqual([]);
    expect([...block.u32("segmentCell", 3)]).toEqual([4, 2, 4]);
    expect([...block.u16("segmentSize", 3)]).toEqual([1, 0, 0]);
    expect([block.word("segmentIds"), block.word("synapseIds"), block.word("synapses")]).toEqual([3, 1, 1]);
    kernels.segment_destroy(pointer, ids[1]!);
    expect([...block.u32("freeSegments", block.word("freeSegmentCount"))]).toEqual([ids[1]]);
    block.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("stages lists one behind the other, and answers nothing after dispose", async () => {
    using arena = await openArena(variant, [dendrites]);
    const block = new StoreBlock(arena, 6, 9, 0.5),
      at = block.stage([1, 2], [], Uint32Array.of(3));
    expect([...new Uint32Array(arena.buffer, at, 3)]).toEqual([1, 2, 3]);
    block.dispose();
    block.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
    expect(() => block.word("cells")).toThrow(DisposedError);
    expect(() => block.idsOf(0)).toThrow(DisposedError);
  });
});
