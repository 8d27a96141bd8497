import fc from "fast-check";
import { expect, it } from "vitest";
import {
  expectedOverlap,
  log10OverlapProbability,
  log10OverlapSetSize,
  overlapProbability,
  overlapSetSize,
} from "../../../src/dendrites/index.js";
import { ArgumentError } from "../../../src/errors.js";
import { binomial, hits, log10Ratio, ratio } from "../../reference/sdr-theory.js";
import { expectNear, rounding, sizes } from "./support.js";

it("the overlap set has C(s, b) C(n − s, a − b) patterns, and the sets of all overlaps are all patterns", () => {
  expect(overlapSetSize({ cells: 10, active: 3, synapses: 4, overlap: 2 })).toBe(36);
  fc.assert(
    fc.property(sizes(50), (options) => {
      let all = 0;
      for (let overlap = 0; overlap <= options.cells; overlap++) {
        const exact = hits(options.cells, options.active, options.synapses, overlap, overlap),
          size = overlapSetSize({ ...options, overlap });
        expect(size).toBe(Number(exact));
        expect(log10OverlapSetSize({ ...options, overlap })).toBeCloseTo(Math.log10(size), 12);
        all += size;
      }
      expect(all).toBe(Number(binomial(options.cells, options.active)));
    }),
  );
});

it("has a logarithm where it has no double", () => {
  const options = { cells: 20_000, active: 400, synapses: 400, overlap: 3 };
  expect(overlapSetSize(options)).toBe(Infinity);
  expect(log10OverlapSetSize(options)).toBeCloseTo(log10Ratio(hits(20_000, 400, 400, 3, 3), 1n), 9);
  expect(overlapProbability({ ...options, overlap: 300 })).toBe(0);
  const [p, q] = [hits(20_000, 400, 400, 300, 300), binomial(20_000, 400)];
  expect(log10OverlapProbability({ ...options, overlap: 300 })).toBeCloseTo(log10Ratio(p, q), 9);
});

it("probabilities are the sets' shares of all patterns, with mean a s / n", () => {
  fc.assert(
    fc.property(sizes(80), fc.nat(80), (options, overlap) => {
      const exact = hits(options.cells, options.active, options.synapses, overlap, overlap),
        all = binomial(options.cells, options.active);
      const value = overlapProbability({ ...options, overlap });
      if (exact > 0n) expectNear(value, ratio(exact, all), rounding(2 * options.cells));
      else expect([value, log10OverlapProbability({ ...options, overlap })]).toEqual([0, -Infinity]);
    }),
  );
  const options = { cells: 2048, active: 40, synapses: 40 };
  let mean = 0;
  for (let overlap = 0; overlap <= 40; overlap++) mean += overlap * overlapProbability({ ...options, overlap });
  expect(mean).toBeCloseTo(0.78125, 12);
  expect(expectedOverlap(options)).toBe(0.78125);
});

it("refuses what are no counts", () => {
  const options = { cells: 10, active: 3, synapses: 4, overlap: 2 };
  for (const f of [overlapSetSize, log10OverlapSetSize, overlapProbability, log10OverlapProbability]) {
    expect(() => f({ ...options, active: 11 })).toThrow(`${f.name}: active is 11, must be an integer from 0 to 10`);
    for (const wrong of [{ cells: 0 }, { synapses: 11 }, { overlap: -1 }, { overlap: 0.5 }])
      expect(() => f({ ...options, ...wrong })).toThrow(ArgumentError);
  }
  expect(() => expectedOverlap({ cells: 3, active: 4, synapses: 1 })).toThrow(ArgumentError);
});
