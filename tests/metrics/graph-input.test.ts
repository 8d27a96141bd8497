import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { graphOf, groupsOf, undirectedGraphOf, unsignedGraphOf } from "../../src/metrics/graph-input.js";

const signed = graphFromEdges([[0, 1, -1]]),
  directed = graphFromEdges([[0, 1]], { directed: true });

describe("graphs as measures take them", () => {
  it("are graphs, or the symmetric matrices of undirected ones", () => {
    expect(graphOf(signed)).toBe(signed);
    expect(
      graphOf([
        [3, 1],
        [1, 0],
      ]),
    ).toMatchObject({ directed: false, edges: 1, selfLoops: 0 });
    expect(() =>
      graphOf([
        [0, 1],
        [0, 0],
      ]),
    ).toThrow("symmetric");
  });

  it("are refused where a measure knows no signs or no directions, in its name", () => {
    expect(unsignedGraphOf("measure", directed)).toBe(directed);
    expect(() => unsignedGraphOf("measure", signed)).toThrow(/^measure: graph/);
    expect(undirectedGraphOf("measure", signed)).toBe(signed);
    expect(() => undirectedGraphOf("measure", directed)).toThrow(/^measure: graph.*symmetrised/);
  });
});

describe("groupsOf", () => {
  it("numbers labels as they appear", () => {
    expect(groupsOf("measure", "communities", [7, -2, 7, 0], 4)).toEqual({
      labels: Int32Array.of(0, 1, 0, 2),
      count: 3,
    });
    expect(groupsOf("measure", "communities", [], 0).count).toBe(0);
  });

  it("refuses labels of another number or kind", () => {
    expect(() => groupsOf("measure", "communities", [1], 2)).toThrow(ShapeError);
    expect(() => groupsOf("measure", "communities", [1, 0.5], 2)).toThrow("communities[1]");
    expect(() => groupsOf("measure", "communities", [1, Number.NaN], 2)).toThrow(ArgumentError);
    expect(() => groupsOf("measure", "communities", null as never, 2)).toThrow(ArgumentError);
  });
});
