import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";

describe("graphFromDense", () => {
  it("reads rows as sources, or as targets", () => {
    const matrix = [
      [0, 2],
      [0, 0],
    ];
    expect(graphFromDense(matrix, { directed: true }).weight(0, 1)).toBe(2);
    expect(graphFromDense(matrix, { directed: true, rows: "target" }).weight(1, 0)).toBe(2);
    expect(graphFromDense(Float32Array.of(0, 2, 0, 0), { directed: true }).weight(0, 1)).toBe(2);
  });

  it("leaves the diagonal out unless told", () => {
    expect(
      graphFromDense([
        [5, 1],
        [1, 0],
      ]).totalWeight,
    ).toBe(2);
    expect(
      graphFromDense(
        [
          [5, 1],
          [1, 0],
        ],
        { selfLoops: "keep" },
      ),
    ).toMatchObject({ totalWeight: 7, selfLoops: 1 });
    expect(() =>
      graphFromDense(
        [
          [5, 1],
          [1, 0],
        ],
        { selfLoops: "refuse" },
      ),
    ).toThrow("[0][0]");
  });

  it("refuses an asymmetric matrix of an undirected graph, and says where", () => {
    expect(() =>
      graphFromDense([
        [0, 1],
        [2, 0],
      ]),
    ).toThrow(/\[1\]\[0\] is 2, must be 1.*symmetric/);
  });

  it("refuses what is no square matrix of finite numbers", () => {
    expect(() => graphFromDense([[0, 1], [1]])).toThrow(ShapeError);
    expect(() => graphFromDense([0, 1, 1])).toThrow(ShapeError);
    expect(() => graphFromDense([[0, 1]])).toThrow(ShapeError);
    expect(() =>
      graphFromDense(
        [
          [0, 1],
          [1, 0],
        ],
        { names: ["a"] },
      ),
    ).toThrow(ShapeError);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, "1", null])
      expect(() =>
        graphFromDense([
          [0, bad as number],
          [bad as number, 0],
        ]),
      ).toThrow("[0][1]");
    for (const bad of [null, 3, "matrix"])
      expect(() => graphFromDense(bad as unknown as number[])).toThrow(ArgumentError);
    expect(() => graphFromDense([[0]], { rows: "columns" as "source" })).toThrow("rows");
  });

  it("may be empty", () => {
    expect(graphFromDense([])).toMatchObject({ nodes: 0, edges: 0 });
  });
});
