import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { degrees, plantedPartition } from "../../src/metrics/index.js";
import { Random } from "../../src/random.js";

it("has the edges within and between groups that the degrees ask for, groups in equal blocks", () => {
  const { graph, communities } = plantedPartition({ nodes: 1000, groups: 7, degreeInside: 12, degreeOutside: 5 }),
    { sources, targets } = graph.toEdges(),
    inside = sources.filter((a, e) => communities[a] === communities[targets[e]!]).length;
  expect([inside, graph.edges - inside]).toEqual([6000, 2500]);
  expect([graph.nodes, graph.directed, graph.weighted, graph.selfLoops]).toEqual([1000, false, false, 0]);
  expect([...communities]).toEqual([...communities].sort((a, b) => a - b));
  const sizes = Array.from({ length: 7 }, (_, group) => communities.filter((c) => c === group).length);
  expect([...new Set(sizes)].sort()).toEqual([142, 143]);
  // Poisson-like with mean 17: the largest of 1000 beyond 17 + 6 √17 has odds below 1e-4.
  expect(Math.max(...degrees(graph))).toBeLessThan(42);
});

it("fills groups up to cliques, and leaves them without edges", () => {
  const cliques = plantedPartition({ nodes: 20, groups: 4, degreeInside: 4, degreeOutside: 0 });
  expect(cliques.graph.edges).toBe(40);
  expect(cliques.graph.weight(0, 4)).toBe(1);
  expect(plantedPartition({ nodes: 20, groups: 4, degreeInside: 0, degreeOutside: 15 }).graph.edges).toBe(150);
  expect(plantedPartition({ nodes: 3, groups: 3, degreeInside: 0, degreeOutside: 0 }).graph.edges).toBe(0);
});

it("repeats itself", () => {
  const of = (seed: number) =>
    plantedPartition({
      nodes: 60,
      groups: 3,
      degreeInside: 6,
      degreeOutside: 2,
      random: new Random(seed),
    }).graph.toDense();
  expect(of(1)).toEqual(of(1));
  expect(of(2)).not.toEqual(of(1));
});

it("refuses numbers out of range", () => {
  const good = { nodes: 20, groups: 4, degreeInside: 3, degreeOutside: 2 };
  for (const bad of [
    { nodes: 0 },
    { nodes: 2.5 },
    { groups: 0 },
    { groups: 21 },
    { degreeInside: 4.2 },
    { degreeInside: -1 },
    { degreeOutside: 15.5 },
    { degreeOutside: Number.NaN },
    { groups: 1 },
    { random: {} as never },
  ])
    expect(() => plantedPartition({ ...good, ...bad })).toThrow(ArgumentError);
});
