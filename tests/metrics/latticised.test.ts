import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import {
  clustering,
  type Graph,
  graphFromEdges,
  latticised,
  randomised,
  ringLattice,
} from "../../src/metrics/index.js";
import { Random } from "../../src/random.js";
import { karate } from "../golden/graphs.js";
import { barbell } from "../golden/topology.js";

// What it shares with `randomised` (degrees, weights, connectedness, seeds, refusals) is tested there, for both.

it("clusters the karate club as a lattice of its degrees does", () => {
  const club = graphFromEdges(karate).binary(),
    random = new Random(7),
    mean = (make: () => Graph) =>
      Array.from({ length: 60 }, () => clustering(make()).mean).reduce((a, b) => a + b) / 60;
  // 0.643 in bctpy.
  expect(Math.abs(mean(() => latticised(club, { random })) - 0.643)).toBeLessThan(0.025);
  expect(mean(() => latticised(club, { random, draw: "near" }))).toBeGreaterThan(0.66);
});

it("brings a lattice back to a ring, in the order asked for", () => {
  const ring = ringLattice({ nodes: 60, degree: 4 }),
    shuffled = randomised(ring),
    apart = (graph: Graph) => {
      const { sources, targets } = graph.toEdges(),
        ways = Array.from(sources, (a, e) => Math.abs(a - targets[e]!));
      return ways.reduce((sum, way) => sum + Math.min(way, 60 - way), 0) / ways.length;
    };
  expect(apart(shuffled)).toBeGreaterThan(10);
  expect(apart(latticised(shuffled, { order: "number", swapsPerEdge: 40, draw: "near" }))).toBeLessThan(3);
  expect(apart(latticised(shuffled, { swapsPerEdge: 40, draw: "near" }))).toBeGreaterThan(10);
});

it.each([{ order: "alphabet" as "number" }, { draw: "far" as "near" }])("refuses %o", (options) => {
  expect(() => latticised(barbell, options)).toThrow(ArgumentError);
  expect(() => latticised(barbell, options)).toThrow(/latticised: (order|draw) is "(alphabet|far)", must be "/);
});
