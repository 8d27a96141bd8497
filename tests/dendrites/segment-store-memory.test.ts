import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KernelRandom } from "../../src/dendrites/kernel-random.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import { DisposedError } from "../../src/errors.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena, variants } from "../support.js";
import { failEveryAllocation, failingAt } from "./failing.js";
import { anyCall, StorePair } from "./store-model.js";

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

const inputs = 4000;

function open(arena: Arena) {
  const store = new SegmentStore(arena, { cells: 50, inputs }),
    random = new KernelRandom("test", arena, { compatible: { seed: 1 } });
  return { store, random, segment: store.createSegment(0) };
}
type Opened = ReturnType<typeof open>;

describe.each(variants)("SegmentStore without memory, %s build", (variant) => {
  it("leaves nothing behind when it cannot be made or loaded", async () => {
    using arena = await openArena(variant, [dendrites]);
    const { store, random } = open(arena);
    for (const cell of upTo(200)) {
      const segment = store.createSegment(cell % 50);
      store.grow(segment, upTo(299), random, { permanence: (cell % 10) / 10, most: 50 });
      if (cell % 7 === 0) store.destroySegment(segment);
    }
    const bytes = store.save();
    random.dispose();
    store.dispose();
    for (const [make, least] of [
      [() => new SegmentStore(arena, { cells: 100, inputs: 300 }), 3],
      [() => SegmentStore.load(arena, bytes), 10],
    ] as const) {
      const count = failEveryAllocation<{ store?: SegmentStore }>(
        arena,
        () => ({}),
        (made) => {
          made.store = make();
        },
        ({ store }) => {
          store?.check();
          store?.dispose();
          expect(arena.memory().bytesInUse).toBe(0);
        },
      );
      expect(count).toBeGreaterThan(least);
    }
  });

  // Calls that need room for many things, the number of blocks they need at least, and what comes before.
  const grown = ({ store, segment, random }: Opened, permanence: number, count = inputs) =>
    store.grow(segment, upTo(count), random, { permanence, mostPerSegment: inputs });
  it.each<[string, number, (opened: Opened) => void, ((opened: Opened) => void)?]>([
    ["segments", 10, ({ store }) => upTo(300).map((i) => store.createSegment(i % 50))],
    ["synapses", 3, ({ store, segment }) => upTo(inputs).map((i) => store.createSynapse(segment, i, 0.3))],
    [
      "growth",
      3,
      ({ store, segment, random }) =>
        store.grow(segment, upTo(inputs), random, { permanence: 0.3, most: 3000, mostPerSegment: 3500 }),
    ],
    [
      "growth that overruns",
      2,
      ({ store, segment, random }) =>
        store.grow(segment, upTo(inputs).slice(1000), random, { permanence: 0.3, most: 500, mostPerSegment: 510 }),
      (opened) => grown(opened, 0.1, 60),
    ],
    [
      "adaptation",
      3,
      ({ store, segment }) => {
        const half = upTo(inputs).filter((i) => i % 2);
        store.adapt([segment], half, { increment: 0.1, decrement: 0.46, prune: true, least: 1 });
      },
      (opened) => grown(opened, 0.45),
    ],
    [
      "destruction",
      1,
      ({ store, segment }) => {
        store.destroyWeakest(segment, 20, [1, 2, 3]);
        store.bump(segment, 0.1);
        store.raise(segment, 9);
        store.destroySegment(segment);
      },
      (opened) => grown(opened, 0.45),
    ],
    ["counts", 1, ({ store }) => [store.activity(upTo(3000)), store.atLeast(1)]],
  ])("%s: the store is valid after every failure, and the call can be made again", async (_, least, work, before) => {
    using arena = await openArena(variant, [dendrites]);
    const count = failEveryAllocation(
      arena,
      () => {
        const opened = open(arena);
        before?.(opened);
        return opened;
      },
      work,
      (opened, failed) => {
        const { store, random } = opened;
        store.check();
        if (failed) work(opened);
        store.check();
        store.dispose();
        random.dispose();
        expect(arena.memory().bytesInUse).toBe(0);
      },
    );
    expect(count).toBeGreaterThanOrEqual(least);
  });

  it("is valid whatever fails in a random life, and still equals the reference when nothing did", async () => {
    using arena = await openArena(variant, [dendrites]);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyCall, fc.nat(8)), { maxLength: 40 }), (calls) => {
        const pair = new StorePair(arena, 5, 70, 0.5, 1);
        for (const [call, fails] of calls) {
          // The reference knows no failures: after one the two differ, and only the store's own check counts.
          if (failingAt(arena, fails, () => pair.call(call))) {
            pair.store.check();
            break;
          }
        }
        pair.dispose();
        expect(arena.memory().bytesInUse).toBe(0);
      }),
      { numRuns: variant === "simd" ? 150 : 30 },
    );
  });

  it("goes once, and is of no use afterwards", async () => {
    const arena = await openArena(variant, [dendrites]),
      { store, segment, random } = open(arena),
      orphan = open(arena);
    store.dispose();
    store.dispose();
    random.dispose();
    random.dispose();
    const uses = ({ store, segment }: Opened) => [
      () => store.size,
      () => store.synapseCount,
      () => store.createSegment(0),
      () => store.destroySegment(segment),
      () => store.has(segment),
      () => store.has(-1),
      () => store.segmentsOf(0),
      () => store.cellOfId,
      () => store.createSynapse(segment, 0, 0.5),
      () => store.synapses(segment),
      () => store.activity([0]),
      () => store.atLeast(1),
      () => store.adapt([], [], { increment: 0, decrement: 0 }),
      () => store.check(),
      () => store.save(),
    ];
    for (const use of uses({ store, segment, random })) expect(use).toThrow(DisposedError);
    expect(() => random.pointer).toThrow(DisposedError);
    expect(() => orphan.store.grow(orphan.segment, [1], random, { permanence: 0.1 })).toThrow(DisposedError);
    arena.dispose();
    for (const use of uses(orphan)) expect(use).toThrow(DisposedError);
    orphan.store.dispose();
    orphan.random.dispose();
    for (const use of uses(orphan)) expect(use).toThrow(DisposedError);
    expect(arena.memory().bytesInUse).toBe(0);
  });
});
