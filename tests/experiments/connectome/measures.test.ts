import { expect, it } from "vitest";
import { type Config, scales } from "../../../src/experiments/connectome/config.js";
import { givenLabels } from "../../../src/experiments/connectome/connectome.js";
import { measure, skeletonOf } from "../../../src/experiments/connectome/measures.js";
import type { Graph } from "../../../src/metrics/graph.js";
import { graphFromEdges } from "../../../src/metrics/graph-from-edges.js";
import { Random } from "../../../src/random.js";
import { karate, karateBest, karateClub } from "../../golden/graphs.js";

const unweighted = (edges: readonly (readonly number[])[]) => graphFromEdges(edges.map(([i, j]) => [i!, j!])),
  config: Config = { ...scales.smoke, nulls: 3, lattices: 2, restarts: 5, louvainRestarts: 60 };

const run = (graph: Graph, changes: Partial<Config> = {}, labels?: readonly number[], signal?: AbortSignal) =>
  measure(graph, labels && givenLabels("groups", labels.map(String)), { ...config, ...changes }, new Random(2), {
    signal: signal ?? new AbortController().signal,
    progress: () => undefined,
  });

it("measures the karate club as NetworkX and the literature do", async () => {
  const found = await run(unweighted(karate), {}, karateClub);
  expect(found.leiden).toBeCloseTo(0.4197896121, 9);
  expect(found.louvain).toBeCloseTo(0.4197896121, 9);
  expect(found.given!.modularity).toBeCloseTo(0.358234714, 9);
  expect(found.clustering).toBeCloseTo(0.5706384782, 9);
  expect(found.transitivity).toBeCloseTo(0.2556818182, 9);
  expect(found.pathLength).toBeCloseTo(2.4081996435, 9);
  expect(found.efficiency).toBeCloseTo(0.4920083185, 9);
  expect(found.assortativity).toBeCloseTo(-0.4756130977, 9);
  expect(found.meanDegree).toBeCloseTo(4.5882352941, 9);
  // z of node 33 for the best partition is 2.5117, that of node 0 2.1357.
  expect(found.hubs.map(({ node, role }) => [node, role])).toEqual([[33, "connector hub"]]);
  expect(found.hubs[0]!.z).toBeCloseTo(2.511655, 5);
  const pairs = new Set(karateBest.map((label, i) => `${label} ${found.communities[i]}`));
  expect([pairs.size, found.groups, found.connected]).toEqual([4, 4, true]);
  expect([found.nulls.modularity.length, found.nulls.latticeClustering.length]).toEqual([3, 2]);
});

it("numbers communities by size", async () => {
  const { communities } = await run(unweighted(karate)),
    sizes = [0, 1, 2, 3].map((group) => communities.filter((label) => label === group).length);
  expect(sizes).toEqual([12, 11, 6, 5]);
});

it("takes directions and weights where it says so, and the skeleton of the largest part elsewhere", async () => {
  const graph = graphFromEdges(
      [
        [0, 1, 2],
        [1, 0, 3],
        [1, 2, 1],
        [2, 0, 4],
        [2, 3, 1],
        [4, 5, 9],
      ],
      { directed: true, nodes: 7 },
    ),
    skeleton = skeletonOf(graph);
  expect([skeleton.nodes, skeleton.edges, skeleton.directed, skeleton.weighted]).toEqual([4, 4, false, false]);
  const found = await run(graph);
  expect([found.nodes, found.edges, found.skeleton]).toEqual([7, 6, 4]);
  expect([found.density, found.reciprocity, found.meanDegree]).toEqual([6 / 42, 2 / 6, 6 / 7]);
  // A triangle with a tail.
  expect([found.clustering, found.pathLength]).toEqual([(1 + 1 + 1 / 3) / 4, 16 / 12]);
  expect([found.directed, found.weighted]).toEqual([true, true]);
});

it("is the same for the same seed, and its first nulls are those of fewer nulls", async () => {
  const graph = unweighted(karate),
    [a, b, fewer] = [await run(graph), await run(graph), await run(graph, { nulls: 2 })];
  expect(b).toEqual(a);
  expect(fewer.nulls.clustering).toEqual(a.nulls.clustering.slice(0, 2));
  expect(fewer.communities).toEqual(a.communities);
});

it("measures graphs of no or few nodes without a crash, and stops when told to", async () => {
  for (const nodes of [0, 1, 2, 5]) {
    const found = await run(graphFromEdges([], { nodes }));
    expect([found.nodes, found.groups, found.leiden]).toEqual([nodes, nodes, 0]);
  }
  await expect(run(unweighted(karate), {}, undefined, AbortSignal.abort())).rejects.toThrow();
});
