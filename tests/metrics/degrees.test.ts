import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { degrees, graphFromEdges, strengths } from "../../src/metrics/index.js";
import { graphs } from "../arbitraries/graphs.js";
import { karate } from "../golden/graphs.js";
import { barbell, pairs } from "../golden/topology.js";
import * as reference from "../reference/topology.js";

const directions = ["both", "in", "out"] as const;

it("has the karate club's mean degree and weight", () => {
  const club = graphFromEdges(karate),
    sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  expect(sum(degrees(club)) / club.nodes).toBeCloseTo(4.5882352941, 10);
  expect(sum(strengths(club))).toBe(2 * 231);
});

it.each(directions)("sums rows and columns of the matrix, direction %s", (direction) =>
  fc.assert(
    fc.property(
      graphs({ weights: fc.integer({ min: -4, max: 4 }).filter((w) => w !== 0) }),
      ({ graph, matrix, directed }) => {
        const binary = reference.binary(matrix);
        expect([...degrees(graph, { direction })]).toEqual(reference.strengths(binary, directed, direction));
        expect([...strengths(graph, { direction })]).toEqual(reference.strengths(matrix, directed, direction));
      },
    ),
  ),
);

it("leaves self-loops out", () => {
  const looped = graphFromEdges(
    [
      [0, 0, 5],
      [0, 1, 2],
      [2, 2, 1],
    ],
    { directed: true, selfLoops: "keep", nodes: 4 },
  );
  expect([...degrees(looped)]).toEqual([1, 1, 0, 0]);
  expect([...degrees(looped, { direction: "out" })]).toEqual([1, 0, 0, 0]);
  expect([...strengths(looped)]).toEqual([2, 2, 0, 0]);
  expect([...degrees(pairs([0, 1, 1, 0], { directed: true }))]).toEqual([2, 2]);
  expect([degrees([]).length, strengths([]).length]).toEqual([0, 0]);
});

it("refuses an unknown direction", () => {
  for (const measure of [degrees, strengths])
    expect(() => measure(barbell, { direction: "up" as "in" })).toThrow(ArgumentError);
});
