import { expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { euclideanDistances } from "../../../src/metrics/euclidean-distances.js";
import { latticePoints } from "../../../src/models/sernn/lattice.js";

it("stands in the order of the paper, whose distances are known", () => {
  const data = latticePoints([5, 5, 4]),
    d = euclideanDistances({ data, rows: 100, columns: 3 });
  expect(Array.from(data.subarray(3 * 47, 3 * 48))).toEqual([1, 2, 3]);
  expect([d[1], d[4], d[20]]).toEqual([1, 1, 1]);
  const sum = d.reduce((total, x) => total + x, 0);
  expect(sum).toBeCloseTo(30271.04207895, 7);
  expect(sum / 9900).toBeCloseTo(3.05768102, 8);
  expect(Math.max(...d)).toBeCloseTo(6.40312424, 8);
});

it("may be longer one way", () => {
  expect(Array.from(latticePoints([2, 1, 2]))).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1]);
  for (const side of [0, 1.5, -1]) expect(() => latticePoints([2, side, 2])).toThrow(ArgumentError);
});
