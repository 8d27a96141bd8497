import { describe, expect, it } from "vitest";
import { dendrites, KernelRandom, SegmentStore, SpatialPooler, TemporalMemory } from "../../src/dendrites/index.js";
import { Random } from "../../src/random.js";
import { Arena } from "../../src/wasm/arena.js";
import type { Kernels } from "../../src/wasm/load.js";
import { openKernels, variants } from "../support.js";
import { sameBytes } from "./sealed.js";

/** Everything a store, a pooler and a memory can be asked for, and what they then are. */
function history(arena: Arena): { files: Uint8Array[]; answers: unknown[] } {
  const random = new Random(1),
    draws = new KernelRandom("history", arena, { compatible: { seed: 3 } }),
    store = new SegmentStore(arena, { cells: 8, inputs: 200 }),
    pooler = new SpatialPooler(arena, { inputDimensions: [200], columnDimensions: [64], random: new Random(2) }),
    local = new SpatialPooler(arena, {
      ...{ inputDimensions: [200], columnDimensions: [64], globalInhibition: false, boostStrength: 1 },
      compatible: { seed: 5 },
    }),
    memory = new TemporalMemory(arena, {
      ...{ columns: 64, cellsPerColumn: 4, externalInputs: 8, activationThreshold: 2, minThreshold: 1 },
      ...{
        maxSegmentsPerCell: 3,
        maxNewSynapses: 6,
        maxSynapsesPerSegment: 8,
        predictedDecrement: 0.02,
        random: new Random(4),
      },
    }),
    answers: unknown[] = [];
  for (let step = 0; step < 120; step++) {
    const input = Array.from({ length: 200 }, (_, i) => i).filter(() => random.integer(8) === 0),
      segment = store.createSegment(step % 8, 6);
    store.grow(segment, input, draws, { permanence: 0.45, most: 12, mostPerSegment: 10 });
    store.activity(input);
    const found = store.atLeast(3, "potential");
    store.adapt(found, input, { increment: 0.1, decrement: 0.02, prune: true, least: 1 });
    const held = store.segmentsOf(step % 8);
    store.raise(held[0]!, 4);
    if (step % 9 === 0) store.destroySegment(held[0]!);
    answers.push(found, held, memory.compute(pooler.compute(input), true, { active: [step % 8] }));
    answers.push(local.compute(input), memory.predictedColumns);
  }
  store.check();
  memory.segments.check();
  answers.push(pooler.check(), local.check(), store.synapses(store.segmentsOf(1)[0]!));
  return { files: [store.save(), pooler.save(), local.save(), memory.save()], answers };
}

/** Takes memory until a block comes to lie above 2 GiB, and so does all that follows. */
function fillLowMemory(kernels: Kernels): void {
  for (let i = 0; i < 4; i++) kernels.allocate(2 ** 29);
  for (let bytes = 2 ** 26; bytes >= 16; bytes /= 2) while (kernels.allocate(bytes) >>> 0 < 2 ** 31);
}

describe.each(variants)("addresses above 2 GiB, %s build", (variant) => {
  it("store, pooler and memory do what they do below, and go on from files", async () => {
    const kernels = await openKernels(variant, [dendrites]);
    fillLowMemory(kernels);
    using high = new Arena(kernels);
    using low = new Arena(await openKernels(variant, [dendrites]));
    const above = history(high),
      below = history(low);
    expect(above.answers).toEqual(below.answers);
    expect(above.files.map((file, i) => sameBytes(file, below.files[i]!))).toEqual([true, true, true, true]);
    const [store, pooler, local, memory] = above.files,
      again = [
        SegmentStore.load(high, store!),
        SpatialPooler.load(high, pooler!),
        SpatialPooler.load(high, local!),
        TemporalMemory.load(high, memory!),
      ].map((loaded) => loaded.save());
    expect(again.map((file, i) => sameBytes(file, above.files[i]!))).toEqual([true, true, true, true]);
    expect(high.allocate(16)).toBeGreaterThan(2 ** 31);
  });
});
