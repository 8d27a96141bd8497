import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { type EdgesOptions, graphFromEdges } from "../../src/metrics/graph-from-edges.js";

const edgeLists = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.integer({ min: -2, max: 3 })), { maxLength: 40 });

/** What an edge list means, by a table of weights. */
function naive(edges: readonly (readonly number[])[], { directed, selfLoops, duplicates }: EdgesOptions): number[] {
  const dense = new Array<number>(64).fill(0),
    seen = new Set<number>();
  const put = (place: number, weight: number) => {
    if (!seen.has(place) || duplicates === "last") dense[place] = weight;
    else if (duplicates === "sum") dense[place]! += weight;
    else if (duplicates === "maximum") dense[place] = Math.max(dense[place]!, weight);
    seen.add(place);
  };
  for (const [i, j, weight] of edges as [number, number, number][]) {
    if (weight === 0 || (i === j && selfLoops === "drop")) continue;
    put(8 * i + j, weight);
    if (!directed && i !== j) put(8 * j + i, weight);
  }
  return dense;
}

describe("graphFromEdges", () => {
  it("builds what the list says, whatever its order, under every policy", () =>
    fc.assert(
      fc.property(
        edgeLists,
        fc.boolean(),
        fc.constantFrom("drop" as const, "keep" as const),
        fc.constantFrom("sum" as const, "first" as const, "last" as const, "maximum" as const),
        (edges, directed, selfLoops, duplicates) => {
          const options = { directed, selfLoops, duplicates, nodes: 8 };
          expect(Array.from(graphFromEdges(edges, options).toDense())).toEqual(naive(edges, options));
        },
      ),
      { numRuns: 500 },
    ));

  it("takes arrays of sources, targets and weights too", () => {
    const sources = Int32Array.of(2, 0),
      targets = [1, 2];
    expect(graphFromEdges({ sources, targets }).toEdges()).toEqual(
      graphFromEdges([
        [0, 2],
        [1, 2],
      ]).toEdges(),
    );
    expect(graphFromEdges({ sources, targets, weights: [3, 4] }).weight(0, 2)).toBe(4);
  });

  it("may be empty, and may have nodes without edges", () => {
    expect(graphFromEdges([])).toMatchObject({ nodes: 0, edges: 0, totalWeight: 0 });
    expect(graphFromEdges([[0, 1]], { nodes: 5 })).toMatchObject({ nodes: 5, edges: 1 });
    expect(graphFromEdges([[0, 1]], { names: ["a", "b", "c"] }).nodes).toBe(3);
  });

  it("refuses repeated edges and, when asked, self-loops, naming them", () => {
    expect(() =>
      graphFromEdges([
        [0, 1],
        [1, 0],
      ]),
    ).toThrow(/0 → 1.*given once.*"sum"/);
    expect(
      graphFromEdges(
        [
          [0, 1],
          [1, 0],
        ],
        { directed: true },
      ).edges,
    ).toBe(2);
    expect(() =>
      graphFromEdges(
        [
          [0, 1],
          [2, 2],
        ],
        { selfLoops: "refuse" },
      ),
    ).toThrow(/edge 1 is "2 → 2"/);
  });

  it.each([
    [
      "source of edge 1",
      [
        [0, 1],
        [0.5, 1],
      ],
    ],
    ["target of edge 0", [[0, -1]]],
    ["target of edge 0", [[0]]],
    ["source of edge 0", [["0", 1]]],
    ["weight of edge 0", [[0, 1, Number.NaN]]],
    ["weight of edge 0", [[0, 1, Number.POSITIVE_INFINITY]]],
    ["nodes", [[0, 2_000_000_000]]],
    ["edges", 5],
    ["edges", null],
    ["edges", { sources: [1] }],
  ])("refuses a bad %s", (what, edges) => {
    expect(() => graphFromEdges(edges as number[][])).toThrow(ArgumentError);
    expect(() => graphFromEdges(edges as number[][])).toThrow(what);
  });

  it("refuses lengths and options that do not fit", () => {
    expect(() => graphFromEdges({ sources: [0], targets: [1, 2] })).toThrow(ShapeError);
    expect(() => graphFromEdges({ sources: [0], targets: [1], weights: [] })).toThrow(ShapeError);
    expect(() => graphFromEdges([[0, 3]], { nodes: 3 })).toThrow(/nodes is 3, must be an integer, at least 4/);
    expect(() => graphFromEdges([[0, 1]], { names: ["a"] })).toThrow(ArgumentError);
    expect(() => graphFromEdges([[0, 1]], { names: ["a", "b"], nodes: 3 })).toThrow(ShapeError);
    for (const options of [{ directed: 1 }, { selfLoops: "no" }, { duplicates: "no" }, { names: "ab" }])
      expect(() => graphFromEdges([[0, 1]], options as object)).toThrow(ArgumentError);
    expect(() =>
      graphFromEdges(
        [
          [0, 1, 1e308],
          [0, 1, 1e308],
        ],
        { duplicates: "sum" },
      ),
    ).toThrow("summed weight");
  });
});
