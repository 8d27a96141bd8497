import { ShapeError } from "../errors.js";
import { fillRows, sumGroups } from "../ops/elementwise.js";
import { matmulTransposeB } from "../ops/gemm.js";
import type { Pattern } from "../tensor/pattern.js";
import { Tensor } from "../tensor/tensor.js";
import type { Transport, WeightOperation } from "./operation.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";

/** Weights into vector units, in some storage, between a certain input and a certain preactivation h. */
export interface VectorProduct {
  /** Receives the preactivations, [units, components, batch]. */
  readonly h: Tensor;
  /** Weights that reach a component of a unit, on average. */
  readonly fanIn: number;
  /** Which weights exist; left out where all do. */
  readonly pattern?: () => Pattern;
  /** How many units share a bias, as the positions of a convolution do; 1 when left out. */
  readonly positions?: number;
  /** h (+)= W·input */
  forward(accumulate: boolean): void;
  /** The weights' gradient (+)= Σ_b of credit [units, batch] times input dotted with error, at the stored weights. */
  outer(credit: Tensor, error: Tensor, accumulate: boolean): void;
  /** into, the input's gradient or credit, (+)= Vᵀ·credit with any values V in the weights' place */
  transpose(values: Tensor, credit: Tensor, error: Tensor, into: Tensor, accumulate: boolean): void;
}

/**
 * Records h[u,k,b] = Σ_j W[u,j] z[j,k,b] + bias[u,k] for any storage of W; backward with the credit g at h,
 *   dW[u,j] = Σ_b g[u,b] Σ_k e[k,b] z[j,k,b],   dbias[u,k] = Σ_b g[u,b] e[k,b],   credit of z: Wᵀ g.
 * bias is [units, components], or [units / positions, components] and repeats.
 * @param input vector units, or scalar units from which the vectors start
 * @throws {ShapeError} when bias does not fit
 */
export function vectorWeighted(
  name: string,
  input: Variable,
  weights: Parameter,
  bias: Parameter | undefined,
  product: VectorProduct,
): VectorVariable {
  const { h, positions = 1 } = product,
    [units = 0, components = 0, batch = 0] = h.shape,
    biases = units / positions;
  if (bias && String(bias.value.shape) !== String([biases, components]))
    throw new ShapeError(name, `bias is [${bias.value.shape}], must be [${biases}, ${components}]`);
  const { tape } = input,
    output = tape.adopt(new VectorVariable(tape, h, input instanceof VectorVariable ? input.error : undefined)),
    rows = h.reshape([units * components, batch]),
    biasRows = bias?.value.reshape([biases * components]),
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
    vectors: true,
    forward() {
      if (biasRows) fillRows(biasRows, rows);
      product.forward(biasRows !== undefined);
    },
    backward(transport?: Transport) {
      const credit = output.gradient!;
      operation.weightGradient(credit);
      if (!input.gradient) return;
      if (transport) transport(operation);
      else operation.backproject(weights.value, credit, input.gradient, input.accumulates());
    },
    weightGradient(credit: Tensor) {
      product.outer(credit, output.error!, weights.accumulates());
      if (!bias) return;
      const shared = overPositions ? sumGroups(credit, overPositions) : credit;
      matmulTransposeB(shared, output.error!, bias.gradient, bias.accumulates());
    },
    confine() {},
    backproject(values: Tensor, credit: Tensor, into: Tensor, accumulate: boolean) {
      product.transpose(values, credit, output.error!, into, accumulate);
    },
  };
  tape.record(operation);
  return output;
}
