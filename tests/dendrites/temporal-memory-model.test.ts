import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { openArena, variants } from "../support.js";
import { MemoryPair, parameters, stepsOf } from "./memory-model.js";

describe.each(variants)("TemporalMemory beside the reference, %s build, compatible mode", (variant) => {
  it("is equal to it, step by step, with any small configuration", async () => {
    using arena = await openArena(variant, [dendrites]);
    fc.assert(
      fc.property(parameters, fc.nat(9999), (options, seed) => {
        const pair = new MemoryPair(arena, options, seed),
          steps = stepsOf(options, variant === "simd" ? 200 : 100, seed);
        for (const [i, step] of steps.entries()) {
          pair.step(step);
          if (i % 10 === 0) pair.expectEqualSegments();
          if (i % 3 === 0 && !steps[i + 1]?.external) pair.expectEqualPredictions();
        }
        pair.expectEqualSegments();
        pair.memory.dispose();
      }),
      { numRuns: 30 },
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("is equal to it where segments are many, evicted, overrun and punished", async () => {
    using arena = await openArena(variant, [dendrites]);
    const options = {
        columns: 120,
        cellsPerColumn: 3,
        activationThreshold: 2,
        minThreshold: 1,
        maxNewSynapses: 4,
        maxSynapsesPerSegment: 6,
        maxSegmentsPerCell: 3,
        predictedDecrement: 0.02,
        initialPermanence: 0.4,
      },
      pair = new MemoryPair(arena, options, 5);
    for (const [i, step] of stepsOf(options, variant === "simd" ? 600 : 150, 5).entries()) {
      // Columns that were not seen before bring new segments.
      pair.step({
        ...step,
        columns: [...new Set([...step.columns, (i * 7) % 120, (i * 11) % 120])].sort((a, b) => a - b),
      });
      pair.expectEqualPredictions();
      if (i % 20 === 0) pair.expectEqualSegments();
    }
    pair.expectEqualSegments();
    expect(pair.memory.segments.size).toBeGreaterThan(100);
  });
});
