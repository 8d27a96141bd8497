import { ShapeError } from "../errors.js";
import { sampledMatmul, spmm, spmmTranspose } from "../ops/sparse.js";
import type { CsrMatrix } from "../tensor/csr.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { weighted } from "./weighted.js";

/**
 * Sparse: y = W·x + b, with weights, gradients and feedback only where the matrix stores an entry.
 * @param x [inputs, batch]    @param matrix [outputs, inputs], its structure
 * @param weights [nnz], the parameter that holds the matrix's values    @param bias [outputs]
 * @throws {ShapeError} when the shapes disagree or `weights` is not made from `matrix.values`
 */
export function sparseLinear(x: Variable, matrix: CsrMatrix, weights: Parameter, bias?: Parameter): Variable {
  if (weights.value !== matrix.values)
    throw new ShapeError("sparseLinear", "weights must be the parameter made from matrix.values");
  if (x.gradient) matrix.transposeIndex();
  return weighted("sparseLinear", x, weights, bias, {
    rows: matrix.rows,
    columns: matrix.columns,
    fanIn: matrix.nnz / matrix.rows,
    pattern: () => matrix.pattern(),
    multiply: (values, input, y, accumulate) => spmm(matrix, input, y, accumulate, values),
    multiplyTranspose: (values, d, into, accumulate) => spmmTranspose(matrix, d, into, accumulate, values),
    outer: (d, input, gradient, accumulate) => sampledMatmul(matrix, d, input, gradient, accumulate),
  });
}
