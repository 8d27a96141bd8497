import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites, SpatialPooler } from "../../src/dendrites/index.js";
import golden from "../golden/htm.json" with { type: "json" };
import { addNoise, HelloEncoder } from "../reference/htm/hello.js";
import { MersenneTwister } from "../reference/htm/mersenne-twister.js";
import { SpatialPooler as Reference } from "../reference/htm/spatial-pooler.js";
import { synapsesOf } from "../reference/htm/synapses.js";
import { openArena, variants } from "../support.js";
import { indices, parameters, referenceOptions, stateOf } from "./poolers.js";

const { fround } = Math;

describe.each(variants)("a compatible SpatialPooler, %s build", (variant) => {
  it("draws the sheet's potential pool", async () => {
    using arena = await openArena(variant, [dendrites]);
    const { inputs, columns, column, pool } = golden.spatialPooler.potentialPool,
      pooler = new SpatialPooler(arena, {
        inputDimensions: [inputs],
        columnDimensions: [columns],
        compatible: { seed: 1 },
      });
    expect([...pooler.potentialPool(column)]).toEqual(pool);
  });

  it("has the exact test's winners", async () => {
    using arena = await openArena(variant, [dendrites]);
    const { inputs, columns, options, steps, activeInputs, winners } = golden.spatialPooler.exact,
      { potentialRadius, potentialPct, localAreaDensity, stimulusThreshold, dutyCyclePeriod, boostStrength } = options;
    const pooler = new SpatialPooler(arena, {
      ...{ inputDimensions: [inputs], columnDimensions: [columns], potentialRadius, potentialFraction: potentialPct },
      ...{ density: localAreaDensity, stimulusThreshold, dutyCyclePeriod, boostStrength },
      compatible: { seed: options.seed },
    });
    for (let i = 1; i <= steps; i++)
      pooler.compute(new MersenneTwister(i).sample(indices(inputs), activeInputs).sort());
    expect([...pooler.activeColumns]).toEqual(winners);
    expect(pooler.iteration).toBe(steps);
    expect(pooler.check()).toBe(0);
  });

  it("has hello's columns at every checkpoint", { timeout: 60_000 }, async () => {
    using arena = await openArena(variant, [dendrites]);
    const encoder = new HelloEncoder(),
      noise = new MersenneTwister(42),
      pooler = new SpatialPooler(arena, {
        inputDimensions: [1000],
        columnDimensions: [2048],
        compatible: { seed: 1 },
      }),
      sums = new Map(golden.hello.checkpoints.map(([step, sum]) => [step!, sum!])),
      last = variant === "simd" ? 5000 : 500;
    let x = 0,
      columns = new Uint32Array(0);
    for (let step = 1; step <= last; step++) {
      x = fround(x + fround(0.01));
      const input = addNoise(encoder.encode(fround(Math.sin(x))), 1000, noise);
      columns = Uint32Array.from(pooler.compute(input));
      const sum = sums.get(step);
      if (sum !== undefined)
        expect(
          columns.reduce((total, column) => total + column, 0),
          `step ${step}`,
        ).toBe(sum);
    }
    if (last === 5000) expect([...columns]).toEqual(golden.hello.final.columns);
    expect(pooler.check()).toBe(0);
  });

  it("equals the reference to the bit, whatever its options", async () => {
    using arena = await openArena(variant, [dendrites]);
    const before = arena.memory().bytesInUse;
    fc.assert(
      fc.property(parameters, fc.nat(1000), fc.constantFrom(0.05, 0.3, 1), (made, seed, share) => {
        const pooler = new SpatialPooler(arena, { ...made, compatible: { seed } }),
          reference = new Reference(referenceOptions(made, seed)),
          random = new MersenneTwister(seed);
        for (let step = 0; step < 53; step++) {
          const input = random.sample(indices(pooler.inputs), Math.ceil(share * pooler.inputs) - (step % 2)).sort(),
            learn = step % 9 !== 4;
          expect([...pooler.compute(input, learn)]).toEqual(reference.compute(input, learn));
          expect(pooler.overlaps).toEqual(
            Uint32Array.from(reference.connections.activeConnected).slice(0, pooler.columns),
          );
          expect(pooler.boostedOverlaps).toEqual(reference.boostedOverlaps);
        }
        const state = stateOf(pooler);
        expect(state).toMatchObject({
          iteration: reference.iteration,
          inhibitionRadius: reference.inhibitionRadius,
          boostFactors: reference.boostFactors,
          activeDutyCycles: reference.activeDutyCycles,
          overlapDutyCycles: reference.overlapDutyCycles,
          minimum: reference.minOverlapDutyCycles,
        });
        for (let column = 0; column < pooler.columns; column++) {
          const synapses = synapsesOf(reference.connections, column);
          expect([...state.pools[column]!]).toEqual(synapses.map(([input]) => input));
          expect([...state.permanences[column]!]).toEqual(synapses.map(([, permanence]) => permanence));
          expect(state.connectedCounts[column]).toBe(reference.connections.segmentConnected[column]);
        }
        expect(pooler.check()).toBe(0);
        pooler.dispose();
      }),
      { numRuns: variant === "simd" ? 60 : 25 },
    );
    expect(arena.memory().bytesInUse).toBe(before);
  });
});
