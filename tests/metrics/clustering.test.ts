import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import {
  clustering,
  type Graph,
  graphFromDense,
  graphFromEdges,
  randomGraph,
  ringLattice,
  transitivity,
} from "../../src/metrics/index.js";
import { graphs, orders } from "../arbitraries/graphs.js";
import { karate, lesMiserables } from "../golden/graphs.js";
import { arithmetic, arithmeticValues, barbell, cycles, novelValues, pairs, weighted } from "../golden/topology.js";
import * as reference from "../reference/topology.js";

function expectValues(got: ArrayLike<number>, want: readonly number[], digits = 12): void {
  expect(got.length).toBe(want.length);
  want.forEach((value, i) => {
    expect(got[i]).toBeCloseTo(value, digits);
  });
}

it("has the worked values of two triangles and an edge, binary", () => {
  expectValues(clustering(barbell).perNode, [1, 1, 1 / 3, 1 / 3, 1, 1]);
  expect(clustering(barbell).mean).toBeCloseTo(7 / 9, 12);
  expect(transitivity(barbell)).toBeCloseTo(3 / 5, 12);
});

it("has the worked values of two cycles and an edge, directed", () => {
  expectValues(clustering(cycles).perNode, [1 / 2, 1 / 2, 1 / 6, 1 / 6, 1 / 2, 1 / 2]);
  expect(transitivity(cycles)).toBeCloseTo(0.3, 12);
});

it("has the worked values of a weighted graph, as they are and divided by the largest", () => {
  const values = [0.31072325, 0.31072325, 0.10357442, 0];
  expectValues(clustering(weighted, { weighted: true }).perNode, values, 8);
  expectValues(
    clustering(weighted, { weighted: true, scale: "maximum" }).perNode,
    values.map((value) => 2 * value),
    7,
  );
  expect(transitivity(weighted, { weighted: true })).toBeCloseTo(0.1864339504, 10);
});

it("has the karate club's values", () => {
  const club = graphFromEdges(karate);
  expect(clustering(club).mean).toBeCloseTo(0.5706384782, 10);
  expect(transitivity(club)).toBeCloseTo(0.2556818182, 10);
  expect(clustering(club, { weighted: true }).mean).toBeCloseTo(1.6897425966, 10);
  expect(clustering(club, { weighted: true, scale: "maximum" }).mean).toBeCloseTo(0.2413917995, 10);
});

it("has NetworkX 2.8.8's values of Les Misérables, and of a directed graph with and without weights", () => {
  const novel = graphFromEdges(lesMiserables);
  expect(clustering(novel).mean).toBeCloseTo(novelValues.clustering, 12);
  expect(transitivity(novel)).toBeCloseTo(novelValues.transitivity, 12);
  expect(clustering(novel, { weighted: true, scale: "maximum" }).mean).toBeCloseTo(novelValues.weightedClustering, 12);
  expect(clustering(arithmetic).mean).toBeCloseTo(arithmeticValues.clustering, 12);
  expect(clustering(arithmetic, { weighted: true, scale: "maximum" }).mean).toBeCloseTo(
    arithmeticValues.weightedClustering,
    12,
  );
});

it("is 3(k − 2) / 4(k − 1) in a ring lattice, 1 in a complete graph, 0 where there is nothing to close", () => {
  expect(clustering(ringLattice({ nodes: 20, degree: 4 })).mean).toBeCloseTo(0.5, 12);
  expect(clustering(ringLattice({ nodes: 1000, degree: 10 })).mean).toBeCloseTo(2 / 3, 12);
  const complete = randomGraph({ nodes: 40, edges: 780 });
  expect(clustering(complete).perNode).toEqual(new Float64Array(40).fill(1));
  expect(transitivity(complete)).toBe(1);
  const star = pairs([0, 1, 0, 2, 0, 3]);
  expect([clustering(star).mean, transitivity(star)]).toEqual([0, 0]);
});

it("is 0 at isolated nodes, which count in the mean; without nodes the mean is NaN and transitivity 0", () => {
  const triangle = pairs([0, 1, 1, 2, 0, 2], { nodes: 5 });
  expect(clustering(triangle)).toEqual({ perNode: Float64Array.of(1, 1, 1, 0, 0), mean: 3 / 5 });
  const none = graphFromEdges([]);
  expect(clustering(none)).toEqual({ perNode: new Float64Array(0), mean: Number.NaN });
  expect(transitivity(none)).toBe(0);
  expect(transitivity(graphFromEdges([], { nodes: 3 }))).toBe(0);
});

it("equals the definitions on matrices, for both kinds of graph with and without weights", () =>
  fc.assert(
    fc.property(graphs({ most: 14 }), fc.boolean(), ({ graph, matrix, directed }, weighted) => {
      const triples = reference.triples(matrix, directed, weighted),
        sum = (place: 0 | 1) => triples.reduce((sum, triple) => sum + triple[place], 0);
      // Sums of under n² terms of either sign of error, each from three cube roots; all positive, so errors are relative.
      const bound = 1e-12;
      const { perNode } = clustering(graph, { weighted });
      triples.forEach(([closed, possible], i) => {
        const want = possible > 0 ? closed / possible : 0;
        expect(Math.abs(perNode[i]! - want)).toBeLessThanOrEqual(bound * want);
      });
      const want = sum(1) > 0 ? sum(0) / sum(1) : 0;
      expect(Math.abs(transitivity(graph, { weighted }) - want)).toBeLessThanOrEqual(bound * want);
    }),
  ));

it("does not depend on names, self-loops or, when binary, on weights and their signs", () =>
  fc.assert(
    fc.property(
      graphs().chain((given) => fc.tuple(fc.constant(given), orders(given.nodes))),
      ([{ graph, nodes, directed }, order]) => {
        const values = clustering(graph).perNode,
          { sources, targets } = graph.toEdges(),
          loops = Array.from({ length: nodes }, (_, i) => [i, i, 3]),
          edges = [...loops, ...Array.from(sources, (source, e) => [source, targets[e]!, -1])];
        const looped = graphFromEdges(edges, { nodes, directed, selfLoops: "keep" });
        expect(clustering(looped).perNode).toEqual(values);
        expect(transitivity(looped)).toBe(transitivity(graph));
        const relabelled = clustering(graph.subgraph(order)).perNode;
        expect([...relabelled]).toEqual(order.map((i) => values[i]));
        expect(transitivity(graph.subgraph(order))).toBe(transitivity(graph));
      },
    ),
  ));

it("of a directed graph with every edge both ways is that of the undirected one", () =>
  fc.assert(
    fc.property(graphs({ directed: false }), fc.boolean(), ({ graph, matrix }, weighted) => {
      const both: Graph = graphFromDense(matrix, { directed: true });
      expectValues(clustering(both, { weighted }).perNode, [...clustering(graph, { weighted }).perNode], 12);
      expect(transitivity(both, { weighted })).toBeCloseTo(transitivity(graph, { weighted }), 12);
    }),
  ));

it("refuses what it cannot measure", () => {
  const negative = barbell.mapWeights((weight) => -weight);
  for (const measure of [clustering, transitivity]) {
    expect(() => measure(negative, { weighted: true })).toThrow(ArgumentError);
    expect(() => measure(barbell, { scale: "largest" as "maximum" })).toThrow(ArgumentError);
    expect(() => measure(barbell, { weighted: 1 as unknown as boolean })).toThrow(ArgumentError);
    expect(() => measure([0, 1, 0, 0])).toThrow(ArgumentError);
    expect(() => measure([0, Number.NaN, Number.NaN, 0])).toThrow(ArgumentError);
  }
});
