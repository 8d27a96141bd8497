import { expect, it } from "vitest";
import { Draws } from "../../src/metrics/draws.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";
import { firstLevel } from "../../src/metrics/level.js";
import { LevelWorkspace } from "../../src/metrics/level-workspace.js";
import { refine } from "../../src/metrics/refine.js";
import { Random } from "../../src/random.js";
import { refinements } from "../reference/modularity.js";

/** What is written "0,0,2" of many refinements of an undirected graph, counted. */
function outcomes(rows: number[][], groups: number[], resolution: number, randomness: number, times: number) {
  const [level, chance] = firstLevel("test", graphFromDense(rows), resolution, "sta"),
    work = new LevelWorkspace(level.nodes, chance),
    labels = Int32Array.from(groups),
    refined = new Int32Array(level.nodes),
    draws = new Draws(new Random(1)),
    counts = new Map<string, number>();
  for (let k = 0; k < times; k++) {
    work.sumUp(level, labels);
    groups.forEach((group, i) => {
      work.kept[i] = groups.reduce((sum, other, j) => sum + (other === group ? rows[i]![j]! : 0), 0);
    });
    refine(level, chance, labels, refined, work, draws, randomness);
    const name = [...refined].map((part) => refined.indexOf(part)).join();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

const path = [
  [0, 1, 0, 0],
  [1, 0, 2, 0],
  [0, 2, 0, 1],
  [0, 0, 1, 0],
];
const kite = [
  [0, 1, 1, 0, 0],
  [1, 0, 1, 3, 0],
  [1, 1, 0, 1, 0],
  [0, 3, 1, 0, 0.5],
  [0, 0, 0, 0.5, 0],
];

// Chi-squared below its 99.9 % quantile, the degrees of freedom being below 30: 59.7.
it.each([
  ["a path, one group", path, [0, 0, 0, 0], 1, 1],
  ["a path, mostly the largest gain", path, [0, 0, 0, 0], 1, 0.2],
  ["a path, the largest gain where the exponential overflows, of equals the lowest", path, [0, 0, 0, 0], 1, 1e-9],
  ["a kite, the same", kite, [1, 1, 1, 1, 1], 1, 1e-3],
  ["a path in two groups", path, [0, 0, 2, 2], 1, 0.5],
  ["a kite at a resolution that few parts are well connected at", kite, [1, 1, 1, 1, 1], 1.6, 0.7],
  ["a kite beside a node of another group", kite, [1, 1, 1, 1, 0], 1, 2],
])("refines into each outcome as often as the definition says: %s", (_, rows, groups, resolution, randomness) => {
  const times = 20_000,
    expected = refinements(rows, groups, resolution, randomness),
    counts = outcomes(rows, groups, resolution, randomness, times);
  expect([...counts.keys()].filter((name) => !expected.has(name))).toEqual([]);
  let rare = 0,
    rareExpected = 0,
    chiSquared = 0;
  for (const [name, probability] of expected) {
    const count = counts.get(name) ?? 0,
      mean = probability * times;
    if (mean < 10) {
      rare += count;
      rareExpected += mean;
    } else chiSquared += (count - mean) ** 2 / mean;
  }
  expect(chiSquared).toBeLessThan(59.7);
  // What is rare is a Poisson number, and 6 standard deviations off but once in 10^9 times.
  expect(Math.abs(rare - rareExpected)).toBeLessThanOrEqual(6 * Math.sqrt(rareExpected) + 6);
});
