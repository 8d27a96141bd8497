import { describe, expect, it } from "vitest";
import { KernelRandom } from "../../src/dendrites/kernel-random.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import type { Segment } from "../../src/dendrites/segment-handle.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import type { SegmentStoreOptions } from "../../src/dendrites/segment-store-options.js";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels } from "../support.js";
import { segmentWith } from "./store-model.js";

describe("SegmentStore", () => {
  it("refuses a stale segment, also when its number is another's", async () => {
    using arena = await openArena("simd", [dendrites]);
    const store = new SegmentStore(arena, { cells: 3 }),
      first = segmentWith(store, 0, [[1, 0.5]]);
    store.destroySegment(first);
    const second = segmentWith(store, 1, [[2, 0.5]]);
    expect(second % 2 ** 32).toBe(first % 2 ** 32);
    expect([store.has(first), store.has(second)]).toEqual([false, true]);
    const bytes = store.save();
    for (const refused of [
      first,
      -1,
      0.5,
      Number.NaN,
      2 ** 53,
      second + 1,
      second + 2 ** 33,
      undefined,
      "0",
      0n,
      null,
    ]) {
      const segment = refused as Segment;
      expect(store.has(segment)).toBe(false);
      for (const use of [
        () => store.destroySegment(segment),
        () => store.cellOf(segment),
        () => store.createSynapse(segment, 0, 0.5),
        () => store.destroySynapse(segment, 2),
        () => store.permanence(segment, 2),
        () => store.setPermanence(segment, 2, 0.1),
        () => store.synapses(segment),
        () => store.connectedOf(segment),
        () => store.activeConnected(segment),
        () => store.activePotential(segment),
        () => store.adapt([second, segment], [2], { increment: 0.1, decrement: 0.1 }),
        () => store.bump(segment, 0.1),
        () => store.raise(segment, 1),
        () => store.compete(segment, 0, 1),
        () => store.destroyWeakest(segment, 1),
      ])
        expect(use).toThrow(ArgumentError);
    }
    expect(store.save()).toEqual(bytes);
  });

  it("refuses what it cannot take, and nothing changes", async () => {
    const kernels = await openKernels("simd", [dendrites]);
    using arena = new Arena(kernels);
    using elsewhere = await openArena("simd", [dendrites]);
    const store = new SegmentStore(arena, { cells: 4, inputs: 9 }),
      segment = segmentWith(store, 2, [
        [1, 0.5],
        [4, 0.2],
      ]),
      random = new KernelRandom("test", arena, {}),
      foreign = new KernelRandom("test", elsewhere, {}),
      bytes = store.save(),
      lists: unknown[] = [[1, 1], [2, 1], [9], [-1], [0.5], [Number.NaN], undefined, null, 3, ["1"]],
      numbers: unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, undefined, "0.5", -0.1, 1.1],
      counts: unknown[] = [-1, 0.5, 65536, Number.NaN, "1", null];
    const refused: (() => unknown)[] = [
      ...[-1, 4, 0.5, Number.NaN, "1"].flatMap((cell) => [
        () => store.createSegment(cell as number),
        () => store.segmentsOf(cell as number),
      ]),
      ...[0, ...counts].map((most) => () => store.createSegment(0, most as number)),
      ...[9, -1, 0.5, Number.NaN, "1", undefined].flatMap((input) => [
        () => store.createSynapse(segment, input as number, 0.5),
        () => store.destroySynapse(segment, input as number),
        () => store.permanence(segment, input as number),
        () => store.setPermanence(segment, input as number, 0.5),
      ]),
      () => store.destroySynapse(segment, 0),
      () => store.setPermanence(segment, 0, 0.5),
      ...numbers.flatMap((value) => [
        () => store.createSynapse(segment, 0, value as number),
        () => store.grow(segment, [0], random, { permanence: value as number }),
      ]),
      ...[Number.NaN, Number.POSITIVE_INFINITY, "0.5", 1.1, -1.1].flatMap((value) => [
        () => store.bump(segment, value as number),
        () => store.adapt([segment], [1], { increment: value as number, decrement: 0.1 }),
        () => store.adapt([segment], [1], { increment: 0.1, decrement: value as number }),
      ]),
      () => store.setPermanence(segment, 1, Number.NaN),
      ...lists.flatMap((list) => [
        () => store.activity(list as number[]),
        () => store.adapt([segment], list as number[], { increment: 0.1, decrement: 0.1 }),
        () => store.grow(segment, list as number[], random, { permanence: 0.3 }),
        ...(list === undefined ? [] : [() => store.destroyWeakest(segment, 1, list as number[])]),
      ]),
      () => store.adapt([segment, segment], [1], { increment: 0.1, decrement: 0.1 }),
      ...counts.flatMap((count) => [
        () => store.adapt([segment], [1], { increment: 0.1, decrement: 0.1, prune: true, least: count as number }),
        () => store.grow(segment, [0], random, { permanence: 0.3, most: count as number }),
        () => store.grow(segment, [0], random, { permanence: 0.3, mostPerSegment: count as number }),
        () => store.raise(segment, count as number),
        () => store.compete(segment, count as number, 9),
        () => store.compete(segment, 0, count as number),
        () => store.destroyWeakest(segment, count as number),
        () => store.atLeast(count as number),
      ]),
      () => store.compete(segment, 3, 2),
      () => store.atLeast(0),
      () => store.atLeast(1, "active" as "connected"),
      ...[undefined, {}, new Random(1), foreign].map(
        (source) => () => store.grow(segment, [0, 2, 3], source as KernelRandom, { permanence: 0.3, most: 1 }),
      ),
    ];
    const { bytesInUse } = arena.memory();
    for (const [i, call] of refused.entries()) expect(call, `call ${i}: ${call}`).toThrow(ArgumentError);
    expect(store.save()).toEqual(bytes);
    store.check();
    expect(arena.memory().bytesInUse).toBe(bytesInUse);
  });

  it("refuses to be made of what is out of range", async () => {
    using arena = await openArena("simd", [dendrites]);
    using bare = await openArena("simd");
    for (const options of [
      ...[0, -1, 0.5, 2 ** 27 + 1, Number.NaN, "4", undefined].map((cells) => ({ cells })),
      ...[0, -1, 0.5, 2 ** 27 + 1, Number.NaN, "4"].map((inputs) => ({ cells: 4, inputs })),
      ...[-0.1, 1.1, Number.NaN, "0.5"].map((connectedPermanence) => ({ cells: 4, connectedPermanence })),
    ])
      expect(() => new SegmentStore(arena, options as SegmentStoreOptions)).toThrow(ArgumentError);
    expect(() => new SegmentStore(bare, { cells: 4 })).toThrow(ArgumentError);
    expect(() => new SegmentStore(undefined as unknown as Arena, { cells: 4 })).toThrow(ArgumentError);
    expect([arena.memory().bytesInUse, bare.memory().bytesInUse]).toEqual([0, 0]);
  });
});
