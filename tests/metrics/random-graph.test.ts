import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { randomGraph } from "../../src/metrics/index.js";
import { Random } from "../../src/random.js";

it("makes every graph of so many edges equally often, chi-squared below p = 0.001", () => {
  // Of 4 nodes and 2 edges: 15 undirected graphs, 66 directed ones.
  for (const [directed, graphs, bound] of [
    [false, 15, 36.1],
    [true, 66, 107.3],
  ] as const) {
    const random = new Random(3),
      counts = new Map<string, number>(),
      n = 200 * graphs;
    for (let k = 0; k < n; k++) {
      const key = randomGraph({ nodes: 4, edges: 2, directed, random }).toDense().join("");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(graphs);
    expect([...counts.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0)).toBeLessThan(bound);
  }
});

it("goes from no edge to all of them, and no farther", () => {
  expect(randomGraph({ nodes: 0, edges: 0 }).nodes).toBe(0);
  expect(randomGraph({ nodes: 1, edges: 0 }).edges).toBe(0);
  expect(randomGraph({ nodes: 12, edges: 66 }).edges).toBe(66);
  expect(randomGraph({ nodes: 12, edges: 132, directed: true }).edges).toBe(132);
  const bad = [
    { edges: 67 },
    { edges: -1 },
    { edges: 1.5 },
    { edges: NaN },
    { nodes: -1 },
    { directed: 1 as never },
    { random: {} as never },
  ];
  for (const options of bad) expect(() => randomGraph({ nodes: 12, edges: 10, ...options })).toThrow(ArgumentError);
});
