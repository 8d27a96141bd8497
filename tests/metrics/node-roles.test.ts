import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { graphFromEdges, nodeRoles, participation, withinModuleZ } from "../../src/metrics/index.js";
import { karate, karateBest } from "../golden/graphs.js";
import { barbell } from "../golden/topology.js";

it("tells the karate club's members apart", () => {
  const club = graphFromEdges(karate).binary(),
    { roles, hubs, z, participation: p } = nodeRoles(club, karateBest);
  expect([...hubs]).toEqual([33]);
  expect([0, 1, 2, 33, 11].map((i) => roles[i])).toEqual([
    "peripheral",
    "peripheral",
    "peripheral",
    "connector hub",
    "ultra-peripheral",
  ]);
  expect(z).toEqual(withinModuleZ(club, karateBest));
  expect(p).toEqual(participation(club, karateBest));
});

it("gives all seven roles", () => {
  // Module 0: a star of 40 leaves round node 0. Modules 1 … 9: one node each, 41 … 49.
  const spokes = Array.from({ length: 40 }, (_, leaf) => [0, 1 + leaf]),
    labels = [...new Array<number>(41).fill(0), ...Array.from({ length: 9 }, (_, k) => 1 + k)],
    roleOf = (node: number, bridges: readonly (readonly number[])[]) =>
      nodeRoles(graphFromEdges([...spokes, ...bridges], { nodes: 50 }), labels).roles[node];
  const bridges = (node: number, weight: number, count: number) =>
    Array.from({ length: count }, (_, k) => [node, 41 + k, weight]);
  expect(roleOf(0, [])).toBe("provincial hub");
  expect(roleOf(0, bridges(0, 8, 2))).toBe("connector hub");
  expect(roleOf(0, bridges(0, 30, 9))).toBe("kinless hub");
  expect(roleOf(1, [])).toBe("ultra-peripheral");
  expect(roleOf(1, bridges(1, 1, 1))).toBe("peripheral");
  expect(roleOf(1, bridges(1, 1, 3))).toBe("connector");
  expect(roleOf(1, bridges(1, 1, 9))).toBe("kinless");
});

it("refuses what its parts refuse", () => {
  expect(() => nodeRoles(barbell, [0, 1])).toThrow(ShapeError);
  expect(() =>
    nodeRoles(
      barbell.mapWeights(() => -1),
      [0, 0, 0, 1, 1, 1],
    ),
  ).toThrow(ArgumentError);
  expect(nodeRoles([], []).roles).toEqual([]);
});
