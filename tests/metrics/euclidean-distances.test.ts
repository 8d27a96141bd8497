import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { euclideanDistances } from "../../src/metrics/euclidean-distances.js";

it("is the length of the straight line, in any number of dimensions", () => {
  expect(
    Array.from(
      euclideanDistances([
        [0, 0],
        [3, 4],
        [3, 0],
      ]),
    ),
  ).toEqual([0, 5, 3, 5, 0, 4, 3, 4, 0]);
  expect(Array.from(euclideanDistances({ data: [1, -2], rows: 2, columns: 1 }))).toEqual([0, 3, 3, 0]);
  expect(Array.from(euclideanDistances([[1, 2, 3]]))).toEqual([0]);
});

it("refuses what are no points", () => {
  expect(() => euclideanDistances([])).toThrow(ShapeError);
  expect(() => euclideanDistances([[1, 2], [1]])).toThrow(ShapeError);
  expect(() => euclideanDistances([[Number.NaN]])).toThrow(ArgumentError);
});
