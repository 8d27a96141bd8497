import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../../src/errors.js";
import { forceLayout } from "../../../src/experiments/report/index.js";
import { Random } from "../../../src/random.js";

const distance = (places: Float64Array, i: number, j: number) =>
  Math.hypot(places[2 * i]! - places[2 * j]!, places[2 * i + 1]! - places[2 * j + 1]!);

it("two nodes with an edge come to rest where both forces are equal, at d = k w^(−1/3)", () => {
  // k²/d = w d²/k, so d³ = k³/w, with k² = 1/8; far from the frame, which would hold them.
  for (const weight of [1, 8, 64]) {
    const places = forceLayout({ nodes: 2, sources: [0], targets: [1], weights: [weight], iterations: 2000 });
    expect(distance(places, 0, 1)).toBeCloseTo(Math.sqrt(1 / 8) / Math.cbrt(weight), 2);
  }
});

it("places everything in the unit square, whatever the graph, and nodes at one place apart", () => {
  const graphs = fc.integer({ min: 1, max: 12 }).chain((nodes) => {
    const node = fc.nat(nodes - 1);
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(fc.tuple(node, node, fc.double({ min: 0, max: 1e3, noNaN: true }))),
      seed: fc.nat(),
    });
  });
  fc.assert(
    fc.property(graphs, ({ nodes, edges, seed }) => {
      const [sources, targets, weights] = [0, 1, 2].map((k) => edges.map((edge) => edge[k]!)) as [
          number[],
          number[],
          number[],
        ],
        places = forceLayout({ nodes, sources, targets, weights, iterations: 10, random: new Random(seed) });
      expect(places).toHaveLength(2 * nodes);
      for (const place of places) expect(place >= 0 && place <= 1).toBe(true);
    }),
  );
});

it("brings two groups apart that only one edge joins", () => {
  const sources: number[] = [],
    targets: number[] = [],
    size = 8;
  for (const first of [0, size])
    for (let i = first; i < first + size; i++)
      for (let j = i + 1; j < first + size; j++) {
        sources.push(i);
        targets.push(j);
      }
  const places = forceLayout({ nodes: 2 * size, sources: [...sources, 0], targets: [...targets, size] });
  let [inside, between] = [0, Infinity];
  for (let i = 1; i < size; i++)
    for (let j = 1; j < size; j++) {
      inside = Math.max(inside, distance(places, i, j), distance(places, size + i, size + j));
      between = Math.min(between, distance(places, i, size + j));
    }
  expect(between).toBeGreaterThan(inside);
});

it("is the same for the same seed, and takes empty graphs, lone nodes and self-loops", () => {
  const options = { nodes: 5, sources: [0, 1, 2], targets: [1, 2, 2] };
  expect(forceLayout(options)).toEqual(forceLayout({ ...options, random: new Random(0) }));
  expect(forceLayout({ ...options, random: new Random(1) })).not.toEqual(forceLayout(options));
  expect(forceLayout({ nodes: 0, sources: [], targets: [] })).toHaveLength(0);
  expect(forceLayout({ nodes: 1, sources: [0], targets: [0] })).toHaveLength(2);
  const still = forceLayout({ ...options, iterations: 0, random: new Random(4) }),
    random = new Random(4);
  expect(still).toEqual(Float64Array.from({ length: 10 }, () => random.uniform()));
});

it("refuses arrays of unequal length, and edges that lead nowhere", () => {
  expect(() => forceLayout({ nodes: 2, sources: [0], targets: [] })).toThrow(ShapeError);
  expect(() => forceLayout({ nodes: 2, sources: [0], targets: [1], weights: [] })).toThrow(ShapeError);
  for (const end of [2, -1, 0.5, Number.NaN])
    expect(() => forceLayout({ nodes: 2, sources: [0], targets: [end] })).toThrow(ArgumentError);
});
