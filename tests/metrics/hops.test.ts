import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Graph, incoming, outgoing } from "../../src/metrics/graph.js";
import { hops, hopsFrom } from "../../src/metrics/hops.js";
import { randomGraph } from "../../src/metrics/random-graph.js";
import { Random } from "../../src/random.js";
import { caseOf, graphs } from "../arbitraries/graphs.js";
import { cycles, pairs } from "../golden/topology.js";
import { distances } from "../reference/topology.js";

/** What `hops` gives, from the matrix of distances. */
function fromMatrix(graph: Graph, multiplicity: ArrayLike<number>) {
  const rows = distances(caseOf(graph).matrix, () => 1),
    counts = [0];
  rows.forEach((row, i) => {
    row.forEach((d, j) => {
      if (d > 0 && d < Infinity) counts[d] = (counts[d] ?? 0) + multiplicity[i]! * multiplicity[j]!;
    });
  });
  return {
    counts,
    farthest: Int32Array.from(rows, (row) => Math.max(...row.filter(Number.isFinite))),
    complete: Uint8Array.from(rows, (row) => (row.every(Number.isFinite) ? 1 : 0)),
  };
}

function expectHops(graph: Graph): void {
  const once = new Uint8Array(graph.nodes).fill(1),
    some = once.map((_, i) => 1 + (((i * i) % 3) & 1)),
    [out, into] = [outgoing(graph), incoming(graph)];
  expect(hops(out, into)).toEqual(fromMatrix(graph, once));
  expect(hops(out, into, some)).toEqual(fromMatrix(graph, some));
}

it("counts the pairs of two directed cycles joined by an edge, from the one that reaches the other", () => {
  // From 2 to the other cycle 1, 2, 3 hops; from 1 2, 3, 4; from 0 3, 4, 5; within a cycle 1 and 2.
  const found = hops(outgoing(cycles), incoming(cycles));
  expect(found.counts).toEqual([0, 7, 8, 3, 2, 1]);
  expect([...found.farthest]).toEqual([5, 4, 3, 2, 2, 2]);
  expect([...found.complete]).toEqual([1, 1, 1, 0, 0, 0]);
});

it("weighs pairs by the nodes' multiplicities", () => {
  const path = outgoing(pairs([0, 1, 1, 2]));
  expect(hops(path, path, Uint8Array.of(2, 1, 2)).counts).toEqual([0, 2 * (2 + 2), 2 * 4]);
});

it("equals the definitions over the matrix of distances", () =>
  fc.assert(fc.property(graphs({ most: 14 }), ({ graph }) => expectHops(graph))));

it("does so in whole and broken words of 32 searches, through small frontiers and large ones", () => {
  const random = new Random(5);
  for (const nodes of [31, 32, 33, 65])
    for (const directed of [false, true])
      for (const degree of [1, 3, 20])
        expectHops(randomGraph({ nodes, edges: (nodes * degree) >> (directed ? 0 : 1), directed, random }));
});

it("one search gives the hops to every node, ∞ where it does not come", () => {
  fc.assert(
    fc.property(graphs({ most: 12 }), ({ graph, nodes, matrix }) => {
      const want = distances(matrix, () => 1),
        distance = new Float64Array(nodes),
        queue = new Int32Array(nodes);
      for (let source = 0; source < nodes; source++) {
        hopsFrom(outgoing(graph), source, distance, queue);
        expect([...distance]).toEqual(want[source]);
      }
    }),
  );
});
