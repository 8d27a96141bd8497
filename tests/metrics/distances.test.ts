import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { distances, distancesFrom, type EdgeLength } from "../../src/metrics/index.js";
import { graphs } from "../arbitraries/graphs.js";
import { barbell, pairs, weighted } from "../golden/topology.js";
import * as reference from "../reference/topology.js";

const lengths: Record<EdgeLength, (weight: number) => number> = {
  hop: () => 1,
  weight: (weight) => weight,
  inverse: (weight) => 1 / weight,
};
const kinds = Object.keys(lengths) as EdgeLength[];

it("has the worked values of a weighted graph", () => {
  const d = [0, 2, 5, 15, 2, 0, 10 / 3, 40 / 3, 5, 10 / 3, 0, 10, 15, 40 / 3, 10, 0];
  distances(weighted, { length: "inverse" }).forEach((way, k) => {
    expect(way).toBeCloseTo(d[k]!, 12);
  });
  expect([...distancesFrom(weighted, 3)]).toEqual([2, 2, 1, 0]);
});

it.each(kinds)("equals Floyd and Warshall's distances, of length %s", (length) =>
  fc.assert(
    fc.property(graphs({ most: 16 }), ({ graph, matrix, nodes }) => {
      const want = reference.distances(matrix, lengths[length]),
        all = distances(graph, { length });
      for (let i = 0; i < nodes; i++) {
        expect(distancesFrom(graph, i, { length })).toEqual(all.subarray(i * nodes, (i + 1) * nodes));
        want[i]!.forEach((way, j) => {
          const got = all[i * nodes + j]!;
          // Either is the least of sums of at most n positive terms, in some order.
          if (way === Infinity) expect(got).toBe(Infinity);
          else expect(Math.abs(got - way)).toBeLessThanOrEqual(nodes * 2 ** -52 * way);
        });
      }
    }),
  ),
);

it("follows directions, and comes to no other part of the graph", () => {
  const path = pairs([0, 1, 1, 2], { nodes: 4, directed: true });
  expect([...distancesFrom(path, 0)]).toEqual([0, 1, 2, Infinity]);
  expect([...distancesFrom(path, 2)]).toEqual([Infinity, Infinity, 0, Infinity]);
  expect(distances([])).toEqual(new Float64Array(0));
});

it("refuses what it cannot measure", () => {
  const negative = barbell.mapWeights(() => -1);
  expect(() => distances(negative, { length: "weight" })).toThrow(ArgumentError);
  expect(() => distances(negative, { length: "inverse" })).toThrow(ArgumentError);
  expect(distances(negative)).toEqual(distances(barbell));
  expect(() => distances(barbell, { length: "weights" as "weight" })).toThrow('"weight"');
  expect(() =>
    distances(
      barbell.mapWeights(() => 1e-310),
      { length: "inverse" },
    ),
  ).toThrow("finite");
  for (const source of [-1, 6, 0.5, Number.NaN]) expect(() => distancesFrom(barbell, source)).toThrow(ArgumentError);
  expect(() => distancesFrom([], 0)).toThrow(ArgumentError);
  expect(() => distances([0, 1, 1])).toThrow(ShapeError);
});
