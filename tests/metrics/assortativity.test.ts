import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { assortativity, graphFromEdges, ringLattice } from "../../src/metrics/index.js";
import { graphs } from "../arbitraries/graphs.js";
import { florentine, karate, lesMiserables } from "../golden/graphs.js";
import { arithmetic, arithmeticValues, barbell, novelValues } from "../golden/topology.js";
import * as reference from "../reference/topology.js";

const ends = ["in", "out"] as const;

it("has the values of NetworkX 2.8.8", () => {
  expect(assortativity(graphFromEdges(karate))).toBeCloseTo(-0.4756130977, 10);
  expect(assortativity(graphFromEdges(florentine))).toBeCloseTo(-0.37483787289234866, 12);
  const novel = graphFromEdges(lesMiserables);
  expect(assortativity(novel)).toBeCloseTo(novelValues.assortativity, 12);
  expect(assortativity(novel, { weighted: true })).toBeCloseTo(novelValues.weightedAssortativity, 12);
  for (const source of ends)
    for (const target of ends)
      expect(assortativity(arithmetic, { source, target })).toBeCloseTo(
        arithmeticValues.assortativity[source][target],
        12,
      );
  expect(assortativity(arithmetic)).toBe(assortativity(arithmetic, { source: "out", target: "in" }));
});

it("is the correlation of degrees or strengths over the edges", () =>
  fc.assert(
    fc.property(
      graphs(),
      fc.constantFrom(...ends),
      fc.constantFrom(...ends),
      fc.boolean(),
      ({ graph, matrix, directed }, source, target, weighted) => {
        const counted = weighted ? matrix : reference.binary(matrix),
          [from, to] = [source, target].map((direction) => reference.strengths(counted, directed, direction)),
          edges = matrix.flatMap((row, i) => row.flatMap((weight, j) => (weight === 0 ? [] : [[i, j] as const]))),
          begins = edges.map(([i]) => from![i]!),
          endings = edges.map(([, j]) => to![j]!),
          spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values),
          got = assortativity(graph, { source, target, weighted });
        // Where nothing varies but by rounding, the correlation is nothing but rounding, too.
        fc.pre(edges.length === 0 || Math.min(spread(begins), spread(endings)) > 1e-3);
        if (edges.length === 0) expect(got).toBeNaN();
        else expect(got).toBeCloseTo(reference.correlation(begins, endings), 9);
      },
    ),
  ));

it("does not depend on the unit of the weights, however large or small", () => {
  const novel = graphFromEdges(lesMiserables);
  for (const unit of [1e300, 1e-300])
    expect(
      assortativity(
        novel.mapWeights((weight) => weight * unit),
        { weighted: true },
      ),
    ).toBeCloseTo(novelValues.weightedAssortativity, 12);
});

it("is NaN in a regular graph and without edges", () => {
  expect(assortativity(ringLattice({ nodes: 8, degree: 4 }))).toBeNaN();
  expect(assortativity([])).toBeNaN();
  // Sums of shares of edges would miss the mean by a rounding, which correlates with itself.
  for (const [nodes, degree] of [
    [7, 2],
    [10, 4],
    [15, 6],
    [1000, 10],
    [30_000, 6],
  ] as const) {
    const ring = ringLattice({ nodes, degree });
    expect(assortativity(ring)).toBeNaN();
    for (const weight of [0.1, 1e-300, 1e300])
      expect(
        assortativity(
          ring.mapWeights(() => weight),
          { weighted: true },
        ),
      ).toBeNaN();
  }
});

it("refuses options that are none", () => {
  expect(() => assortativity(barbell, { source: "both" as "in" })).toThrow(ArgumentError);
  expect(() => assortativity(barbell, { target: "both" as "in" })).toThrow(ArgumentError);
  expect(() => assortativity(barbell, { weighted: "yes" as unknown as boolean })).toThrow(ArgumentError);
});
