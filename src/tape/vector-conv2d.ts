import { ShapeError } from "../errors.js";
import {
  type ConvGeometry,
  conv2d,
  conv2dBackward,
  conv2dVectorWeightGradient,
  conv2dWeightGradient,
  convGeometry,
} from "../ops/conv.js";
import { errorDot, vectorCredit } from "../ops/gevb.js";
import { Tensor } from "../tensor/tensor.js";
import { convolutionOf } from "./conv2d.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";
import { vectorWeighted } from "./vector-weighted.js";

/**
 * Convolution between images of vector units, h[p,o,k] = Σ_{u,v,c} W[o,u,v,c] · z[(input under u,v at p), c, k] + bias[o,k],
 * or a locally connected layer, with weights and biases of its own at every position.
 *
 * From scalar images it starts the vectors, with weights of its own for every component, W [units, components, kernelSize,
 * kernelSize, channels]: the layer above K copies of the image of which component k sees the k-th, which are never stored.
 * @param x channel-last images of vector units, or scalar ones, [height · width · channels, batch]
 * @param weights as in `conv2d`, above scalar units with an axis of components behind that of the units
 * @param bias [units, components], or [outHeight · outWidth · units, components]
 * @param sizes from `convGeometry`
 * @throws {ShapeError} when the shapes or memories disagree    @throws {ArgumentError} when the geometry is none
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function vectorConv2d(
  x: Variable,
  weights: Parameter,
  bias: Parameter | undefined,
  sizes: ConvGeometry,
): VectorVariable {
  return x instanceof VectorVariable ? fromVectors(x, weights, bias, sizes) : fromScalars(x, weights, bias, sizes);
}

function fromVectors(
  z: VectorVariable,
  weights: Parameter,
  bias: Parameter | undefined,
  sizes: ConvGeometry,
): VectorVariable {
  const { geometry, positions, local, columns, fanIn } = convolutionOf("vectorConv2d", z, weights, sizes),
    { components, tape } = z,
    batch = z.value.shape[2]!,
    rows = positions * geometry.units;
  if (z.units !== columns) throw new ShapeError("vectorConv2d", `input has ${z.units} units, must have ${columns}`);
  const h = new Tensor(tape.arena, [rows, components, batch]),
    from = z.value.reshape([columns, components * batch]),
    to = h.reshape([rows, components * batch]),
    dots = tape.gradients ? new Tensor(tape.arena, [columns, batch]) : undefined;
  return vectorWeighted("vectorConv2d", z, weights, bias, {
    h,
    fanIn,
    positions: local ? 1 : positions,
    forward: (accumulate) => void conv2d(geometry, from, weights.value, to, accumulate),
    outer: (credit, error, accumulate) =>
      void conv2dWeightGradient(geometry, credit, errorDot(z.value, error, dots!), weights.gradient, accumulate),
    transpose: (values, credit, _, into, accumulate) => void conv2dBackward(geometry, values, credit, into, accumulate),
  });
}

function fromScalars(
  x: Variable,
  weights: Parameter,
  bias: Parameter | undefined,
  sizes: ConvGeometry,
): VectorVariable {
  const components = weights.value.shape.at(-4) ?? 0,
    { geometry, positions, local, columns, fanIn } = convolutionOf("vectorConv2d", x, weights, sizes, [components]),
    [features, batch, ...rest] = x.value.shape;
  if (features !== columns || batch === undefined || rest.length > 0)
    throw new ShapeError("vectorConv2d", `input is [${x.value.shape}], must be [${columns}, batch]`);
  const { tape } = x,
    { units, kernelSize, channels } = geometry,
    // every component of a unit is a unit there
    scalars = convGeometry("vectorConv2d", { ...geometry, units: units * components }),
    flat = [...(local ? [positions] : []), scalars.units, kernelSize, kernelSize, channels],
    w = weights.value.reshape(flat),
    gradient = weights.gradient.reshape(flat),
    h = new Tensor(tape.arena, [positions * units, components, batch]),
    to = h.reshape([positions * scalars.units, batch]),
    scratch = tape.gradients ? new Tensor(tape.arena, [local ? components : 2 * fanIn, batch]) : undefined,
    errors = tape.gradients && x.gradient ? new Tensor(tape.arena, h.shape) : undefined,
    errorRows = errors?.reshape(to.shape);
  return vectorWeighted("vectorConv2d", x, weights, bias, {
    h,
    fanIn,
    positions: local ? 1 : positions,
    forward: (accumulate) => void conv2d(scalars, x.value, w, to, accumulate),
    outer: (credit, error, accumulate) =>
      void conv2dVectorWeightGradient(scalars, credit, error, x.value, scratch!, gradient, accumulate),
    transpose(values, credit, error, into, accumulate) {
      vectorCredit(credit, error, errors!);
      conv2dBackward(scalars, values.reshape(flat), errorRows!, into, accumulate);
    },
  });
}
