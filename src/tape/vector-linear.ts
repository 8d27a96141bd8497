import { ShapeError } from "../errors.js";
import { matmul, matmulTransposeA, matmulTransposeB } from "../ops/gemm.js";
import { errorDot, vectorCredit } from "../ops/gevb.js";
import { Tensor } from "../tensor/tensor.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";
import { vectorWeighted } from "./vector-weighted.js";

/**
 * Fully connected vector units, h[u,k] = Σ_j W[u,j] z[j,k] + bias[u,k]: one weight serves all K components.
 *
 * From scalar units it starts the vectors, h[u,k] = Σ_i W[u,k,i] x[i] + bias[u,k], with weights of its own for every
 * component. That is the layer above an input expanded to z[(k,i)] = x_i · (unit vector k), which is never stored.
 * @param x vector units, or scalar units [inputs, batch]
 * @param weights [units, inputs] above vector units, [units, components, inputs] above scalar ones
 * @param bias [units, components]
 * @throws {ShapeError} when the shapes disagree
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function vectorLinear(x: Variable, weights: Parameter, bias?: Parameter): VectorVariable {
  return x instanceof VectorVariable ? fromVectors(x, weights, bias) : fromScalars(x, weights, bias);
}

function fromVectors(z: VectorVariable, weights: Parameter, bias: Parameter | undefined): VectorVariable {
  const { components, tape } = z,
    [units, inputs, ...rest] = weights.value.shape,
    batch = z.value.shape[2]!;
  if (units === undefined || inputs !== z.units || rest.length > 0)
    throw new ShapeError("vectorLinear", `weights are [${weights.value.shape}], must be [units, ${z.units}]`);
  const h = new Tensor(tape.arena, [units, components, batch]),
    columns = components * batch,
    from = z.value.reshape([inputs, columns]),
    to = h.reshape([units, columns]),
    dots = tape.gradients ? new Tensor(tape.arena, [inputs, batch]) : undefined;
  return vectorWeighted("vectorLinear", z, weights, bias, {
    h,
    fanIn: inputs,
    forward: (accumulate) => void matmul(weights.value, from, to, accumulate),
    outer: (credit, error, accumulate) =>
      void matmulTransposeB(credit, errorDot(z.value, error, dots!), weights.gradient, accumulate),
    transpose: (values, credit, _, into, accumulate) => void matmulTransposeA(values, credit, into, accumulate),
  });
}

function fromScalars(x: Variable, weights: Parameter, bias: Parameter | undefined): VectorVariable {
  const [units, components, inputs, ...rest] = weights.value.shape,
    [features, batch, ...more] = x.value.shape;
  if (batch === undefined || more.length > 0)
    throw new ShapeError("vectorLinear", `x is [${x.value.shape}], must be [inputs, batch]`);
  if (units === undefined || components === undefined || inputs === undefined || inputs !== features || rest.length > 0)
    throw new ShapeError(
      "vectorLinear",
      `weights are [${weights.value.shape}], must be [units, components, ${features}] above scalar units`,
    );
  const { tape } = x,
    h = new Tensor(tape.arena, [units, components, batch]),
    flat = [units * components, inputs],
    w = weights.value.reshape(flat),
    gradient = weights.gradient.reshape(flat),
    to = h.reshape([units * components, batch]),
    errors = tape.gradients ? new Tensor(tape.arena, h.shape) : undefined,
    errorRows = errors?.reshape(to.shape);
  return vectorWeighted("vectorLinear", x, weights, bias, {
    h,
    fanIn: inputs,
    forward: (accumulate) => void matmul(w, x.value, to, accumulate),
    outer(credit, error, accumulate) {
      vectorCredit(credit, error, errors!);
      matmulTransposeB(errorRows!, x.value, gradient, accumulate);
    },
    transpose(values, credit, error, into, accumulate) {
      vectorCredit(credit, error, errors!);
      matmulTransposeA(values.reshape(flat), errorRows!, into, accumulate);
    },
  });
}
