import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Dijkstra } from "../../src/metrics/dijkstra.js";
import { outgoing } from "../../src/metrics/graph.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { randomGraph } from "../../src/metrics/random-graph.js";
import { Random } from "../../src/random.js";
import { graphs } from "../arbitraries/graphs.js";
import { distances } from "../reference/topology.js";

it("takes a longer way of more edges where it is shorter, and turns to it after the other was found", () => {
  const detour = graphFromEdges(
      [
        [0, 1, 9],
        [0, 2, 1],
        [2, 3, 2],
        [3, 1, 3],
        [1, 4, 1],
        [5, 0, 1],
      ],
      { directed: true },
    ),
    distance = new Float64Array(6).fill(-1);
  new Dijkstra(outgoing(detour)).from(0, distance);
  expect([...distance]).toEqual([0, 6, 1, 3, 7, Infinity]);
});

// Whole lengths: their sums are exact in any order, and many ways are equally long.
it("equals Floyd's and Warshall's distances from every source, one after the other in the same memory", () =>
  fc.assert(
    fc.property(graphs({ most: 16, weights: fc.integer({ min: 1, max: 12 }) }), ({ graph, nodes, matrix }) => {
      const search = new Dijkstra(outgoing(graph)),
        distance = new Float64Array(nodes),
        want = distances(matrix, (weight) => weight);
      for (let source = 0; source < nodes; source++) {
        search.from(source, distance);
        expect([...distance]).toEqual(want[source]);
      }
    }),
    { numRuns: 150 },
  ));

it("looks at every edge once, however often a shorter way to a node is found", () => {
  const random = new Random(3),
    graph = randomGraph({ nodes: 400, edges: 8000, random }).mapWeights(() => 0.01 + random.uniform()),
    { pointers, targets, weights } = outgoing(graph),
    reads = new Array<number>(weights.length).fill(0);
  const watched = new Proxy(weights, {
    get(lengths, p) {
      reads[Number(p)]!++;
      return lengths[Number(p)];
    },
  });
  new Dijkstra({ pointers, targets, weights: watched }).from(0, new Float64Array(graph.nodes));
  expect(reads.every((count) => count === 1)).toBe(true);
});
