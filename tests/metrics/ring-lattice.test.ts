import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { degrees, ringLattice } from "../../src/metrics/index.js";

it("joins every node to its nearest on the ring", () => {
  const { sources, targets } = ringLattice({ nodes: 5, degree: 2 }).toEdges();
  expect([[...sources], [...targets]]).toEqual([
    [0, 0, 1, 2, 3],
    [1, 4, 2, 3, 4],
  ]);
  const ring = ringLattice({ nodes: 9, degree: 6 });
  expect(degrees(ring)).toEqual(new Float64Array(9).fill(6));
  expect([ring.weight(8, 2), ring.weight(8, 3)]).toEqual([1, 0]);
  expect(ringLattice({ nodes: 4, degree: 0 }).edges).toBe(0);
  expect(ringLattice({ nodes: 7, degree: 6 }).edges).toBe(21);
});

it("refuses degrees that are odd or too large", () => {
  for (const [nodes, degree] of [
    [5, 3],
    [5, 6],
    [6, 6],
    [5, -2],
    [5, 2.5],
    [0, 0],
    [2.5, 2],
    [Number.NaN, 2],
  ] as const)
    expect(() => ringLattice({ nodes, degree })).toThrow(ArgumentError);
});
