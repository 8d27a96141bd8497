import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import {
  distances,
  type EdgeLength,
  type Graph,
  globalEfficiency,
  graphFromEdges,
  pathLength,
  paths,
  randomGraph,
  ringLattice,
} from "../../src/metrics/index.js";
import { Random } from "../../src/random.js";
import { graphs, orders } from "../arbitraries/graphs.js";
import { karate, lesMiserables } from "../golden/graphs.js";
import { arithmetic, arithmeticValues, barbell, novelValues, pairs, weighted } from "../golden/topology.js";

const kinds: readonly EdgeLength[] = ["hop", "weight", "inverse"];

/** All of `paths` from the matrix of distances. */
function fromMatrix(graph: Graph, length: EdgeLength, drop: boolean) {
  const n = graph.nodes,
    d = distances(graph, { length }),
    rows = Array.from({ length: n }, (_, i) => [...d.subarray(i * n, (i + 1) * n)].filter((_, j) => j !== i)),
    ways = rows.flat(),
    kept = drop ? ways.filter(Number.isFinite) : ways,
    sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const eccentricity = rows.map((row) => {
    const found = drop ? row.filter(Number.isFinite) : row;
    if (row.length > 0 && found.length === 0) return Number.NaN;
    return Math.max(0, ...found);
  });
  const known = eccentricity.filter((value) => !Number.isNaN(value));
  return {
    pathLength: sum(kept) / kept.length,
    globalEfficiency: sum(ways.map((way) => 1 / way)) / ways.length,
    eccentricity,
    radius: known.length > 0 ? Math.min(...known) : Number.NaN,
    diameter: known.length > 0 ? Math.max(...known) : Number.NaN,
  };
}

function expectNear(got: number, want: number, bound: number): void {
  if (Number.isFinite(want)) expect(Math.abs(got - want)).toBeLessThanOrEqual(bound * want);
  else expect(got).toBe(want);
}

function expectPaths(graph: Graph, length: EdgeLength, drop: boolean): void {
  const got = paths(graph, { length, infinite: drop ? "drop" : "include" }),
    want = fromMatrix(graph, length, drop),
    // Sums of n² positive terms in different orders, of distances that are sums of n.
    bound = (graph.nodes ** 2 + graph.nodes) * 2 ** -52;
  for (const name of ["pathLength", "globalEfficiency", "radius", "diameter"] as const)
    expectNear(got[name], want[name], bound);
  expect([...got.eccentricity]).toEqual(want.eccentricity);
}

it("has the karate club's values", () => {
  const found = paths(graphFromEdges(karate));
  expect(found.pathLength).toBeCloseTo(2.4081996435, 10);
  expect(found.globalEfficiency).toBeCloseTo(0.4920083185, 10);
  expect([found.diameter, found.radius]).toEqual([5, 3]);
});

it.each(kinds)("has NetworkX 2.8.8's values of Les Misérables and of a directed graph, by %s", (length) => {
  const found = [
    [paths(graphFromEdges(lesMiserables), { length }), novelValues[length]],
    [paths(arithmetic, { length }), arithmeticValues[length]],
  ] as const;
  for (const [got, want] of found)
    for (const name of ["pathLength", "globalEfficiency", "diameter", "radius"] as const)
      expect(got[name]).toBeCloseTo(want[name], 12);
});

it("has the worked values", () => {
  expect(pathLength(barbell)).toBeCloseTo(1.8, 12);
  expect(globalEfficiency(barbell)).toBeCloseTo(0.6888888889, 10);
  expect(pathLength(weighted, { length: "inverse" })).toBeCloseTo(8.1111111111, 10);
  expect(globalEfficiency(weighted, { length: "inverse" })).toBeCloseTo(0.2069444444, 10);
  expect(pathLength(ringLattice({ nodes: 20, degree: 4 }))).toBeCloseTo(2.8947368421, 10);
  expect(pathLength(ringLattice({ nodes: 1000, degree: 10 }))).toBeCloseTo(50.4504504505, 10);
});

it.each(kinds)("equals the definitions over the matrix of distances, by %s", (length) =>
  fc.assert(
    fc.property(graphs({ most: 14 }), fc.boolean(), ({ graph }, drop) => {
      expectPaths(graph, length, drop);
    }),
  ),
);

it("searches from many nodes at once like from each alone, however many there are and however dense it is", () => {
  const random = new Random(4);
  for (const nodes of [31, 32, 33, 64, 97])
    for (const directed of [false, true])
      for (const degree of [1, 2, 5, 20]) {
        const edges = Math.round((nodes * degree) / (directed ? 1 : 2)),
          graph = randomGraph({ nodes, edges, directed, random });
        expectPaths(graph, "hop", false);
        expectPaths(graph, "hop", true);
      }
});

it("is infinite where there is no way, unless such pairs are dropped", () => {
  const parts = pairs([0, 1, 1, 2, 3, 4], { nodes: 6 });
  expect(paths(parts)).toEqual({
    pathLength: Infinity,
    globalEfficiency: (6 + 2 / 2) / 30,
    eccentricity: new Float64Array(6).fill(Infinity),
    radius: Infinity,
    diameter: Infinity,
  });
  expect(paths(parts, { infinite: "drop" })).toEqual({
    pathLength: (6 + 2 * 2) / 8,
    globalEfficiency: (6 + 2 / 2) / 30,
    eccentricity: Float64Array.of(2, 1, 2, 1, 1, Number.NaN),
    radius: 1,
    diameter: 2,
  });
});

it("of no node or of one alone has no mean to give", () => {
  const [none, one] = [paths([]), paths([0])];
  expect([none.pathLength, none.globalEfficiency, none.radius, none.diameter]).toEqual(new Array(4).fill(Number.NaN));
  expect([one.pathLength, one.globalEfficiency, one.radius, one.diameter]).toEqual([Number.NaN, Number.NaN, 0, 0]);
  expect(pathLength(graphFromEdges([], { nodes: 3 }), { infinite: "drop" })).toBeNaN();
});

it("does not depend on names or self-loops: the same bits by hops", () =>
  fc.assert(
    fc.property(
      graphs().chain((given) => fc.tuple(fc.constant(given), orders(given.nodes))),
      ([{ graph, nodes, directed }, order]) => {
        const { eccentricity, ...whole } = paths(graph),
          relabelled = paths(graph.subgraph(order));
        expect({ ...relabelled, eccentricity: [...relabelled.eccentricity] }).toEqual({
          ...whole,
          eccentricity: order.map((i) => eccentricity[i]),
        });
        const { sources, targets } = graph.toEdges(),
          loops = Array.from({ length: nodes }, (_, i) => [i, i]),
          edges = [...loops, ...Array.from(sources, (source, e) => [source, targets[e]!])];
        expect(paths(graphFromEdges(edges, { nodes, directed, selfLoops: "keep" }))).toEqual({
          ...whole,
          eccentricity,
        });
      },
    ),
  ));

it("refuses what it cannot measure", () => {
  const negative = barbell.mapWeights(() => -1);
  for (const measure of [paths, pathLength]) {
    expect(() => measure(negative, { length: "inverse" })).toThrow(ArgumentError);
    expect(() => measure(barbell, { infinite: "leave" as "drop" })).toThrow('"include" or "drop"');
    expect(() => measure([0, 1, Number.NaN, 0])).toThrow(ArgumentError);
  }
  expect(() => globalEfficiency(negative, { length: "weight" })).toThrow(ArgumentError);
});
