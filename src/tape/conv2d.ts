import { type ConvGeometry, conv2dBackward, conv2dWeightGradient, conv2d as forward } from "../ops/conv.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";
import { weighted } from "./weighted.js";

/**
 * Convolution, y[p,o] = Σ_{u,v,c} W[o,u,v,c] · x[(input under u,v at position p), c] + bias[o], or a locally connected
 * layer, with weights and biases of its own at every position. Images are channel-last: rows (position, channel).
 * @param x [height · width · channels, batch]; the result is [outHeight · outWidth · units, batch]
 * @param weights [units, kernelSize, kernelSize, channels], or [outHeight · outWidth, units, …] of every position's own
 * @param bias [units], or [outHeight · outWidth · units]
 * @param geometry from `convGeometry`
 * @throws {ShapeError} when the shapes disagree    @throws {ArgumentError} when the geometry is none
 */
export function conv2d(x: Variable, weights: Parameter, bias: Parameter | undefined, geometry: ConvGeometry): Variable {
  const { height, width, channels, units, kernelSize, outHeight, outWidth } = geometry,
    everyPositionsOwn = weights.value.shape.length === 5;
  return weighted("conv2d", x, weights, bias, {
    rows: outHeight * outWidth * units,
    columns: height * width * channels,
    fanIn: kernelSize * kernelSize * channels,
    positions: everyPositionsOwn ? 1 : outHeight * outWidth,
    multiply: (values, input, y, accumulate) => void forward(geometry, input, values, y, accumulate),
    multiplyTranspose: (values, d, into, accumulate) => void conv2dBackward(geometry, values, d, into, accumulate),
    outer: (d, input, gradient, accumulate) => void conv2dWeightGradient(geometry, d, input, gradient, accumulate),
  });
}
