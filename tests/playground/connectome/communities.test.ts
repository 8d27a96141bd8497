import { Random } from "neurite";
import { graphFromEdges, plantedPartition, randomGraph } from "neurite/metrics";
import { expect, it } from "vitest";
import { findCommunities } from "../../../playground/panels/connectome/communities.js";
import { degreeDistribution } from "../../../playground/panels/connectome/degree-distribution.js";
import { type Measures, measure, stepsOf } from "../../../playground/panels/connectome/measures.js";
import { finest, pictureOf, rowOf } from "../../../playground/panels/connectome/picture.js";

const search = { method: "leiden", resolution: 1, seed: 1 } as const;
const identity = (nodes: number) => Int32Array.from({ length: nodes }, (_, i) => i);

it("communities are numbered by size, and the matrix is in their order", () => {
  // A pair, then a triangle, joined by nothing.
  const graph = graphFromEdges([
      [0, 1],
      [2, 3],
      [3, 4],
      [2, 4],
    ]),
    found = findCommunities(graph, search);
  expect([...found.communities]).toEqual([1, 1, 0, 0, 0]);
  expect([found.sizes, found.components, [...found.order], found.begins]).toEqual([[3, 2], 2, [2, 3, 4, 0, 1], [0, 3]]);
  // Q = Σ (L_c / m − (d_c / 2m)²) = (3/4 − 9/16) + (1/4 − 1/16).
  expect(found.modularity).toBeCloseTo(0.375, 15);
  expect([...found.pictures.community.values.subarray(0, 5)]).toEqual([0, 1, 1, 0, 0]);
  expect([...found.pictures.given.values.subarray(0, 5)]).toEqual([0, 1, 0, 0, 0]);
});

it("negative weights are refused with a way out", () => {
  const graph = graphFromEdges([[0, 1, -1]]);
  expect(() => findCommunities(graph, search)).toThrow(/negative.*"absolute" or "none"/);
});

it.each([true, false])("a picture keeps the weight of a large graph (directed: %s)", (directed) => {
  const nodes = 1300,
    graph = randomGraph({ nodes, edges: 5000, directed, random: new Random(3) }),
    { size, values, high } = pictureOf(graph, identity(nodes)),
    counts = new Int32Array(size);
  expect(size).toBe(finest);
  for (let k = 0; k < nodes; k++) counts[rowOf(k, nodes)]!++;
  expect(Math.min(...counts)).toBe(2);
  let total = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) total += values[i * size + j]! * counts[i]! * counts[j]!;
  // Means are f32: each of at most 10 000 is off by 2⁻²⁴ of itself.
  expect(Math.abs(total - graph.totalWeight)).toBeLessThan(graph.totalWeight * 2 ** -23);
  expect(high).toBeGreaterThan(0);
});

it("a small picture is the matrix itself", () => {
  const graph = randomGraph({ nodes: 40, edges: 100, directed: true, random: new Random(1) });
  expect([...pictureOf(graph, identity(40)).values]).toEqual([...graph.toDense()]);
});

it("the degree distribution counts from the top, nodes without neighbours included", () => {
  expect(degreeDistribution([3, 1, 0, 1])).toMatchObject({ x: [1, 3], y: [0.75, 0.25] });
});

it("measures a graph beside its nulls, the same for the same seed, and says so on the way", async () => {
  const { graph } = plantedPartition({
      nodes: 90,
      groups: 3,
      degreeInside: 7,
      degreeOutside: 1,
      random: new Random(2),
    }),
    updates: Measures[] = [],
    context = { signal: new AbortController().signal, progress: (update: Measures) => void updates.push(update) },
    all = { ...search, nulls: 4 },
    measures = await measure(graph, all, context);
  expect(measures.own.communities).toBe(3);
  expect(measures.own.modularity).toBeGreaterThan(
    measures.nulls!.modularity.mean + 5 * measures.nulls!.modularity.deviation,
  );
  expect(measures.own.density).toBeCloseTo((2 * graph.edges) / (90 * 89), 15);
  expect(updates.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(measures.done).toBe(stepsOf(all));
  const { clustering: c, pathLength: lambda } = measures.own;
  expect(measures.sigma).toBeCloseTo(
    c / measures.nulls!.clustering.mean / (lambda / measures.nulls!.pathLength.mean),
    12,
  );
  expect(measures.omega).toBeCloseTo(measures.nulls!.pathLength.mean / lambda - c / measures.lattice!.mean, 12);
  expect(await measure(graph, all, { ...context, progress: () => undefined })).toEqual(measures);
});

it("stops between two nulls when told to", async () => {
  const controller = new AbortController(),
    graph = randomGraph({ nodes: 30, edges: 60 });
  const stopping = measure(
    graph,
    { ...search, nulls: 50 },
    {
      signal: controller.signal,
      progress: ({ done }) => done === 2 && controller.abort(new Error("enough")),
    },
  );
  await expect(stopping).rejects.toThrow("enough");
});
