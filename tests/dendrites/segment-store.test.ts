import { describe, expect, it } from "vitest";
import { KernelRandom } from "../../src/dendrites/kernel-random.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import type { Segment } from "../../src/dendrites/segment-handle.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import type { SegmentStoreOptions } from "../../src/dendrites/segment-store-options.js";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import golden from "../golden/htm.json" with { type: "json" };
import type { Synapses } from "../reference/htm/synapses.js";
import { openArena, variants } from "../support.js";
import { segmentWith } from "./store-model.js";

function expectPermanences(
  store: SegmentStore,
  segment: Segment,
  before: Synapses,
  after: readonly number[],
  tolerance = 1e-6,
) {
  for (const [i, [input]] of before.entries())
    expect(Math.abs(store.permanence(segment, input!)! - after[i]!)).toBeLessThan(tolerance);
  store.check();
}

describe.each(variants)("SegmentStore, %s build: the sheet's oracles", (variant) => {
  const open = async (options: Partial<SegmentStoreOptions> = {}) =>
    new SegmentStore(await openArena(variant, [dendrites]), { cells: 10, inputs: 200, ...options });

  it("1: counts active synapses, connected and all", async () => {
    const { segments, set, active, connected, potential, connectedPermanence } = golden.connections.activity,
      store = await open({ connectedPermanence }),
      made = segments.map((synapses, cell) => segmentWith(store, cell, synapses));
    store.setPermanence(made[set.segment]!, set.presynaptic, set.permanence);
    store.activity(active);
    expect(made.map((segment) => store.activeConnected(segment))).toEqual(connected);
    expect(made.map((segment) => store.activePotential(segment))).toEqual(potential);
    expect(store.atLeast(2)).toEqual([made[1]]);
    expect(store.atLeast(2, "potential")).toEqual(made);
    // Numbers of destroyed segments read nothing, also under their next owner's name.
    store.destroySegment(made[1]!);
    expect(store.atLeast(1)).toEqual([made[0]]);
    const next = store.createSegment(5);
    expect([store.activeConnected(next), store.activePotential(next)]).toEqual([0, 0]);
  });

  it("1: forgets destroyed synapses", async () => {
    const { segment, destroy, active, connected, potential } = golden.connections.destroyed,
      store = await open(),
      made = segmentWith(store, 3, segment);
    store.destroySynapse(made, destroy);
    store.activity(active);
    expect([store.activeConnected(made), store.activePotential(made)]).toEqual([connected, potential]);
    expect(store.permanence(made, destroy)).toBeUndefined();
  });

  it("2: adapts", async () => {
    const { increment, decrement, active, rows } = golden.connections.adapt,
      store = await open();
    for (const { before, after } of rows) {
      const segment = segmentWith(store, 0, before);
      store.adapt([segment], active, { increment, decrement });
      expectPermanences(store, segment, before, after);
    }
  });

  it("3: bumps and raises", async () => {
    const { bump, raise } = golden.connections;
    for (const { delta, before, after } of bump.rows) {
      const store = await open(),
        segment = segmentWith(
          store,
          0,
          before.map((permanence, input) => [input, permanence]),
        );
      store.bump(segment, delta);
      expectPermanences(
        store,
        segment,
        [...before.keys()].map((input) => [input]),
        after,
      );
    }
    for (const { before, after } of raise.rows) {
      const store = await open({ connectedPermanence: raise.connectedPermanence }),
        segment = segmentWith(
          store,
          0,
          before.map((permanence, input) => [input, permanence]),
        );
      store.raise(segment, raise.count);

      expectPermanences(
        store,
        segment,
        [...before.keys()].map((input) => [input]),
        after,
        raise.tolerance,
      );
      expect(store.connectedOf(segment)).toBeGreaterThanOrEqual(raise.count);
    }
  });

  it("4: clamps, keeps one synapse of a cell, and leaves the others alone", async () => {
    const store = await open(),
      segment = segmentWith(store, 0, [
        [0, 0.3],
        [1, 0.4],
        [2, 0.6],
      ]);
    for (const [set, clamped] of golden.connections.clamp.rows) {
      store.setPermanence(segment, 1, set!);
      expect(store.permanence(segment, 1)).toBe(clamped);
    }
    store.createSynapse(segment, 2, 0.2);
    expect(store.permanence(segment, 2)).toBe(Math.fround(0.6));
    store.createSynapse(segment, 2, 0.7);
    expect(store.permanence(segment, 2)).toBe(Math.fround(0.7));
    expect(store.synapseCount).toBe(3);
    store.destroySynapse(segment, 0);
    expect(store.permanence(segment, 1)).toBe(1);
    // The youngest fills the gap.
    expect([...store.synapses(segment).inputs]).toEqual([2, 1]);
    store.check();
  });
});

describe("SegmentStore", () => {
  it.each(variants)(
    "%s build, orders many segments by cell, those of one cell by age of their numbers",
    async (variant) => {
      using arena = await openArena(variant, [dendrites]);
      for (const cells of [1, 2, 200, 70_000]) {
        const store = new SegmentStore(arena, { cells, inputs: 2 }),
          random = new Random(cells),
          made = Array.from({ length: 300 }, () => store.createSegment(random.integer(cells), 65535));
        for (const [i, segment] of made.entries()) store.createSynapse(segment, i % 2, 0.6);
        for (const active of [[0], [0, 1]]) {
          store.activity(active);
          const want = made.filter((_, i) => active.includes(i % 2));
          want.sort((a, b) => store.cellOf(a) - store.cellOf(b) || a - b);
          expect(store.atLeast(1)).toEqual(want);
        }
        expect(store.atLeast(2)).toEqual([]);
        store.dispose();
      }
      expect(arena.memory().bytesInUse).toBe(0);
    },
  );

  it("takes as many synapses as counts can count, and no more", async () => {
    using arena = await openArena("simd", [dendrites]);
    const inputs = 66_000,
      store = new SegmentStore(arena, { cells: 1, inputs }),
      random = new KernelRandom("test", arena, {}),
      segment = store.createSegment(0),
      all = Array.from({ length: inputs }, (_, i) => i);
    store.grow(segment, all, random, { permanence: 0.6, mostPerSegment: 65535 });
    expect(store.synapseCount).toBe(65535);
    expect(() => store.createSynapse(segment, inputs - 1, 0.6)).toThrow(ArgumentError);
    store.createSynapse(segment, 0, 0.9);
    store.activity(all);
    expect(store.activeConnected(segment)).toBe(65535);
    expect(store.atLeast(65535)).toEqual([segment]);
    store.check();
    store.destroyWeakest(segment, 10, [1]);
    expect(store.synapseCount).toBe(65525);
    expect(store.permanence(segment, 1)).toBe(Math.fround(0.6));
    store.check();
  });
});
