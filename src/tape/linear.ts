import { ShapeError } from "../errors.js";
import { matmul, matmulTransposeA, matmulTransposeB } from "../ops/gemm.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { weighted } from "./weighted.js";

/**
 * Fully connected: y = W·x + b.
 * @param x [inputs, batch]    @param weights [outputs, inputs]    @param bias [outputs]
 * @throws {ShapeError} when the shapes disagree
 */
export function linear(x: Variable, weights: Parameter, bias?: Parameter): Variable {
  const [rows, columns, ...rest] = weights.value.shape;
  if (rows === undefined || columns === undefined || rest.length > 0)
    throw new ShapeError("linear", `weights are [${weights.value.shape}], must be [outputs, inputs]`);
  return weighted("linear", x, weights, bias, {
    rows,
    columns,
    fanIn: columns,
    multiply: matmul,
    multiplyTranspose: matmulTransposeA,
    outer: matmulTransposeB,
  });
}
