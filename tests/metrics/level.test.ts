import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";
import { type Chance, firstLevel, type Level } from "../../src/metrics/level.js";
import type { SignedKind } from "../../src/metrics/modularity.js";
import { partitioned } from "../arbitraries/partitioned.js";
import { modularity, signedModularity } from "../reference/modularity.js";

/** The weights of the level, row-major. */
function denseOf({ nodes, pointers, targets, weights }: Level): number[] {
  const dense = new Array<number>(nodes ** 2).fill(0);
  for (let i = 0; i < nodes; i++)
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) dense[i * nodes + targets[p]!] = weights ? weights[p]! : 1;
  return dense;
}

/** Σ_c [W_cc − Σ_d factors[d] · K_c[partners[d]] · K_c[d]] / scale. */
function quality(level: Level, { dimensions, partners, factors, scale }: Chance, labels: readonly number[]): number {
  const dense = denseOf(level),
    members = [...new Set(labels)].map((label) => labels.flatMap((other, i) => (other === label ? [i] : [])));
  let sum = 0;
  for (const group of members) {
    const strength = Array.from({ length: dimensions }, (_, d) =>
      group.reduce((total, i) => total + level.strengths[i * dimensions + d]!, 0),
    );
    for (const i of group) for (const j of group) sum += dense[i * level.nodes + j]!;
    for (let d = 0; d < dimensions; d++) sum -= factors[d]! * strength[partners[d]!]! * strength[d]!;
  }
  return scale === 0 ? 0 : sum / scale;
}

it("holds out- and in-strengths of a directed graph, self-loops among them, and the mean weights both ways", () => {
  const rows = [
      [3, 2, 0],
      [4, 0, 0],
      [0, 1, 0],
    ],
    [level, chance] = firstLevel("test", graphFromDense(rows, { directed: true, selfLoops: "keep" }), 2, "sta");
  expect(denseOf(level)).toEqual([0, 3, 0, 3, 0, 0.5, 0, 0.5, 0]);
  expect([...level.strengths]).toEqual([5, 7, 4, 3, 1, 0]);
  expect([...level.reach]).toEqual([3, 3.5, 0.5]);
  expect(chance).toEqual({ dimensions: 2, partners: [1, 0], factors: [2 / 10 / 2, 2 / 10 / 2], scale: 10 });
});

// Sums of up to 288 terms whose sizes add up to 4 at most, each rounded a few times.
const bound = 288 * 4 * 2 ** -52;

it("has the graph's modularity for every partition, but for what self-loops add to all", () => {
  fc.assert(
    fc.property(partitioned(), fc.constantFrom(0, 0.5, 1, 2), ({ graph, dense, labels }, resolution) => {
      const [level, chance] = firstLevel("test", graph, resolution, "sta"),
        loops = labels.reduce((sum, _, i) => sum + dense[i * labels.length + i]!, 0),
        want = modularity(dense, labels, resolution) - (graph.totalWeight > 0 ? loops / graph.totalWeight : 0);
      expect(Math.abs(quality(level, chance, labels) - want)).toBeLessThan(bound);
    }),
    { numRuns: 200 },
  );
});

it("has the signed modularity's differences between partitions, of every kind", () => {
  fc.assert(
    fc.property(
      partitioned({ signed: true }),
      fc.constantFrom<SignedKind>("sta", "gja", "smp"),
      ({ graph, dense, labels }, kind) => {
        fc.pre(graph.signed);
        const [level, chance] = firstLevel("test", graph, 1, kind),
          alone = labels.map((_, i) => i),
          rise = (of: (labels: readonly number[]) => number) => of(labels) - of(alone);
        expect(
          Math.abs(rise((way) => quality(level, chance, way)) - rise((way) => signedModularity(dense, way, 1, kind))),
        ).toBeLessThan(2 * bound);
      },
    ),
    { numRuns: 200 },
  );
});

it("is symmetric without self-loops, knows the rows' sums, and keeps no weights that are all 1", () => {
  fc.assert(
    fc.property(partitioned({ signed: true }), ({ graph }) => {
      const [level] = firstLevel("test", graph, 1, "sta"),
        n = level.nodes,
        dense = denseOf(level);
      for (let i = 0; i < n; i++) {
        expect(dense[i * n + i]).toBe(0);
        for (let j = 0; j < i; j++) expect(dense[i * n + j]).toBe(dense[j * n + i]);
        const sum = dense.slice(i * n, (i + 1) * n).reduce((a, b) => a + b, 0);
        expect(level.reach[i]).toBeCloseTo(sum, 12);
      }
      expect(level.weights === undefined).toBe(dense.every((weight) => weight === 0 || weight === 1));
    }),
    { numRuns: 200 },
  );
});

it("takes any unit of the weights whose sum is finite", () => {
  const rows = [
    [0, 1, 3],
    [1, 0, 0],
    [3, 0, 0],
  ];
  const scaled = (unit: number) =>
    firstLevel(
      "test",
      graphFromDense(rows).mapWeights((w) => w * unit),
      1,
      "sta",
    );
  const [, { factors, scale }] = scaled(2 ** -1060);
  expect([factors, scale]).toEqual([[2 ** 857], 2 ** -857]);
  expect(() => scaled(2 ** 1022)).toThrow(ArgumentError);
  expect(() => scaled(2 ** 1022)).toThrow("test: ");
});
