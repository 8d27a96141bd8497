import * as fc from "fast-check";
import { expect, it } from "vitest";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { triangleSums } from "../../src/metrics/triangles.js";
import { graphs } from "../arbitraries/graphs.js";
import { karate } from "../golden/graphs.js";
import { barbell, weighted } from "../golden/topology.js";

it("counts the karate club's 45 triangles as NetworkX 2.8.8 does", () => {
  expect([...triangleSums(graphFromEdges(karate).binary())]).toEqual([
    18, 12, 11, 10, 2, 3, 3, 6, 5, 0, 2, 0, 1, 6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1, 1, 1, 4, 3, 3, 13, 15,
  ]);
});

it("has the worked values", () => {
  expect([...triangleSums(barbell)]).toEqual([1, 1, 1, 1, 1, 1]);
  const product = 0.5 * 0.2 * 0.3;
  for (const [i, sum] of triangleSums(weighted).entries()) expect(sum).toBeCloseTo(i < 3 ? product : 0, 15);
  expect([...triangleSums(graphFromEdges([], { nodes: 2 }))]).toEqual([0, 0]);
});

it.each([
  ["weights", fc.integer({ min: -3, max: 4 }).filter((weight) => weight !== 0)],
  ["ones", fc.constant(1)],
])("equals the sum over all pairs of neighbours, %s", (_, weights) =>
  // Products of small whole numbers: exact in any order.
  fc.assert(
    fc.property(graphs({ most: 14, directed: false, weights }), ({ graph, matrix: w }) => {
      const want = w.map((row, i) => {
        let sum = 0;
        for (let j = 0; j < w.length; j++) for (let h = 0; h < j; h++) sum += row[j]! * w[j]![h]! * w[h]![i]!;
        return sum + 0;
      });
      expect(Array.from(triangleSums(graph), (sum) => sum + 0)).toEqual(want);
    }),
    { numRuns: 200 },
  ),
);
