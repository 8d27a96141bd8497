import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { type Direction, rowsOf } from "../../src/metrics/direction.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";

const edges = [
  [0, 1, 2],
  [0, 2, 3],
  [2, 1, 5],
];

/** The neighbours of every node with the edges' weights, as "1:2", for each set of rows. */
const rowsFor = (directed: boolean, direction: Direction) =>
  rowsOf("degrees", graphFromEdges(edges, { directed }), direction).map(({ pointers, targets, weights }) =>
    [0, 1, 2].map((i) =>
      Array.from(
        targets.subarray(pointers[i]!, pointers[i + 1]!),
        (j, k) => `${j}:${weights[pointers[i]! + k]}`,
      ).join(),
    ),
  );

const out = ["1:2,2:3", "", "1:5"],
  into = ["", "0:2,2:5", "0:3"];

it("walks a directed graph's edges from their sources, from their targets, or from both", () => {
  expect(rowsFor(true, "out")).toEqual([out]);
  expect(rowsFor(true, "in")).toEqual([into]);
  expect(rowsFor(true, "both")).toEqual([out, into]);
});

it.each(["both", "in", "out"] as const)("walks an undirected graph's edges once, %s", (direction) => {
  expect(rowsFor(false, direction)).toEqual([["1:2,2:3", "0:2,2:5", "0:3,1:5"]]);
});

it("refuses any other word, of undirected graphs, too", () => {
  for (const directed of [false, true]) {
    expect(() => rowsFor(directed, "forth" as Direction)).toThrow(ArgumentError);
    expect(() => rowsFor(directed, "forth" as Direction)).toThrow('degrees: direction is "forth", must be "both"');
  }
});
