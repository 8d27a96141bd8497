import { ShapeError } from "../errors.js";
import { biasGradient, fillRows, sumGroups } from "../ops/elementwise.js";
import type { Pattern } from "../tensor/pattern.js";
import { Tensor } from "../tensor/tensor.js";
import type { Transport, WeightOperation } from "./operation.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";

/** A weight matrix in some storage: the product and its two adjoints. `values` has the shape of the stored weights. */
export interface Product {
  readonly rows: number;
  readonly columns: number;
  /** Weights that reach an output, on average. */
  readonly fanIn: number;
  /** How many outputs share a bias, as the positions of a convolution do; 1 when left out. */
  readonly positions?: number;
  /** y (+)= V·x */
  multiply(values: Tensor, x: Tensor, y: Tensor, accumulate: boolean): void;
  /** x (+)= Vᵀ·d */
  multiplyTranspose(values: Tensor, d: Tensor, x: Tensor, accumulate: boolean): void;
  /** g (+)= d·xᵀ, at the stored weights only */
  outer(d: Tensor, x: Tensor, g: Tensor, accumulate: boolean): void;
  /** Which weights exist, copied out; left out where all do. */
  pattern?(): Pattern;
  /** Sets to 0 what no weight stands behind; left out where the storage has no such places. */
  confine?(values: Tensor): void;
}

/**
 * Records output = W·input + bias for any storage of W.
 *   input [columns, batch], bias [rows], or [rows / positions] which repeats, output [rows, batch]
 * @throws {ShapeError} when input or bias do not fit the weights
 */
export function weighted(
  name: string,
  input: Variable,
  weights: Parameter,
  bias: Parameter | undefined,
  product: Product,
) {
  const [features, batch, ...rest] = input.value.shape;
  if (features !== product.columns || batch === undefined || rest.length > 0)
    throw new ShapeError(name, `input is [${input.value.shape}], must be [${product.columns}, batch]`);
  const { positions = 1 } = product,
    biases = product.rows / positions;
  if (bias && (bias.value.shape.length !== 1 || bias.value.size !== biases))
    throw new ShapeError(name, `bias is [${bias.value.shape}], must be [${biases}]`);
  const { tape } = input,
    output = tape.result([product.rows, batch]),
    overPositions = bias && positions > 1 && tape.gradients ? new Tensor(tape.arena, [biases, batch]) : undefined;
  const operation: WeightOperation = {
    name,
    inputs: [input],
    input,
    weights,
    bias,
    fanIn: product.fanIn,
    ...(product.pattern && { pattern: product.pattern }),
    parameters: bias ? [weights, bias] : [weights],
    output,
    forward() {
      if (bias) fillRows(bias.value, output.value);
      product.multiply(weights.value, input.value, output.value, bias !== undefined);
    },
    backward(transport?: Transport) {
      const error = output.gradient!;
      operation.weightGradient(error);
      if (!input.gradient) return;
      if (transport) transport(operation);
      else operation.backproject(weights.value, error, input.gradient, input.accumulates());
    },
    weightGradient(error: Tensor) {
      product.outer(error, input.value, weights.gradient, weights.accumulates());
      if (!bias) return;
      const shared = overPositions ? sumGroups(error, overPositions) : error;
      biasGradient(shared, bias.gradient, bias.accumulates());
    },
    confine(values: Tensor) {
      product.confine?.(values);
    },
    backproject(values: Tensor, error: Tensor, into: Tensor, accumulate: boolean) {
      product.multiplyTranspose(values, error, into, accumulate);
    },
  };
  return tape.record(operation).output;
}
