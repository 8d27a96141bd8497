import { expect, it } from "vitest";
import { communityOrder } from "../../../src/experiments/connectome/community-order.js";
import { graphFromEdges } from "../../../src/metrics/graph-from-edges.js";

it("puts communities together, nodes of many edges first in each", () => {
  const graph = graphFromEdges([
      [0, 1],
      [1, 2],
      [1, 3],
      [3, 4],
    ]),
    { order, begins } = communityOrder(graph, Int32Array.of(1, 0, 1, 0, 0));
  expect([Array.from(order), begins]).toEqual([
    [1, 3, 4, 0, 2],
    [0, 3],
  ]);
  expect(communityOrder(graphFromEdges([]), new Int32Array(0))).toEqual({ order: new Int32Array(0), begins: [] });
});
