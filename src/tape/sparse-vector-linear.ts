import { ArgumentError, ShapeError } from "../errors.js";
import { errorDot, vectorCredit } from "../ops/gevb.js";
import { sampledMatmul, spmm, spmmTranspose } from "../ops/sparse.js";
import type { CsrMatrix } from "../tensor/csr.js";
import { Tensor } from "../tensor/tensor.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";
import { type VectorProduct, vectorWeighted } from "./vector-weighted.js";

/**
 * Vector units with weights only where the matrix stores an entry, h[u,k] = Σ_j W[u,j] z[j,k] + bias[u,k]: the sparse form
 * of vectorLinear. Gradients and feedback exist at the stored entries alone.
 * @param x vector units, or scalar units [inputs, batch], from which it starts the vectors
 * @param matrix the structure of W: [units, inputs] above vector units, [units · components, inputs] above scalar ones, where
 * row u · components + k holds the weights of unit u's component k
 * @param weights [nnz], the parameter that holds the matrix's values    @param bias [units, components]
 * @param components length of the vectors; wanted above scalar units, which do not tell it
 * @throws {ShapeError} when the shapes disagree or `weights` is not made from `matrix.values`
 * @throws {ArgumentError} when `components` is missing above scalar units, or is not that of the vectors below
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089; sparse weights are not in the paper.
 */
export function sparseVectorLinear(
  x: Variable,
  matrix: CsrMatrix,
  weights: Parameter,
  bias?: Parameter,
  components?: number,
): VectorVariable {
  if (weights.value !== matrix.values)
    throw new ShapeError("sparseVectorLinear", "weights must be the parameter made from matrix.values");
  const product =
    x instanceof VectorVariable
      ? fromVectors(x, matrix, weights, components)
      : fromScalars(x, matrix, weights, components);
  if (x.gradient) matrix.transposeIndex();
  return vectorWeighted("sparseVectorLinear", x, weights, bias, product);
}

function fromVectors(
  z: VectorVariable,
  matrix: CsrMatrix,
  weights: Parameter,
  given: number | undefined,
): VectorProduct {
  const { components, tape, units: inputs } = z,
    batch = z.value.shape[2]!;
  if (given !== undefined && given !== components)
    throw new ArgumentError("sparseVectorLinear", "components", given, `${components}, as in the vectors below`);
  if (matrix.columns !== inputs)
    throw new ShapeError(
      "sparseVectorLinear",
      `matrix is [${matrix.rows}, ${matrix.columns}], must be [units, ${inputs}]`,
    );
  const h = new Tensor(tape.arena, [matrix.rows, components, batch]),
    columns = components * batch,
    from = z.value.reshape([inputs, columns]),
    to = h.reshape([matrix.rows, columns]),
    dots = tape.gradients ? new Tensor(tape.arena, [inputs, batch]) : undefined;
  return {
    h,
    fanIn: matrix.nnz / matrix.rows,
    pattern: () => matrix.pattern(),
    forward: (accumulate) => void spmm(matrix, from, to, accumulate),
    outer: (credit, error, accumulate) =>
      void sampledMatmul(matrix, credit, errorDot(z.value, error, dots!), weights.gradient, accumulate),
    transpose: (values, credit, _, into, accumulate) => void spmmTranspose(matrix, credit, into, accumulate, values),
  };
}

function fromScalars(
  x: Variable,
  matrix: CsrMatrix,
  weights: Parameter,
  components: number | undefined,
): VectorProduct {
  if (components === undefined || !Number.isInteger(components) || components < 1)
    throw new ArgumentError("sparseVectorLinear", "components", components, "a positive integer above scalar units");
  const [features, batch, ...rest] = x.value.shape,
    { rows, columns } = matrix,
    { tape } = x;
  if (columns !== features || batch === undefined || rest.length > 0)
    throw new ShapeError("sparseVectorLinear", `input is [${x.value.shape}], must be [${columns}, batch]`);
  if (rows % components !== 0)
    throw new ShapeError("sparseVectorLinear", `matrix has ${rows} rows, must have ${components} for every unit`);
  const h = new Tensor(tape.arena, [rows / components, components, batch]),
    to = h.reshape([rows, batch]),
    errors = tape.gradients ? new Tensor(tape.arena, h.shape) : undefined,
    errorRows = errors?.reshape(to.shape);
  return {
    h,
    fanIn: matrix.nnz / rows,
    pattern: () => matrix.pattern(),
    forward: (accumulate) => void spmm(matrix, x.value, to, accumulate),
    outer(credit, error, accumulate) {
      vectorCredit(credit, error, errors!);
      sampledMatmul(matrix, errorRows!, x.value, weights.gradient, accumulate);
    },
    transpose(values, credit, error, into, accumulate) {
      vectorCredit(credit, error, errors!);
      spmmTranspose(matrix, errorRows!, into, accumulate, values);
    },
  };
}
