import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { components } from "../../src/metrics/components.js";
import { type SwapOptions, swapped } from "../../src/metrics/edge-swaps.js";
import type { Graph } from "../../src/metrics/graph.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { Ring } from "../../src/metrics/ring.js";
import { Random } from "../../src/random.js";

const make = (
  graph: Graph,
  seed: number,
  { ring, near, ...rest }: Omit<SwapOptions, "random"> & { ring?: Ring; near?: boolean } = {},
) => swapped("test", graph, { swapsPerEdge: 10, connected: false, ...rest, random: new Random(seed) }, ring, near);

/** "0→1 (5), 2→3 (7)". */
const written = (graph: Graph) => {
  const { sources, targets, weights } = graph.toEdges();
  return Array.from(sources, (source, e) => `${source}→${targets[e]} (${weights[e]})`).join(", ");
};
const seeds = Array.from({ length: 30 }, (_, seed) => seed);
const outcomes = (of: (seed: number) => Graph) => [...new Set(seeds.map((seed) => written(of(seed))))].sort();

const arrows = graphFromEdges(
  [
    [0, 1, 5],
    [2, 3, 7],
  ],
  { directed: true },
);

// Two arrows have but one swap, which undoes itself: what comes out tells how many there were.
it("makes as many swaps as it is told to, weights staying with the sources", () => {
  for (const [swapsPerEdge, made] of [
    [0, "0→1 (5), 2→3 (7)"],
    [0.2, "0→1 (5), 2→3 (7)"],
    [0.5, "0→3 (5), 2→1 (7)"],
    [1, "0→1 (5), 2→3 (7)"],
    [1.5, "0→3 (5), 2→1 (7)"],
    [10.5, "0→3 (5), 2→1 (7)"],
  ] as const)
    expect(outcomes((seed) => make(arrows, seed, { swapsPerEdge }))).toEqual([made]);
});

it("turns the second of two undirected edges round at random, weights staying with a and c", () => {
  const edges = arrows.symmetrised("sum");
  expect(outcomes((seed) => make(edges, seed, { swapsPerEdge: 0.5 }))).toEqual([
    "0→2 (5), 1→3 (7)",
    "0→2 (7), 1→3 (5)",
    "0→3 (5), 1→2 (7)",
  ]);
});

it("refuses self-loops and edges there are", () => {
  for (const edges of ["0→1, 1→2", "0→1, 0→2", "0→1, 1→0", "0→1, 2→1"]) {
    const pairs = edges.split(", ").map((edge) => edge.split("→").map(Number)),
      graph = graphFromEdges(pairs, { directed: true, nodes: 3 });
    expect(outcomes((seed) => make(graph, seed))).toEqual([written(graph)]);
  }
});

it("keeps a ring of six in one piece when asked to, which else falls into two triangles", () => {
  const ring = graphFromEdges(seeds.slice(0, 6).map((i) => [i, (i + 1) % 6])),
    parts = (connected: boolean) => new Set(seeds.map((seed) => components(make(ring, seed, { connected })).count));
  expect(parts(false)).toEqual(new Set([1, 2]));
  expect(parts(true)).toEqual(new Set([1]));
});

it.each([false, true])("round a ring makes edges shorter, never longer; second edge near the first: %s", (near) => {
  const ends = [
      [0, 4],
      [1, 5],
    ],
    ring = new Ring(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7));
  for (const [directed, shortest] of [
    // Of 4 steps each; after the one swap that arrows have, of 3.
    [true, "0→5 (1), 1→4 (1)"],
    [false, "0→1 (1), 4→5 (1)"],
  ] as const) {
    const long = graphFromEdges(ends, { directed, nodes: 8 });
    for (const swapsPerEdge of [50, 49.5])
      expect(outcomes((seed) => make(long, seed, { swapsPerEdge, ring, near }))).toEqual([shortest]);
  }
});

it("leaves self-loops out, keeps names and nodes without edges", () => {
  const names = ["a", "b", "c", "d", "e"],
    given = graphFromEdges([...[0, 2].map((i) => [i, i + 1]), [4, 4]], { directed: true, selfLoops: "keep", names }),
    made = make(given, 1, { swapsPerEdge: 0.5 });
  expect([made.nodes, made.selfLoops, made.names, written(made)]).toEqual([5, 0, names, "0→3 (1), 2→1 (1)"]);
});

it("refuses options out of range, naming the call", () => {
  expect(() => make(arrows, 0, { connected: true })).toThrow("test: connected is true, must be false for this graph");
  for (const wrong of [{ swapsPerEdge: -1 }, { swapsPerEdge: Number.NaN }, { connected: 1 as unknown as boolean }])
    expect(() => make(arrows, 0, wrong)).toThrow(ArgumentError);
  const random = 3 as unknown as Random;
  expect(() => swapped("test", arrows, { swapsPerEdge: 1, connected: false, random })).toThrow("random is 3");
});
