import { expectTensor } from "../ops/check.js";
import {
  type ConvGeometry,
  conv2dBackward,
  conv2dWeightGradient,
  convGeometry,
  conv2d as forward,
} from "../ops/conv.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { weighted } from "./weighted.js";

/**
 * Convolution, y[p,o] = Σ_{u,v,c} W[o,u,v,c] · x[(input under u,v at position p), c] + bias[o], or a locally connected
 * layer, with weights and biases of its own at every position. Images are channel-last: rows (position, channel).
 * @param x [height · width · channels, batch]; the result is [outHeight · outWidth · units, batch]
 * @param weights [units, kernelSize, kernelSize, channels], or [outHeight · outWidth, units, …] of every position's own
 * @param bias [units], or [outHeight · outWidth · units]
 * @param sizes from `convGeometry`
 * @throws {ShapeError} when the shapes or memories disagree    @throws {ArgumentError} when the geometry is none
 */
export function conv2d(x: Variable, weights: Parameter, bias: Parameter | undefined, sizes: ConvGeometry): Variable {
  const { geometry, positions, local, columns, fanIn } = convolutionOf("conv2d", x, weights, sizes);
  return weighted("conv2d", x, weights, bias, {
    rows: positions * geometry.units,
    columns,
    fanIn,
    positions: local ? 1 : positions,
    multiply: (values, input, y, accumulate) => void forward(geometry, input, values, y, accumulate),
    multiplyTranspose: (values, d, into, accumulate) => void conv2dBackward(geometry, values, d, into, accumulate),
    outer: (d, input, gradient, accumulate) => void conv2dWeightGradient(geometry, d, input, gradient, accumulate),
  });
}

/**
 * What the operations that move a window over an image know before they run.
 * @param inner axes of a unit's weights in front of the window's
 * @throws {ShapeError} unless weights are [units, …inner, kernelSize, kernelSize, channels], or that at every position, and
 * live where x does    @throws {ArgumentError} when the geometry is none
 */
export function convolutionOf(
  operation: string,
  x: Variable,
  weights: Parameter,
  sizes: ConvGeometry,
  inner: readonly number[] = [],
) {
  const geometry = convGeometry(operation, sizes),
    { height, width, channels, units, kernelSize, outHeight, outWidth } = geometry,
    positions = outHeight * outWidth,
    shared = [units, ...inner, kernelSize, kernelSize, channels],
    local = weights.value.shape.length > shared.length;
  expectTensor(operation, "weights", weights.value, local ? [positions, ...shared] : shared, x.value, "f32");
  return {
    geometry,
    positions,
    /** Whether every position has weights of its own. */
    local,
    /** Units of the input image. */
    columns: height * width * channels,
    fanIn: kernelSize * kernelSize * channels,
  };
}
