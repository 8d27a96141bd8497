import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { modularity, type SignedKind, signedModularity } from "../../src/metrics/modularity.js";
import { partitioned } from "../arbitraries/partitioned.js";
import { barbell, cycles, karate, karateBest, karateClub, karateGreedy, karateSpectral } from "../golden/graphs.js";
import * as reference from "../reference/modularity.js";

const weighted = graphFromEdges(karate),
  club = weighted.binary();

it("is the sheet's Q of the karate club", () => {
  expect(modularity(club, karateBest)).toBeCloseTo(0.4197896121, 10);
  expect(modularity(weighted, karateBest)).toBeCloseTo(0.4449035813, 10);
  for (const [resolution, q] of [
    [0.5, 0.5752794214],
    [1.5, 0.2642998028],
    [2, 0.1088099934],
  ] as const)
    expect(modularity(club, karateBest, { resolution })).toBeCloseTo(q, 10);
  expect(modularity(club, karateClub)).toBeCloseTo(0.358234714, 10);
  expect(modularity(weighted, karateClub)).toBeCloseTo(0.3914375668, 10);
  expect(modularity(club, karateClub.with(8, 1))).toBeCloseTo(0.3714661407, 10);
  expect(modularity(club, karateClub.with(8, 1).with(9, 0))).toBeCloseTo(0.3717948718, 10);
  expect(modularity(club, karateGreedy)).toBeCloseTo(0.3806706114, 10);
  expect(modularity(club, karateSpectral)).toBeCloseTo(0.3934089415, 10);
});

it("is what a hand works out", () => {
  const two = graphFromEdges(barbell);
  expect(modularity(two, [0, 0, 0, 1, 1, 1])).toBeCloseTo(5 / 14, 15);
  expect(modularity(two, [7, 7, 7, 7, 7, 7])).toBeCloseTo(0, 15);
  expect(modularity(two, [0, 1, 2, 3, 4, 5])).toBeCloseTo(-34 / 196, 15);
  expect(modularity(graphFromEdges(cycles, { directed: true }), [0, 0, 0, 1, 1, 1])).toBeCloseTo(18 / 49, 15);
  const fourNodes = [
    [0, 2, 0, 0],
    [1, 0, 0, 1],
    [0, 0, 0, 3],
    [0, 0, 1, 0],
  ];
  const directed = graphFromDense(fourNodes, { directed: true });
  expect(modularity(directed, [0, 0, 1, 1])).toBeCloseTo(0.375, 15);
  expect(modularity(directed.symmetrised(), [0, 0, 1, 1])).toBeCloseTo(0.3671875, 15);
  const matrix = [
    [0, 0.5, 0.2, 0],
    [0.5, 0, 0.3, 0],
    [0.2, 0.3, 0, 0.1],
    [0, 0, 0.1, 0],
  ];
  expect(modularity(matrix, [0, 0, 1, 1])).toBeCloseTo(-5 / 242, 15);
  // One self-loop of weight 1 and one edge: s = 3, strengths 2 and 1.
  const loop = graphFromDense([1, 1, 1, 0], { selfLoops: "keep" });
  expect(modularity(loop, [0, 1])).toBeCloseTo(1 / 3 - 4 / 9 - 1 / 9, 15);
});

it("has the resolution limit: single cliques of a ring lose against pairs, but for a higher resolution", () => {
  const cliques = 30,
    edges: [number, number][] = [];
  for (let c = 0; c < cliques; c++) {
    for (let a = 0; a < 5; a++) for (let b = 0; b < a; b++) edges.push([5 * c + b, 5 * c + a]);
    edges.push([5 * c, (5 * c + 6) % 150]);
  }
  const ring = graphFromEdges(edges),
    single = Array.from({ length: 150 }, (_, i) => Math.floor(i / 5)),
    pairs = single.map((c) => c >> 1);
  expect(modularity(ring, single)).toBeCloseTo(0.8757575758, 10);
  expect(modularity(ring, pairs)).toBeCloseTo(0.8878787879, 10);
  expect(modularity(ring, single, { resolution: 2 })).toBeCloseTo(0.8424242424, 10);
  expect(modularity(ring, pairs, { resolution: 2 })).toBeCloseTo(0.8212121212, 10);
});

it("signed, weighs the negative part as its kind says", () => {
  const signs = [
    [0, 1, -1],
    [1, 0, 0],
    [-1, 0, 0],
  ];
  expect(signedModularity(signs, [0, 0, 1])).toBe(0.25);
  expect(signedModularity(signs, [0, 0, 1], { kind: "gja" })).toBe(0.25);
  expect(signedModularity(signs, [0, 0, 1], { kind: "smp" })).toBe(0.5);
});

// Sums of up to 169 terms below 1 in size, two of them: 338 · 2^-52 < 1e-13.
it("equals the definition on random graphs of every kind, whatever the order of nodes and labels", () => {
  const resolutions = fc.constantFrom(0, 0.5, 1, 2.5);
  fc.assert(
    fc.property(partitioned(), resolutions, ({ graph, dense, labels }, resolution) => {
      const q = modularity(graph, labels, { resolution });
      expect(Math.abs(q - reference.modularity(dense, labels, resolution))).toBeLessThan(1e-13);
      const order = labels.map((_, i) => i).reverse();
      const relabelled = modularity(
        graph.subgraph(order),
        order.map((i) => -7 * labels[i]!),
        { resolution },
      );
      expect(Math.abs(q - relabelled)).toBeLessThan(1e-13);
      expect(
        Math.abs(
          q -
            modularity(
              graph.mapWeights((w) => 1e250 * w),
              labels,
              { resolution },
            ),
        ),
      ).toBeLessThan(1e-13);
      const none = labels.map(() => 0);
      expect(Math.abs(modularity(graph, none))).toBeLessThan(1e-13);
    }),
    { numRuns: 2500 },
  );
});

it("signed, equals the definition on random graphs, and modularity where nothing is negative", () => {
  const kinds = fc.constantFrom<SignedKind>("sta", "gja", "smp"),
    resolutions = fc.constantFrom(0, 1, 2.5);
  fc.assert(
    fc.property(partitioned({ signed: true }), kinds, resolutions, ({ graph, dense, labels }, kind, resolution) => {
      const options = { kind, resolution },
        want = reference.signedModularity(dense, labels, resolution, kind);
      expect(Math.abs(signedModularity(graph, labels, options) - want)).toBeLessThan(1e-13);
      const positive = graph.mapWeights(Math.abs);
      expect(signedModularity(positive, labels, options)).toBe(modularity(positive, labels, { resolution }));
    }),
    { numRuns: 2500 },
  );
});

it("of no nodes or no edges is 0", () => {
  expect(modularity([], [])).toBe(0);
  expect(modularity(graphFromEdges([], { nodes: 3 }), [0, 1, 1])).toBe(0);
  expect(signedModularity(graphFromEdges([], { nodes: 3 }), [0, 1, 1])).toBe(0);
});

it("refuses what it has no number for", () => {
  const labels = karateBest;
  expect(() => modularity(club, labels.slice(1))).toThrow(ShapeError);
  expect(() => modularity(club, labels.with(3, 0.5))).toThrow("communities[3] is 0.5, must be an integer");
  expect(() =>
    modularity(
      club.mapWeights(() => -1),
      labels,
    ),
  ).toThrow("must be without negative weights");
  for (const resolution of [-1, Number.NaN, Number.POSITIVE_INFINITY, "1" as unknown as number]) {
    expect(() => modularity(club, labels, { resolution })).toThrow(ArgumentError);
    expect(() => signedModularity(club, labels, { resolution })).toThrow(ArgumentError);
  }
  expect(() => signedModularity(club, labels, { kind: "neg" as SignedKind })).toThrow('"sta", "gja" or "smp"');
  expect(() =>
    modularity(
      club.mapWeights(() => 1e307),
      labels,
    ),
  ).toThrow("the sum of weights is Infinity");
  expect(() => modularity(club, undefined as unknown as number[])).toThrow(ArgumentError);
  expect(() => modularity(5 as unknown as number[], [])).toThrow(ArgumentError);
});
