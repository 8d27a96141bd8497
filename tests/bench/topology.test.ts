import { expect, it } from "vitest";
import { meanClustering, meanDistance, swapEdges } from "../../bench/baseline/topology.js";
import { clustering, degrees, graphFromDense, pathLength, ringLattice } from "../../src/metrics/index.js";

it("the plain forms measure what the package measures", () => {
  const graph = ringLattice({ nodes: 40, degree: 6 }),
    rows = {
      pointers: Int32Array.from({ length: 41 }, (_, i) => 6 * i),
      targets: Int32Array.from({ length: 240 }, (_, k) => graph.neighbours(Math.floor(k / 6))[k % 6]!),
    };
  expect(meanClustering(rows)).toBeCloseTo(clustering(graph).mean, 12);
  expect(meanDistance(rows)).toBeCloseTo(pathLength(graph), 12);
  const dense = new Float64Array(1600);
  swapEdges(rows, 2000).forEach((j, k) => {
    dense[40 * Math.floor(k / 6) + j]! += 1;
  });
  const swapped = graphFromDense(dense);
  expect([degrees(swapped), swapped.weighted]).toEqual([degrees(graph), false]);
  expect(swapped.toDense()).not.toEqual(graph.toDense());
});
