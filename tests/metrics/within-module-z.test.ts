import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { graphFromEdges, withinModuleZ } from "../../src/metrics/index.js";
import { partitioned } from "../arbitraries/graphs.js";
import { karate, karateBest } from "../golden/graphs.js";
import { barbell, pairs } from "../golden/topology.js";
import * as reference from "../reference/topology.js";

it("has the karate club's values, with either standard deviation", () => {
  const club = graphFromEdges(karate).binary(),
    want = { 0: 2.135708, 1: 1.401558, 2: 0.300334, 32: 1.84188, 33: 2.511655 };
  for (const [node, value] of Object.entries(want))
    expect(withinModuleZ(club, karateBest)[Number(node)]).toBeCloseTo(value, 6);
  const sample = withinModuleZ(club, karateBest, { deviation: "sample" });
  expect(sample[0]).toBeCloseTo(2.036317, 6);
  expect(sample[33]).toBeCloseTo(2.404727, 6);
});

it("is 0 where all nodes of a module are alike, if only up to rounding, and in modules of one", () => {
  const labels = [0, 0, 0, 1, 1, 1];
  expect(withinModuleZ(barbell, labels)).toEqual(new Float64Array(6));
  expect(withinModuleZ(barbell, [0, 1, 2, 3, 4, 5], { deviation: "sample" })).toEqual(new Float64Array(6));
  // 0.1 + 0.2 + 0.3 in three orders.
  const square = graphFromEdges([
    [0, 1, 0.1],
    [2, 3, 0.1],
    [0, 2, 0.2],
    [1, 3, 0.2],
    [0, 3, 0.3],
    [1, 2, 0.3],
  ]);
  expect(withinModuleZ(square, [0, 0, 0, 0])).toEqual(new Float64Array(4));
  expect(withinModuleZ([], [])).toEqual(new Float64Array(0));
});

it("does not depend on the unit of the weights, however large or small", () => {
  const club = graphFromEdges(karate),
    want = withinModuleZ(club, karateBest);
  for (const unit of [1e300, 1e-300])
    withinModuleZ(
      club.mapWeights((weight) => weight * unit),
      karateBest,
    ).forEach((z, i) => {
      expect(z).toBeCloseTo(want[i]!, 12);
    });
});

it("takes the edges of a direction: a row is a source", () => {
  const fan = pairs([0, 1, 0, 2], { directed: true }),
    [two, one] = [Math.SQRT2, Math.SQRT1_2];
  const expectZ = (direction: "in" | "out" | "both", want: readonly number[]) =>
    withinModuleZ(fan, [4, 4, 4], { direction }).forEach((z, i) => {
      expect(z).toBeCloseTo(want[i]!, 12);
    });
  expectZ("out", [two, -one, -one]);
  expectZ("in", [-two, one, one]);
  expectZ("both", [two, -one, -one]);
});

it("equals the definition, negative weights included", () =>
  fc.assert(
    fc.property(
      partitioned({ weights: fc.integer({ min: -5, max: 5 }).filter((weight) => weight !== 0) }),
      fc.constantFrom("both" as const, "in" as const, "out" as const),
      fc.constantFrom("population" as const, "sample" as const),
      ([{ graph, matrix, directed }, labels], direction, deviation) => {
        const inside = reference.withinModule(matrix, directed, direction, labels),
          got = withinModuleZ(graph, labels, { direction, deviation });
        inside.forEach((value, i) => {
          const members = inside.filter((_, j) => labels[j] === labels[i]),
            mean = members.reduce((sum, x) => sum + x, 0) / members.length,
            squares = members.reduce((sum, x) => sum + (x - mean) ** 2, 0),
            sd = Math.sqrt(squares / (members.length - (deviation === "sample" ? 1 : 0)));
          // Weights are whole numbers: a deviation this small is none.
          expect(got[i]).toBeCloseTo(sd > 1e-6 ? (value - mean) / sd : 0, 9);
        });
      },
    ),
  ));

it("refuses labels that do not fit, and options that are none", () => {
  const labels = [0, 0, 0, 1, 1, 1];
  expect(() => withinModuleZ(barbell, [0])).toThrow(ShapeError);
  expect(() => withinModuleZ(barbell, [0, 0, 0, 1, 1, Number.NaN])).toThrow(ArgumentError);
  expect(() => withinModuleZ(barbell, labels, { deviation: "mean" as "sample" })).toThrow('"population" or "sample"');
  expect(() => withinModuleZ(barbell, labels, { direction: "up" as "in" })).toThrow(ArgumentError);
});
