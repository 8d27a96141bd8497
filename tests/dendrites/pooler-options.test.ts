import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { PoolerBlock } from "../../src/dendrites/pooler-block.js";
import {
  checkedParameters,
  columnsPerInput,
  type SpatialPoolerParameters,
  sizeOf,
  synapseRoom,
  winnersWanted,
} from "../../src/dendrites/pooler-options.js";
import { ArgumentError } from "../../src/errors.js";
import { openArena } from "../support.js";
import { parameters } from "./poolers.js";

describe("a pooler's options", () => {
  const grids = { inputDimensions: [100], columnDimensions: [50] };

  it("have HTM's defaults", () => {
    expect(checkedParameters(grids)).toEqual({
      ...grids,
      ...{ potentialRadius: 16, potentialFraction: 0.5, globalInhibition: true, density: 0.05, stimulusThreshold: 0 },
      ...{ permanenceIncrement: 0.05, permanenceDecrement: 0.008, connectedPermanence: 0.1, boostStrength: 0 },
      ...{ minimumDutyFraction: 0.001, dutyCyclePeriod: 1000, wrapAround: true },
    });
  });

  it("keep their own copy of the extents", () => {
    const inputDimensions = [100],
      kept = checkedParameters({ ...grids, inputDimensions });
    inputDimensions[0] = 7;
    expect(kept.inputDimensions).toEqual([100]);
    expect(() => (kept.inputDimensions as number[]).push(1)).toThrow(TypeError);
  });

  it.each<Partial<SpatialPoolerParameters>>([
    { inputDimensions: [] },
    { inputDimensions: [10, 10] },
    { inputDimensions: [2 ** 27 + 1] },
    { inputDimensions: [2 ** 14, 2 ** 14], columnDimensions: [1, 1] },
    { potentialRadius: -1 },
    { potentialFraction: 1.1 },
    { globalInhibition: 1 as unknown as boolean },
    { density: 0.01 },
    { stimulusThreshold: 0.5 },
    { permanenceIncrement: Number.NaN },
    { dutyCyclePeriod: 0 },
    { boostStrength: 65 },
  ])("refuse %o", (change) => {
    expect(() => checkedParameters({ ...grids, ...change })).toThrow(ArgumentError);
  });

  it("round winners and columns per input in single precision, as the C++ implementation does", () => {
    expect(sizeOf([3, 4, 5])).toBe(60);
    expect(winnersWanted(0.05, 2048)).toBe(102);
    expect(winnersWanted(0.1, 10)).toBe(1);
    expect(columnsPerInput([1000], [2048])).toBe(Math.fround(2.048));
    expect(columnsPerInput([10, 20], [5, 40])).toBe(1.25);
  });

  it("foresee the rows that the kernels lay out", async () => {
    using arena = await openArena("simd", [dendrites]);
    fc.assert(
      fc.property(parameters, (given) => {
        const block = new PoolerBlock(arena, checkedParameters(given), { compatible: { seed: 1 } });
        expect(block.word("synapseStride")).toBe(synapseRoom(given));
        block.dispose();
      }),
      { numRuns: 50 },
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });
});
