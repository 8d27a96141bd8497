import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { ArgumentError } from "../../src/errors.js";
import { openArena, variants } from "../support.js";
import { anyCall, StorePair } from "./store-model.js";

const shapes = fc.record({
  cells: fc.integer({ min: 1, max: 7 }),
  inputs: fc.constantFrom(1, 3, 12, 40, 70),
  connected: fc.constantFrom(0, 1e-6, 0.1, 0.5, 1),
  seed: fc.nat(1000),
});

describe.each(variants)("SegmentStore beside the reference, %s build", (variant) => {
  it("is equal to it after every call of a random sequence", async () => {
    using arena = await openArena(variant, [dendrites]);
    fc.assert(
      fc.property(shapes, fc.array(anyCall, { minLength: 1, maxLength: 60 }), (shape, calls) => {
        const pair = new StorePair(arena, shape.cells, shape.inputs, shape.connected, shape.seed);
        try {
          for (const call of calls) pair.call(call);
          for (const segment of pair.stale) {
            expect(pair.store.has(segment)).toBe(false);
            expect(() => pair.store.bump(segment, 0.1)).toThrow(ArgumentError);
          }
        } finally {
          pair.dispose();
        }
      }),
      { numRuns: variant === "simd" ? 150 : 40 },
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("is equal to it through a long life", async () => {
    using arena = await openArena(variant, [dendrites]);
    const pair = new StorePair(arena, 30, 60, 0.5, 7),
      calls = fc.sample(fc.noBias(anyCall), { numRuns: variant === "simd" ? 2500 : 600, seed: 11 });
    let [segments, synapses] = [0, 0];
    for (const call of calls) {
      pair.call(call);
      segments = Math.max(segments, pair.store.size);
      synapses = Math.max(synapses, pair.store.synapseCount);
    }
    // Enough lived and died for numbers to be used again.
    expect(Math.min(segments, pair.stale.length)).toBeGreaterThan(20);
    expect(synapses).toBeGreaterThan(60);
    expect(pair.stale.some((segment) => pair.store.has(segment))).toBe(false);
    pair.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });
});
