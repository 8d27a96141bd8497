import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { components } from "../../src/metrics/components.js";
import type { Graph } from "../../src/metrics/graph.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { type LeidenOptions, leiden } from "../../src/metrics/leiden.js";
import { louvain } from "../../src/metrics/louvain.js";
import { modularity } from "../../src/metrics/modularity.js";
import { Random } from "../../src/random.js";
import { partitioned } from "../arbitraries/partitioned.js";
import { barbell, cycles, florentine, karate, lesMiserables } from "../golden/graphs.js";

const weighted = graphFromEdges(karate),
  club = weighted.binary();

it("finds the karate club's optimum among ten runs, from every one of ten seeds", () => {
  for (let seed = 0; seed < 10; seed++) {
    const found = leiden(club, { restarts: 10, random: new Random(seed) });
    expect(found.modularity).toBeCloseTo(0.4197896121, 9);
    expect(found.modularity).toBe(modularity(club, found.communities));
  }
  expect(leiden(weighted, { restarts: 10 }).modularity).toBeCloseTo(0.4449035813, 9);
});

it("finds the best known partitions of other graphs", () => {
  const restarts = 10;
  expect(leiden(graphFromEdges(florentine), { restarts }).modularity).toBeCloseTo(0.39875, 10);
  const characters = graphFromEdges(lesMiserables);
  // As igraph 0.10.2 finds them, the best of 200 runs of its own Leiden.
  expect(leiden(characters, { restarts }).modularity).toBeCloseTo(0.5666879833, 9);
  expect(leiden(characters.binary(), { restarts }).modularity).toBeCloseTo(0.56000837, 9);
  expect([...leiden(graphFromEdges(barbell)).communities]).toEqual([0, 0, 0, 1, 1, 1]);
  const directed = leiden(graphFromEdges(cycles, { directed: true }));
  expect([...directed.communities]).toEqual([0, 0, 0, 1, 1, 1]);
  expect(directed.modularity).toBeCloseTo(18 / 49, 15);
});

it("does better than Louvain on average, run for run", () => {
  const mean = (search: (random: Random) => { modularity: number }) =>
    Array.from({ length: 100 }, (_, seed) => search(new Random(seed)).modularity).reduce((a, b) => a + b) / 100;
  expect(mean((random) => leiden(club, { random }))).toBeGreaterThan(
    mean((random) => louvain(club, { random, restarts: 1 })),
  );
});

it("raises the directed modularity of a directed graph", () => {
  const rows = [
    [0, 2, 0, 0],
    [1, 0, 0, 1],
    [0, 0, 0, 3],
    [0, 0, 1, 0],
  ];
  expect(leiden(graphFromDense(rows, { directed: true }))).toEqual({
    communities: Int32Array.of(0, 0, 1, 1),
    modularity: 0.375,
  });
});

const resolutions = fc.constantFrom(0.3, 1, 2);

it("gives communities that are connected inside, on thousands of random graphs of every kind", () => {
  fc.assert(
    fc.property(
      partitioned({ most: 14 }),
      resolutions,
      fc.constantFrom(0.01, 1, 100),
      fc.nat(1000),
      ({ graph }, resolution, randomness, seed) => {
        const found = leiden(graph, { resolution, randomness, iterations: 2, random: new Random(seed) });
        expect(found.modularity).toBe(modularity(graph, found.communities, { resolution }));
        expectConnected(graph, found.communities);
      },
    ),
    { numRuns: 4000 },
  );
});

it("never ends below where one iteration more or less would, nor below nodes alone", () => {
  fc.assert(
    fc.property(partitioned({ most: 12 }), fc.nat(1000), ({ graph }, seed) => {
      const q = (iterations: number) => leiden(graph, { iterations, random: new Random(seed) }).modularity;
      const alone = modularity(
        graph,
        Array.from({ length: graph.nodes }, (_, i) => i),
      );
      expect(q(1)).toBeGreaterThanOrEqual(alone - 1e-15);
      expect(q(10)).toBeGreaterThanOrEqual(q(1) - 1e-9);
    }),
    { numRuns: 300 },
  );
});

it("ends where no node gains by a group beside it or by one of its own", () => {
  fc.assert(
    fc.property(partitioned({ most: 10 }), fc.nat(1000), ({ graph }, seed) => {
      const { communities, modularity: q } = leiden(graph, { iterations: 100, random: new Random(seed) }),
        labels = [...new Set(communities), graph.nodes];
      for (let i = 0; i < graph.nodes; i++)
        for (const label of labels) expect(modularity(graph, communities.with(i, label))).toBeLessThan(q + 1e-9);
    }),
    { numRuns: 300 },
  );
});

it("finds planted groups, whatever the order of the nodes", () => {
  const groups = 12,
    size = 30,
    random = new Random(4),
    nodes = groups * size,
    order = Array.from({ length: nodes }, (_, i) => (i * 7) % nodes),
    edges: [number, number][] = [];
  for (let i = 0; i < nodes; i++)
    for (let j = 0; j < i; j++)
      if (random.uniform() < (Math.floor(i / size) === Math.floor(j / size) ? 0.4 : 0.01))
        edges.push([order[i]!, order[j]!]);
  const planted = new Int32Array(nodes);
  order.forEach((node, i) => {
    planted[node] = Math.floor(i / size);
  });
  const graph = graphFromEdges(edges),
    found = leiden(graph);
  expect(found.modularity).toBeCloseTo(modularity(graph, planted), 12);
  expect(new Set(found.communities).size).toBe(groups);
});

it("gives the same for the same seed on every engine, and takes four numbers of the generator", () => {
  const random = new Random(3),
    found = leiden(weighted, { restarts: 3, random });
  expect(random.position).toBe(4);
  expect(leiden(weighted, { restarts: 3, random: new Random(3) })).toEqual(found);
  const once = leiden(weighted, { iterations: 1, randomness: 1, random: new Random(1) });
  expect([...once.communities].join("")).toBe("0000111022100022102020223322322322");
});

it("leaves nodes without edges alone, and takes graphs without nodes", () => {
  expect(leiden(graphFromEdges([], { nodes: 3 }))).toEqual({ communities: Int32Array.of(0, 1, 2), modularity: 0 });
  expect(leiden([])).toEqual({ communities: new Int32Array(0), modularity: 0 });
});

it("refuses options out of range and negative weights", () => {
  for (const [wrong, message] of [
    [{ resolution: Number.NaN }, "resolution is NaN, must be a number, 0 or more"],
    [{ restarts: 0 }, "restarts is 0, must be an integer, 1 or more"],
    [{ iterations: 0 }, "iterations is 0, must be an integer, 1 or more"],
    [{ randomness: 0 }, "randomness is 0, must be a number above 0"],
    [{ randomness: 1n }, "randomness is 1"],
    [{ random: {} }, "must be a Random"],
  ] as unknown as [LeidenOptions, string][]) {
    expect(() => leiden(club, wrong)).toThrow(ArgumentError);
    expect(() => leiden(club, wrong)).toThrow(message);
  }
  expect(() => leiden(club.mapWeights(() => -1))).toThrow("without negative weights");
  expect(() => leiden(club.mapWeights(() => 1e307))).toThrow("the sum of weights is Infinity");
});

function expectConnected(graph: Graph, communities: Int32Array): void {
  for (const label of new Set(communities)) {
    const members = [...communities.keys()].filter((i) => communities[i] === label);
    expect(components(graph.subgraph(members)).count).toBe(1);
  }
}
