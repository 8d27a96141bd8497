import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { graphFromCsr } from "../../src/metrics/graph-from-csr.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { openArena } from "../support.js";
import { matrices } from "./graphs.js";

const csr = { rows: 2, columns: 2, rowPointers: [0, 1, 2], columnIndices: [1, 0], values: [3, 3] };

describe("graphFromCsr", () => {
  it("reads a trained matrix, whose rows are the targets", async () => {
    using arena = await openArena();
    await fc.assert(
      fc.asyncProperty(matrices({ signed: true }), async ({ directed, matrix }) => {
        using stored = CsrMatrix.fromDense(arena, matrix.length, matrix.length, matrix.flat());
        const graph = graphFromCsr(stored, { directed, selfLoops: "keep" });
        expect(graph.toDense()).toEqual(
          graphFromDense(matrix, { directed, rows: "target", selfLoops: "keep" }).toDense(),
        );
        expect(graph.directed).toBe(directed);
      }),
    );
  });

  it("reads plain arrays, whose rows are the sources", () => {
    const one = { ...csr, rowPointers: [0, 1, 1], columnIndices: [1], values: [3] };
    expect(graphFromCsr(one, { directed: true }).weight(0, 1)).toBe(3);
    expect(graphFromCsr(one, { directed: true, rows: "target" }).weight(1, 0)).toBe(3);
    expect(graphFromCsr(csr).toEdges()).toEqual({
      sources: Int32Array.of(0),
      targets: Int32Array.of(1),
      weights: Float64Array.of(3),
    });
  });

  it("refuses halves that differ", () => {
    expect(() => graphFromCsr({ ...csr, values: [3, 4] })).toThrow(/\[0\]\[1\] is 3, must be 4/);
    expect(() => graphFromCsr({ ...csr, rowPointers: [0, 1, 1], columnIndices: [1], values: [3] })).toThrow(
      "symmetric",
    );
  });

  it("refuses structures that are none", () => {
    expect(() => graphFromCsr({ ...csr, columns: 3 })).toThrow(ShapeError);
    expect(() => graphFromCsr({ ...csr, rowPointers: [0, 2] })).toThrow(ShapeError);
    expect(() => graphFromCsr({ ...csr, values: [1] })).toThrow(ShapeError);
    for (const rowPointers of [
      [0, 3, 2],
      [1, 1, 2],
      [0, 1, 3],
      [0, 0.5, 2],
    ])
      expect(() => graphFromCsr({ ...csr, rowPointers })).toThrow(ArgumentError);
    expect(() => graphFromCsr({ ...csr, columnIndices: [1, 2] })).toThrow(ArgumentError);
    expect(() => graphFromCsr({ ...csr, columnIndices: [1, -1] })).toThrow(ArgumentError);
    expect(() => graphFromCsr(null as unknown as typeof csr)).toThrow(ArgumentError);
    expect(() => graphFromCsr(csr, { rows: "both" as "source" })).toThrow("rows");
  });
});
