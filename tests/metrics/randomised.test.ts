import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import {
  clustering,
  components,
  degrees,
  type Graph,
  graphFromEdges,
  latticised,
  plantedPartition,
  randomGraph,
  randomised,
  ringLattice,
  strengths,
} from "../../src/metrics/index.js";
import { Random } from "../../src/random.js";
import { graphs } from "../arbitraries/graphs.js";
import { karate } from "../golden/graphs.js";
import { barbell, pairs } from "../golden/topology.js";

const ways = { randomised, latticised };
const names = Object.keys(ways) as (keyof typeof ways)[];
const sorted = (values: Float64Array) => [...values].sort((a, b) => a - b);

/** What every null keeps; that it is simple again, Graph's own arrays say. */
function expectKept(given: Graph, made: Graph): void {
  for (const direction of ["in", "out"] as const)
    expect(degrees(made, { direction })).toEqual(degrees(given, { direction }));
  expect([made.nodes, made.edges, made.selfLoops, made.directed]).toEqual([
    given.nodes,
    given.edges,
    0,
    given.directed,
  ]);
  expect(sorted(made.toEdges().weights)).toEqual(sorted(given.toEdges().weights));
}

it.each(names)("%s keeps degrees, in and out, and the weights, and makes no self-loop or edge twice", (name) =>
  fc.assert(
    fc.property(graphs({ most: 14 }), fc.nat(1000), ({ graph }, seed) => {
      const made = ways[name](graph, { swapsPerEdge: 3, random: new Random(seed) });
      expectKept(graph, made);
    }),
  ),
);

it.each(names)("%s keeps a graph connected when asked to", (name) =>
  fc.assert(
    fc.property(graphs({ most: 20 }), fc.nat(1000), ({ graph }, seed) => {
      const part = graph.subgraph(components(graph).largest),
        made = ways[name](part, { swapsPerEdge: 5, connected: true, random: new Random(seed) });
      expectKept(part, made);
      expect(components(made).count).toBe(components(part).count);
    }),
  ),
);

it("splits sparse graphs unless it is told not to", () => {
  const ring = ringLattice({ nodes: 60, degree: 2 }),
    parts = (connected: boolean) =>
      Array.from(
        { length: 20 },
        (_, seed) => components(randomised(ring, { connected, random: new Random(seed) })).count,
      );
  expect(Math.max(...parts(false))).toBeGreaterThan(1);
  expect(parts(true)).toEqual(new Array(20).fill(1));
});

it("a directed graph keeps its out-strengths", () => {
  const given = randomGraph({ nodes: 30, edges: 200, directed: true }).mapWeights(() => 1),
    weighted = graphFromEdges(
      Array.from(given.toEdges().sources, (source, e) => [source, given.toEdges().targets[e]!, 1 + (e % 7)]),
      { directed: true, nodes: 30 },
    );
  const made = randomised(weighted);
  expect(strengths(made, { direction: "out" })).toEqual(strengths(weighted, { direction: "out" }));
  expect(made.toDense()).not.toEqual(weighted.toDense());
});

it("leaves nothing of the karate club's clustering but what its degrees make", () => {
  const club = graphFromEdges(karate).binary(),
    random = new Random(7),
    mean = (make: () => Graph) =>
      Array.from({ length: 60 }, () => clustering(make()).mean).reduce((a, b) => a + b) / 60;
  // 0.352 ± 0.047 in bctpy.
  expect(Math.abs(mean(() => randomised(club, { random })) - 0.352)).toBeLessThan(0.035);
});

it("makes every simple graph of given degrees equally often", () => {
  // Of six nodes of degree 1 there are 15 perfect matchings; chi-squared with 14 degrees of freedom below 36.1 (p = 0.001).
  const matching = pairs([0, 1, 2, 3, 4, 5]),
    random = new Random(8),
    counts = new Map<string, number>(),
    n = 3000;
  for (let k = 0; k < n; k++) {
    const key = randomised(matching, { random }).toDense().join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(15);
  expect([...counts.values()].reduce((sum, count) => sum + (count - n / 15) ** 2 / (n / 15), 0)).toBeLessThan(36.1);
});

it("is the same for the same seed, another for another, and the graph itself without swaps", () => {
  const { graph } = plantedPartition({ nodes: 100, groups: 4, degreeInside: 6, degreeOutside: 2 }),
    made = (seed: number) => randomised(graph, { random: new Random(seed) }).toDense();
  expect(made(1)).toEqual(made(1));
  expect(made(2)).not.toEqual(made(1));
  expect(randomised(graph, { swapsPerEdge: 0 }).toDense()).toEqual(graph.toDense());
});

it("ends on graphs in which no swap is possible", () => {
  const complete = randomGraph({ nodes: 20, edges: 190 }),
    star = pairs([0, 1, 0, 2, 0, 3, 0, 4]);
  for (const graph of [complete, star, pairs([0, 1]), graphFromEdges([]), graphFromEdges([], { nodes: 3 })])
    for (const name of names) expect(ways[name](graph).toDense()).toEqual(graph.toDense());
  expect(randomised(graphFromEdges([]), { connected: true }).nodes).toBe(0);
});

it("leaves self-loops out and keeps names", () => {
  const named = graphFromEdges(
    [
      [0, 0],
      [0, 1],
      [2, 3],
    ],
    { selfLoops: "keep", names: ["a", "b", "c", "d"] },
  );
  const made = randomised(named);
  expect([made.selfLoops, made.edges, made.names]).toEqual([0, 2, ["a", "b", "c", "d"]]);
});

it.each(names)("%s refuses what it cannot do", (name) => {
  for (const swapsPerEdge of [-1, Number.NaN, Infinity])
    expect(() => ways[name](barbell, { swapsPerEdge })).toThrow(name);
  const parts = pairs([0, 1, 2, 3]);
  expect(() => ways[name](parts, { connected: true })).toThrow(ArgumentError);
  expect(() => ways[name](barbell, { connected: 1 as unknown as boolean })).toThrow(ArgumentError);
  expect(() => ways[name](barbell, { random: {} as Random })).toThrow(`${name}: random`);
});
