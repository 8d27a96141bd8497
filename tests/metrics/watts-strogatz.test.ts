import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { clustering, pathLength, randomGraph, ringLattice, wattsStrogatz } from "../../src/metrics/index.js";
import { Random } from "../../src/random.js";

it.each([
  [0, 0.6, 8.7576],
  [0.01, 0.582, 6.52],
  [0.05, 0.515, 4.22],
  [0.1, 0.445, 3.63],
  [0.3, 0.234, 2.99],
  [1, 0.052, 2.73],
])("rewired with probability %f, C and λ are those of NetworkX's graphs within 5 %%", (rewiring, c, lambda) => {
  const random = new Random(1),
    made = Array.from({ length: 20 }, () => wattsStrogatz({ nodes: 100, degree: 6, rewiring, random })),
    mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  expect(Math.abs(mean(made.map((graph) => clustering(graph).mean)) / c - 1)).toBeLessThan(0.05);
  expect(Math.abs(mean(made.map((graph) => pathLength(graph))) / lambda - 1)).toBeLessThan(0.05);
  for (const graph of made) expect(graph.edges).toBe(300);
});

it("starts from the ring lattice, keeps a complete graph, and repeats itself", () => {
  const of = (rewiring: number, seed: number) =>
    wattsStrogatz({ nodes: 30, degree: 4, rewiring, random: new Random(seed) }).toDense();
  expect(of(0, 1)).toEqual(ringLattice({ nodes: 30, degree: 4 }).toDense());
  expect(of(0.5, 1)).toEqual(of(0.5, 1));
  expect(of(0.5, 1)).not.toEqual(of(0.5, 2));
  expect(wattsStrogatz({ nodes: 7, degree: 6, rewiring: 1 }).toDense()).toEqual(
    randomGraph({ nodes: 7, edges: 21 }).toDense(),
  );
});

it("refuses numbers out of range", () => {
  const good = { nodes: 10, degree: 4, rewiring: 0.1 };
  for (const bad of [
    { nodes: 4 },
    { degree: 3 },
    { degree: 10 },
    { rewiring: -0.1 },
    { rewiring: 1.1 },
    { rewiring: NaN },
    { random: {} as never },
  ])
    expect(() => wattsStrogatz({ ...good, ...bad })).toThrow(ArgumentError);
});
