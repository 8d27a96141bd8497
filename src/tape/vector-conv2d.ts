import { ShapeError } from "../errors.js";
import {
  type ConvGeometry,
  conv2d,
  conv2dBackward,
  conv2dVectorWeightGradient,
  conv2dWeightGradient,
} from "../ops/conv.js";
import { errorDot, vectorCredit } from "../ops/gevb.js";
import { Tensor } from "../tensor/tensor.js";
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
 * @param geometry from `convGeometry`
 * @throws {ShapeError} when the shapes disagree    @throws {ArgumentError} when the geometry is none
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function vectorConv2d(
  x: Variable,
  weights: Parameter,
  bias: Parameter | undefined,
  geometry: ConvGeometry,
): VectorVariable {
  return x instanceof VectorVariable
    ? fromVectors(x, weights, bias, geometry)
    : fromScalars(x, weights, bias, geometry);
}

function fromVectors(
  z: VectorVariable,
  weights: Parameter,
  bias: Parameter | undefined,
  geometry: ConvGeometry,
): VectorVariable {
  const { components, tape } = z,
    { units, kernelSize, channels } = geometry,
    batch = z.value.shape[2]!,
    positions = geometry.outHeight * geometry.outWidth,
    h = new Tensor(tape.arena, [positions * units, components, batch]),
    columns = components * batch,
    from = z.value.reshape([z.units, columns]),
    to = h.reshape([positions * units, columns]),
    dots = tape.gradients ? new Tensor(tape.arena, [z.units, batch]) : undefined;
  return vectorWeighted("vectorConv2d", z, weights, bias, {
    h,
    fanIn: kernelSize * kernelSize * channels,
    positions: weights.value.shape.length === 5 ? 1 : positions,
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
  geometry: ConvGeometry,
): VectorVariable {
  const { shape } = weights.value,
    window = shape.slice(-3),
    [units, components] = shape.slice(-5, -3),
    positions = geometry.outHeight * geometry.outWidth,
    batch = x.value.shape[1] ?? 0;
  if (units !== geometry.units || components === undefined || shape.length > 6)
    throw new ShapeError(
      "vectorConv2d",
      `weights are [${shape}], must be [${geometry.units}, components, kernelSize, kernelSize, channels], or that at every position`,
    );
  const { tape } = x,
    scalars: ConvGeometry = { ...geometry, units: units * components }, // every component of a unit is one there
    flat = [...shape.slice(0, -5), scalars.units, ...window],
    w = weights.value.reshape(flat),
    gradient = weights.gradient.reshape(flat),
    h = new Tensor(tape.arena, [positions * units, components, batch]),
    to = h.reshape([positions * scalars.units, batch]),
    taps = window.reduce((product, n) => product * n, 1),
    scratch = tape.gradients ? new Tensor(tape.arena, [Math.max(2 * taps, components), batch]) : undefined,
    errors = tape.gradients && x.gradient ? new Tensor(tape.arena, h.shape) : undefined,
    errorRows = errors?.reshape(to.shape);
  return vectorWeighted("vectorConv2d", x, weights, bias, {
    h,
    fanIn: taps,
    positions: shape.length === 6 ? 1 : positions,
    forward: (accumulate) => void conv2d(scalars, x.value, w, to, accumulate),
    outer: (credit, error, accumulate) =>
      void conv2dVectorWeightGradient(scalars, credit, error, x.value, scratch!, gradient, accumulate),
    transpose(values, credit, error, into, accumulate) {
      vectorCredit(credit, error, errors!);
      conv2dBackward(scalars, values.reshape(flat), errorRows!, into, accumulate);
    },
  });
}
