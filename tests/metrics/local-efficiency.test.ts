import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import {
  type EdgeLength,
  graphFromDense,
  graphFromEdges,
  localEfficiency,
  randomGraph,
} from "../../src/metrics/index.js";
import { graphs } from "../arbitraries/graphs.js";
import { florentine, karate, lesMiserables } from "../golden/graphs.js";
import { barbell, novelValues, pairs } from "../golden/topology.js";
import * as reference from "../reference/topology.js";

const lengths: Record<EdgeLength, (weight: number) => number> = {
  hop: () => 1,
  weight: (weight) => weight,
  inverse: (weight) => 1 / weight,
};

it("has the values of NetworkX 2.8.8", () => {
  expect(localEfficiency(graphFromEdges(karate)).mean).toBeCloseTo(0.6451265102, 10);
  expect(localEfficiency(graphFromEdges(lesMiserables)).mean).toBeCloseTo(novelValues.localEfficiency, 12);
  expect(localEfficiency(graphFromEdges(florentine)).mean).toBeCloseTo(0.1766666666666667, 12);
});

it.each(Object.keys(lengths) as EdgeLength[])("equals its definition, by %s", (length) =>
  fc.assert(
    fc.property(graphs({ most: 12 }), ({ graph, matrix, directed, nodes }) => {
      const { perNode, mean } = localEfficiency(graph, { length }),
        want = reference.localEfficiency(matrix, directed, lengths[length]);
      want.forEach((value, i) => {
        expect(Math.abs(perNode[i]! - value)).toBeLessThanOrEqual(nodes ** 2 * 2 ** -51 * value);
      });
      if (nodes === 0) expect(mean).toBeNaN();
      else expect(mean).toBeCloseTo(want.reduce((sum, value) => sum + value, 0) / nodes, 12);
    }),
  ),
);

it("of a directed graph with every edge both ways is that of the undirected one", () =>
  fc.assert(
    fc.property(graphs({ directed: false }), ({ graph, matrix }) => {
      const both = localEfficiency(graphFromDense(matrix, { directed: true })).perNode;
      localEfficiency(graph).perNode.forEach((value, i) => {
        expect(both[i]).toBeCloseTo(value, 12);
      });
    }),
  ));

it("is 1 in a complete graph of more than 32 neighbours, and 0 where no two neighbours are joined", () => {
  expect(localEfficiency(randomGraph({ nodes: 50, edges: 1225 })).perNode).toEqual(new Float64Array(50).fill(1));
  expect(localEfficiency(randomGraph({ nodes: 40, edges: 1560, directed: true })).mean).toBe(1);
  expect(localEfficiency(pairs([0, 1, 0, 2, 0, 3], { nodes: 5 }))).toEqual({ perNode: new Float64Array(5), mean: 0 });
  expect(localEfficiency([]).mean).toBeNaN();
});

it("ignores self-loops", () => {
  const looped = pairs([0, 0, 0, 1, 0, 2, 1, 2, 3, 4, 3, 5, 4, 5, 2, 3, 3, 3], { selfLoops: "keep" });
  expect(localEfficiency(looped)).toEqual(localEfficiency(barbell));
});

it("refuses negative weights where they are lengths", () => {
  const negative = barbell.mapWeights(() => -1);
  expect(() => localEfficiency(negative, { length: "weight" })).toThrow(ArgumentError);
  expect(localEfficiency(negative)).toEqual(localEfficiency(barbell));
  expect(() => localEfficiency(barbell, { length: "hops" as "hop" })).toThrow(ArgumentError);
});
