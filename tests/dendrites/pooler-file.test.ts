import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites, SpatialPooler } from "../../src/dendrites/index.js";
import { packSections, unpackSections } from "../../src/dendrites/sections.js";
import { FormatError } from "../../src/errors.js";
import { openArena } from "../support.js";
import { parameters, stateOf } from "./poolers.js";

const input = (pooler: SpatialPooler, step: number) =>
  Array.from({ length: pooler.inputs }, (_, i) => i).filter((i) => (i * 31 + step * 17) % 7 < 2);

describe("a saved SpatialPooler", () => {
  it("goes on to the same bits", async () => {
    using arena = await openArena("simd", [dendrites]);
    fc.assert(
      fc.property(parameters, fc.nat(60), (made, steps) => {
        const pooler = new SpatialPooler(arena, made);
        for (let step = 0; step < steps; step++) pooler.compute(input(pooler, step));
        const bytes = pooler.save(),
          loaded = SpatialPooler.load(arena, bytes);
        expect(loaded.check()).toBe(0);
        expect(loaded.parameters).toEqual(pooler.parameters);
        expect(stateOf(loaded)).toEqual(stateOf(pooler));
        expect(loaded.save()).toEqual(bytes);
        for (let step = steps; step < steps + 55; step++)
          expect(loaded.compute(input(pooler, step))).toEqual(pooler.compute(input(pooler, step)));
        expect(stateOf(loaded)).toEqual(stateOf(pooler));
        pooler.dispose();
        loaded.dispose();
      }),
      { numRuns: 40 },
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  const small = { inputDimensions: [20], columnDimensions: [12], potentialRadius: 4, density: 0.2 };
  type Sections = [Uint32Array, Uint32Array, Float64Array, Uint32Array, Uint32Array, ...Float32Array[]];

  it.each<[string, (sections: Sections) => void]>([
    ["an extent of 0", ([inputs]) => inputs.fill(0)],
    ["another number of columns", ([, columns]) => columns.fill(13)],
    ["a wrap-around that is neither", ([, , numbers]) => numbers.fill(3, 1, 2)],
    ["a count of steps that is none", ([, , numbers]) => numbers.fill(-1, 2, 3)],
    ["a radius that is none", ([, , numbers]) => numbers.fill(0.5, 3, 4)],
    ["a density above 1", ([, , numbers]) => numbers.fill(2, 6, 7)],
    ["pools of other sizes", ([, , , sizes]) => sizes.fill(3)],
    ["a pool out of range", ([, , , , pools]) => pools.fill(20, 4, 5)],
    ["a pool out of order", ([, , , , pools]) => pools.subarray(0, 2).reverse()],
    ["a smaller radius than its pools", ([, , numbers]) => numbers.fill(1, 4, 5)],
    ["a permanence above 1", (sections) => sections[5]!.fill(1.5, 0, 1)],
    ["a permanence that is NaN", (sections) => sections[5]!.fill(Number.NaN, 0, 1)],
    ["a boost factor that is infinite", (sections) => sections[6]!.fill(Number.POSITIVE_INFINITY)],
    ["a negative duty cycle", (sections) => sections[8]!.fill(-0.5)],
  ])("is refused with %s, and keeps no memory", async (_, change) => {
    using arena = await openArena("simd", [dendrites]);
    const pooler = new SpatialPooler(arena, small),
      bytes = pooler.save(),
      types = [Uint32Array, Uint32Array, Float64Array, Uint32Array, Uint32Array] as const,
      reals = [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array] as const,
      sections = unpackSections("test", "pooler", bytes, ...types, ...reals);
    pooler.dispose();
    change(sections);
    expect(() => SpatialPooler.load(arena, packSections("pooler", sections))).toThrow(FormatError);
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("is refused when it was cut or changed anywhere", async () => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = new SpatialPooler(arena, small).save(),
      { bytesInUse } = arena.memory();
    for (let i = 0; i < bytes.length; i += 5) {
      const changed = bytes.slice();
      changed[i]! ^= 16;
      expect(() => SpatialPooler.load(arena, changed)).toThrow(FormatError);
      expect(() => SpatialPooler.load(arena, bytes.subarray(0, i))).toThrow(FormatError);
    }
    expect(() => SpatialPooler.load(arena, "x" as unknown as Uint8Array)).toThrow(FormatError);
    expect(arena.memory().bytesInUse).toBe(bytesInUse);
  });
});
