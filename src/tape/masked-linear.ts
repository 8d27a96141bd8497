import { ArgumentError, ShapeError } from "../errors.js";
import { matmul, matmulTransposeA, matmulTransposeB } from "../ops/gemm.js";
import { applyMask } from "../ops/masked.js";
import type { Mask } from "../tensor/mask.js";
import type { Parameter, ParameterOptions } from "./parameter.js";
import type { Variable } from "./variable.js";
import { weighted } from "./weighted.js";

/**
 * Dense storage of a sparse layer: y = (M ⊙ W)·x + b. W is set to zero outside the mask when recorded, and the
 * gradient is zero there, so that no optimiser moves a masked weight. For patterns that change often or are dense.
 * @param x [inputs, batch]    @param weights [outputs, inputs]    @param mask [outputs, inputs]    @param bias [outputs]
 * @throws {ShapeError} when the shapes disagree
 * @throws {ArgumentError} when the weights' allowed range leaves out 0, which is what a masked weight holds
 */
export function maskedLinear(x: Variable, weights: Parameter, mask: Mask, bias?: Parameter): Variable {
  const [rows, columns] = weights.value.shape;
  if (weights.value.shape.length !== 2 || rows !== mask.rows || columns !== mask.columns)
    throw new ShapeError(
      "maskedLinear",
      `weights are [${weights.value.shape}], must be [${mask.rows}, ${mask.columns}]`,
    );
  expectZeroAllowed("maskedLinear", weights);
  applyMask(mask, weights.value);
  return weighted("maskedLinear", x, weights, bias, {
    rows: mask.rows,
    columns: mask.columns,
    fanIn: mask.count / mask.rows,
    pattern: () => mask.toPattern(),
    multiply: matmul,
    multiplyTranspose: matmulTransposeA,
    outer(d, input, gradient, accumulate) {
      matmulTransposeB(d, input, gradient, accumulate);
      applyMask(mask, gradient);
    },
    confine: (values) => void applyMask(mask, values),
  });
}

/** @throws {ArgumentError} when the range that optimisers keep would lift a masked weight off 0 */
export function expectZeroAllowed(
  operation: string,
  { minimum = -Infinity, maximum = Infinity }: ParameterOptions,
): void {
  if (minimum > 0) throw new ArgumentError(operation, "minimum", minimum, "at most 0, which masked weights hold");
  if (maximum < 0) throw new ArgumentError(operation, "maximum", maximum, "at least 0, which masked weights hold");
}
