import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { diversity, graphFromEdges, participation } from "../../src/metrics/index.js";
import { orders, partitioned } from "../arbitraries/graphs.js";
import { karate, karateBest } from "../golden/graphs.js";
import { barbell, pairs, weighted } from "../golden/topology.js";
import * as reference from "../reference/topology.js";

const directions = ["both", "in", "out"] as const;

it("has the karate club's values", () => {
  const found = participation(graphFromEdges(karate).binary(), karateBest),
    want = { 0: 0.539062, 1: 0.197531, 2: 0.62, 8: 0.48, 9: 0.5, 32: 0.402778, 33: 0.512111 };
  for (const [node, value] of Object.entries(want)) expect(found[Number(node)]).toBeCloseTo(value, 6);
  expect(found.reduce((sum, value) => sum + value, 0) / 34).toBeCloseTo(0.2584586171, 10);
});

it("has the worked values", () => {
  [0, 0, 4 / 9, 4 / 9, 0, 0].forEach((value, i) => {
    expect(participation(barbell, [5, 5, 5, -1, -1, -1])[i]).toBeCloseTo(value, 12);
  });
  [0.40816327, 0.46875, 0.27777778, 0].forEach((value, i) => {
    expect(participation(weighted, [0, 0, 1, 1])[i]).toBeCloseTo(value, 8);
  });
  const path = pairs([0, 1, 2, 1, 1, 3], { directed: true, nodes: 5 });
  expect([...participation(path, [0, 0, 1, 1, 1], { direction: "in" })]).toEqual([0, 0.5, 0, 0, 0]);
  expect([...participation(path, [0, 0, 1, 1, 1], { direction: "out" })]).toEqual([0, 0, 0, 0, 0]);
  expect(participation(path, [0, 0, 1, 1, 1])[1]).toBeCloseTo(4 / 9, 12);
});

it.each(directions)("equals the definition, and diversity its own, direction %s", (direction) =>
  fc.assert(
    fc.property(partitioned(), ([{ graph, matrix, directed }, labels]) => {
      const modules = new Set(labels).size,
        spread = participation(graph, labels, { direction }),
        entropies = diversity(graph, labels, { direction });
      reference.shares(matrix, directed, direction, labels, 4).forEach((shares, i) => {
        const met = shares.filter((share) => share > 0),
          squares = met.length > 0 ? 1 - met.reduce((sum, share) => sum + share ** 2, 0) : 0,
          entropy = modules > 1 ? -met.reduce((sum, share) => sum + share * Math.log(share), 0) / Math.log(modules) : 0;
        expect(spread[i]).toBeCloseTo(squares, 12);
        expect(entropies[i]).toBeCloseTo(entropy, 12);
        expect(spread[i]).toBeLessThanOrEqual(1 - 1 / modules + 1e-12);
        expect(Math.min(spread[i]!, entropies[i]!, 1 - entropies[i]! + 1e-12)).toBeGreaterThanOrEqual(0);
      });
    }),
  ),
);

it("does not depend on the names of nodes and modules, or on self-loops", () =>
  fc.assert(
    fc.property(
      partitioned().chain((given) => fc.tuple(fc.constant(given), orders(given[0].nodes))),
      ([[{ graph, nodes, directed }, labels], order]) => {
        const values = participation(graph, labels),
          other = participation(
            graph.subgraph(order),
            order.map((i) => 7 - 3 * labels[i]!),
          );
        order.forEach((i, k) => {
          expect(other[k]).toBeCloseTo(values[i]!, 12);
        });
        const { sources, targets, weights } = graph.toEdges(),
          loops = Array.from({ length: nodes }, (_, i) => [i, i, 2]),
          edges = [...loops, ...Array.from(sources, (source, e) => [source, targets[e]!, weights[e]!])],
          looped = graphFromEdges(edges, { nodes, directed, selfLoops: "keep" });
        expect(participation(looped, labels)).toEqual(values);
      },
    ),
  ));

it("refuses labels that do not fit, and negative weights", () => {
  for (const measure of [participation, diversity]) {
    expect(() => measure(barbell, [0, 1])).toThrow(ShapeError);
    expect(() => measure(barbell, [0, 0, 0, 1, 1, Number.NaN])).toThrow(ArgumentError);
    expect(() => measure(barbell, [0, 0, 0, 1, 1, 0.5])).toThrow(ArgumentError);
    expect(() =>
      measure(
        barbell.mapWeights(() => -1),
        [0, 0, 0, 1, 1, 1],
      ),
    ).toThrow(ArgumentError);
    expect(() => measure(barbell, [0, 0, 0, 1, 1, 1], { direction: "" as "in" })).toThrow(ArgumentError);
    expect(() =>
      measure(
        barbell.mapWeights(() => 1e308),
        [0, 0, 0, 1, 1, 1],
      ),
    ).toThrow("the sum of weights is Infinity");
    expect(measure([], [])).toEqual(new Float64Array(0));
  }
});
