import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { linear } from "../../src/tape/linear.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseLinear } from "../../src/tape/sparse-linear.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";
import { awayFromZero, expectGradients, input, lossOf, newTape, parameter } from "./gradients.js";

/** Rows with two, no and three connections. */
const pattern = {
  rows: 3,
  columns: 4,
  rowPointers: Int32Array.of(0, 2, 2, 5),
  columnIndices: Int32Array.of(1, 3, 0, 1, 2),
};

describe("sparseLinear", () => {
  it("has the gradient of its definition", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const matrix = CsrMatrix.from(arena, pattern, awayFromZero(random, 5)),
      w = new Parameter("w", matrix.values),
      b = parameter(arena, random, [3]),
      x = input(tape, random, [4, 5]);
    expectGradients(tape, lossOf(sparseLinear(x, matrix, w, b), random), [x, w, b]);
  });

  it("equals the dense operation with zeros elsewhere, and has as many gradients as connections", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const matrix = CsrMatrix.from(arena, pattern, awayFromZero(random, 5)),
      w = new Parameter("w", matrix.values),
      dense = new Parameter("dense", Tensor.from(arena, [3, 4], matrix.toDense())),
      x = input(tape, random, [4, 5]);
    const sparse = sparseLinear(x, matrix, w),
      full = linear(x, dense);
    tape.forward();
    expect(sparse.value.data).toEqual(full.value.data);
    expect(w.gradient.size).toBe(5);
  });

  it("refuses weights that are not the matrix's own", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena);
    const matrix = CsrMatrix.from(arena, pattern, awayFromZero(random, 5));
    expect(() => sparseLinear(tape.input([4, 2]), matrix, parameter(arena, random, [5]))).toThrow(ShapeError);
  });
});
