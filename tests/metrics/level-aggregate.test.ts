import fc from "fast-check";
import { expect, it } from "vitest";
import { groupsOf } from "../../src/metrics/graph-input.js";
import { firstLevel, type Level } from "../../src/metrics/level.js";
import { aggregate, LevelBuffer } from "../../src/metrics/level-aggregate.js";
import { LevelWorkspace } from "../../src/metrics/level-workspace.js";
import { partitioned } from "../arbitraries/partitioned.js";

/** Weights between different nodes, row-major. */
function between({ nodes, pointers, targets, weights }: Level): number[] {
  const dense = new Array<number>(nodes ** 2).fill(0);
  for (let i = 0; i < nodes; i++)
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
      expect(targets[p]).not.toBe(i);
      expect(dense[i * nodes + targets[p]!]).toBe(0);
      dense[i * nodes + targets[p]!] = weights ? weights[p]! : 1;
    }
  return dense;
}

// Weights are quarters of small integers or, with signs, those divided by one total: errors of some 2^-52.
it("sums weights and strengths over pairs of groups, of graphs of every kind, its buffer used again", () => {
  const buffer = new LevelBuffer();
  fc.assert(
    fc.property(partitioned({ signed: true }), ({ graph, labels: given }) => {
      const [level, chance] = firstLevel("test", graph, 1, "gja"),
        { labels, count } = groupsOf("test", "labels", given, graph.nodes),
        { dimensions } = chance,
        work = new LevelWorkspace(graph.nodes, chance),
        above = aggregate(level, labels, count, work, buffer),
        weights = between(level),
        sums = new Array<number>(count ** 2).fill(0),
        strengths = new Array<number>(count * dimensions).fill(0);
      labels.forEach((a, i) => {
        labels.forEach((b, j) => {
          if (a !== b) sums[a * count + b]! += weights[i * labels.length + j]!;
        });
        for (let d = 0; d < dimensions; d++) strengths[a * dimensions + d]! += level.strengths[i * dimensions + d]!;
      });
      expect(above.nodes).toBe(count);
      for (const [k, weight] of between(above).entries()) expect(weight).toBeCloseTo(sums[k]!, 12);
      for (const [k, strength] of strengths.entries()) expect(above.strengths[k]).toBeCloseTo(strength, 12);
      for (let c = 0; c < count; c++)
        expect(above.reach[c]).toBeCloseTo(
          sums.slice(c * count, (c + 1) * count).reduce((a, b) => a + b, 0),
          12,
        );
      expect(work.into.every((weight) => weight === 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
