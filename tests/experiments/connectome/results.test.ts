import { expect, it } from "vitest";
import type { Hub, Measures } from "../../../src/experiments/connectome/measures.js";
import { compared, hubCounts, sampleOf } from "../../../src/experiments/connectome/results.js";

it("samples have n − 1 degrees of freedom", () => {
  expect(sampleOf([1, 2, 3, 6])).toEqual({ mean: 3, deviation: Math.sqrt(14 / 3) });
  expect(sampleOf([5])).toEqual({ mean: 5, deviation: Number.NaN });
});

it("σ, ω and z follow their definitions from the nulls' means", () => {
  const nulls = {
      modularity: [0.1, 0.3],
      clustering: [0.1, 0.3],
      transitivity: [0.2, 0.2],
      pathLength: [2, 2],
      latticeClustering: [0.8],
    },
    measures = { nulls, leiden: 0.6, clustering: 0.4, pathLength: 4 } as unknown as Measures,
    { sigma, omega, z, random, lattice } = compared(measures);
  expect(sigma).toBeCloseTo(0.4 / 0.2 / (4 / 2), 12);
  expect(omega).toBeCloseTo(2 / 4 - 0.4 / 0.8, 12);
  expect(z).toBeCloseTo(0.4 / Math.sqrt(0.02), 12);
  expect([random.transitivity.mean, lattice.mean]).toEqual([0.2, 0.8]);
  const still = { ...measures, nulls: { ...nulls, modularity: [0.2, 0.2] } };
  expect(compared(still).z).toBeNaN();
});

it("kinless hubs connect, too", () => {
  const hubs = ["connector hub", "kinless hub", "provincial hub"].map((role) => ({ role }) as Hub);
  expect(hubCounts({ hubs } as unknown as Measures)).toEqual({ connector: 2, provincial: 1 });
});
