import { expect, it } from "vitest";
import { strongest, structureOf } from "../../../src/experiments/sernn/structure.js";
import { graphFromEdges } from "../../../src/metrics/graph-from-edges.js";
import { Random } from "../../../src/random.js";

const triangles = graphFromEdges([
  [0, 1],
  [1, 2],
  [0, 2],
  [2, 3],
  [3, 4],
  [4, 5],
  [3, 5],
]);

it("measures two triangles joined by an edge", () => {
  const { modularity, clustering, pathLength, connected, groups, sigma } = structureOf(triangles, 5, new Random(1));
  expect(modularity).toBeCloseTo(5 / 14, 12);
  expect(clustering).toBeCloseTo(7 / 9, 12);
  expect(pathLength).toBeCloseTo(1.8, 12);
  expect(connected).toBe(6);
  expect(groups).toEqual([0, 0, 0, 1, 1, 1]);
  expect(sigma).toBeGreaterThan(0);
});

it("compares the largest part alone, and has no σ without triangles", () => {
  const apart = graphFromEdges(
    [
      [0, 1],
      [1, 2],
      [0, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [3, 5],
    ],
    { nodes: 9 },
  );
  expect(structureOf(apart, 5, new Random(1))).toMatchObject({ connected: 6, clustering: 7 / 9 });
  expect(structureOf(graphFromEdges([[0, 1]]), 3, new Random(1)).sigma).toBeNaN();
});

it("joins units where either direction is among the strongest, itself left out", () => {
  const graph = strongest([9, 0.1, -3, 0.2, 9, 0.3, 2, -1, 9], 1 / 3);
  expect([graph.nodes, graph.edges, graph.directed]).toEqual([3, 1, false]);
  expect(strongest([9, 0.1, -3, 0.2, 9, 0.3, 2, -1, 9], 0.5).edges).toBe(2);
  expect(strongest([9, 0.1, -3, 0.2, 9, 0.3, 2, -1, 9], 1).edges).toBe(3);
  expect(strongest([1, 0, 0, 1], 1).edges).toBe(0);
});
