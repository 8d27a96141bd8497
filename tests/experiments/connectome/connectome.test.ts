import { expect, it } from "vitest";
import { count, givenLabels, withGroups } from "../../../src/experiments/connectome/connectome.js";
import { graphFromEdges } from "../../../src/metrics/graph-from-edges.js";

it("counts agree as texts of so many digits", () => {
  expect(count("weight", 1.25, 1.2504, 3)).toEqual({ what: "weight", expected: "1.250", actual: "1.250" });
  expect(count("weight", 1.25, 1.2506, 3).actual).toBe("1.251");
  expect(count("edges", 3, 3.4)).toEqual({ what: "edges", expected: "3", actual: "3" });
});

it("groups are numbered in order of first appearance", () => {
  expect(givenLabels("sides", ["R", "L", "R", "M"])).toEqual({
    what: "sides",
    labels: Int32Array.of(0, 1, 0, 2),
    names: ["R", "L", "M"],
  });
});

it("a graph's groups come with what was counted of those that its source counts, after all else", () => {
  const graph = graphFromEdges([[0, 1]], { nodes: 3 }),
    counts = [count("nodes", 3, 3)],
    found = withGroups({ graph, counts }, "sides", ["R", "L", "R"], { L: 2, R: 2, M: 0 });
  expect(found).toEqual({
    graph,
    given: givenLabels("sides", ["R", "L", "R"]),
    counts: [...counts, count("L", 2, 1), count("R", 2, 2), count("M", 0, 0)],
  });
});
