import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import {
  analyticSmallWorldness,
  components,
  graphFromEdges,
  ringLattice,
  smallWorldness,
  wattsStrogatz,
} from "../../src/metrics/index.js";
import { Random } from "../../src/random.js";
import { karate, lesMiserables } from "../golden/graphs.js";
import { barbell, cycles, pairs } from "../golden/topology.js";

const club = graphFromEdges(karate);

it("has the karate club's analytic values", () => {
  const mean = analyticSmallWorldness(club);
  expect(mean.clustering).toBeCloseTo(0.5706384782, 10);
  expect(mean.pathLength).toBeCloseTo(2.4081996435, 10);
  expect(mean.random.clustering).toBeCloseTo(0.1349480969, 10);
  expect(mean.random.pathLength).toBeCloseTo(2.3146511196, 10);
  expect(mean.sigma).toBeCloseTo(4.0643148233, 10);
  expect(analyticSmallWorldness(club, { clustering: "transitivity" }).sigma).toBeCloseTo(1.8210678799, 10);
});

it("has the karate club's values against nulls, loosely: they are random", () => {
  const mean = smallWorldness(club, { nulls: 60 }),
    ratio = smallWorldness(club, { nulls: 20, clustering: "transitivity", random: new Random(1) });
  // Published values are means over 60 nulls, with standard deviations up to 0.047 of clustering.
  expect(Math.abs(mean.random.clustering.mean - 0.352)).toBeLessThan(0.035);
  expect(Math.abs(mean.random.clustering.sd - 0.047)).toBeLessThan(0.02);
  expect(Math.abs(mean.random.pathLength.mean - 2.26)).toBeLessThan(0.05);
  expect(Math.abs(mean.lattice.clustering.mean - 0.643)).toBeLessThan(0.025);
  expect(Math.abs(mean.sigma - 1.52)).toBeLessThan(0.2);
  expect(Math.abs(mean.omega - 0.05)).toBeLessThan(0.05);
  expect(Math.abs(ratio.random.clustering.mean - 0.223)).toBeLessThan(0.03);
  expect(Math.abs(ratio.sigma - 1.08)).toBeLessThan(0.15);
});

it("combines its parts by the formulas, and repeats itself", () => {
  const options = { nulls: 3, random: new Random(5) },
    found = smallWorldness(graphFromEdges(lesMiserables), options),
    { clustering, pathLength, random, lattice } = found;
  expect(found.sigma).toBeCloseTo(clustering / random.clustering.mean / (pathLength / random.pathLength.mean), 12);
  expect(found.omega).toBeCloseTo(random.pathLength.mean / pathLength - clustering / lattice.clustering.mean, 12);
  expect(smallWorldness(graphFromEdges(lesMiserables), { nulls: 3, random: new Random(5) })).toEqual(found);
  expect(smallWorldness(graphFromEdges(lesMiserables), options)).not.toEqual(found);
});

it("tells lattice, small world and random graph apart", () => {
  const ring = { nodes: 200, degree: 8 },
    options = { nulls: 3, draw: "near" as const },
    lattice = smallWorldness(ringLattice(ring), options),
    small = smallWorldness(wattsStrogatz({ ...ring, rewiring: 0.1 }), options),
    chance = smallWorldness(wattsStrogatz({ ...ring, rewiring: 1 }), options);
  expect(lattice.omega).toBeLessThan(-0.5);
  expect(chance.omega).toBeGreaterThan(0.5);
  expect(Math.abs(small.omega)).toBeLessThan(0.4);
  expect(small.sigma).toBeGreaterThan(3);
  expect(Math.abs(chance.sigma - 1)).toBeLessThan(0.4);
});

it("of a graph in parts is NaN, of its largest part a number", () => {
  const { sources, targets } = club.toEdges(),
    parts = graphFromEdges({ sources, targets }, { nodes: 36 }),
    broken = smallWorldness(parts, { nulls: 2 });
  expect([broken.pathLength, broken.sigma, broken.omega]).toEqual([Infinity, Number.NaN, Number.NaN]);
  expect(analyticSmallWorldness(parts).sigma).toBeNaN();
  const largest = parts.subgraph(components(parts).largest);
  expect(smallWorldness(largest, { nulls: 2 })).toEqual(smallWorldness(club, { nulls: 2 }));
});

it("has no value for graphs too small, and leaves directions and weights no doubt", () => {
  for (const graph of [graphFromEdges([]), graphFromEdges([], { nodes: 1 }), graphFromEdges([], { nodes: 2 })]) {
    expect([smallWorldness(graph).sigma, smallWorldness(graph).omega]).toEqual([Number.NaN, Number.NaN]);
    expect(analyticSmallWorldness(graph).sigma).toBeNaN();
  }
  expect(smallWorldness(pairs([0, 1, 1, 2])).sigma).toBeNaN();
  expect(smallWorldness(club.binary(), { nulls: 2 })).toEqual(smallWorldness(club, { nulls: 2 }));
  expect(() => smallWorldness(cycles)).toThrow("undirected");
  expect(() => analyticSmallWorldness(cycles)).toThrow("undirected");
});

it("refuses options out of range", () => {
  for (const options of [
    { nulls: 0 },
    { nulls: 1.5 },
    { swapsPerEdge: -1 },
    { swapsPerEdge: Number.NaN },
    { clustering: "median" as "mean" },
    { connected: 1 as unknown as boolean },
    { random: {} as never },
  ])
    expect(() => smallWorldness(barbell, options)).toThrow(ArgumentError);
  expect(() => analyticSmallWorldness(barbell, { clustering: "median" as "mean" })).toThrow(ArgumentError);
});
