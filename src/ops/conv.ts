import { ArgumentError, ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectInteger, expectIsTensor, expectTensor } from "./check.js";

/**
 * A convolution's sizes. Images are channel-last and feature-major: feature (h·width + w)·channels + c of [features, n].
 * Output position (i,j) sees input (i·stride + u − padding, j·stride + v − padding) under kernel row u and column v;
 * outside of the image there are zeros.
 */
export interface ConvGeometry {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Output channels. */
  readonly units: number;
  /** Side of the square kernel. */
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** What a convolution is described by; stride is 1 and padding 0 unless given. */
export type ConvSizes = Omit<ConvGeometry, "stride" | "padding" | "outHeight" | "outWidth"> &
  Partial<Pick<ConvGeometry, "stride" | "padding">>;

const largest = 0x7fffffff;

/**
 * The sizes with outHeight = ⌊(height + 2·padding − kernelSize) / stride⌋ + 1, and outWidth alike.
 * @param operation what an error names as the call
 * @throws {ArgumentError} unless all are positive integers (padding: 0 to kernelSize − 1) and the kernel fits into the
 *   padded image
 */
export function convGeometry(operation: string, sizes: ConvSizes): ConvGeometry {
  if (typeof sizes !== "object" || sizes === null)
    throw new ArgumentError(operation, "geometry", sizes, "the sizes of a convolution");
  const { height, width, channels, units, kernelSize, stride = 1, padding = 0 } = sizes;
  for (const [name, value] of Object.entries({ height, width, channels, units, stride }))
    expectInteger(operation, name, value, 1, largest);
  expectInteger(operation, "kernelSize", kernelSize, 1, 32767);
  expectInteger(operation, "padding", padding, 0, kernelSize - 1);
  const side = Math.min(height, width) + 2 * padding;
  if (kernelSize > side)
    throw new ArgumentError(operation, "kernelSize", kernelSize, `at most ${side}, the padded image`);
  const outputs = (size: number) => Math.floor((size + 2 * padding - kernelSize) / stride) + 1;
  return {
    height,
    width,
    channels,
    units,
    kernelSize,
    stride,
    padding,
    outHeight: outputs(height),
    outWidth: outputs(width),
  };
}

/**
 * Convolution, or the product of a locally connected layer:
 * y[p·units + o, b] (+)= Σ_{u,v,c} weights[o,u,v,c] · x[(input under u,v at position p), c, b].
 * Each element is summed in ascending (u,v,c), from 0 or from the old y.
 * @param x images, [height·width·channels, n]
 * @param weights [units, kernelSize, kernelSize, channels], shared by all positions, or
 *   [outHeight·outWidth, units, kernelSize, kernelSize, channels], each position's own
 * @param y receives the result, [outHeight·outWidth·units, n]; overlaps neither
 * @param accumulate adds to y: fill it with the bias before (`fillRows`)
 * @throws {ShapeError} when the shapes disagree, y overlaps an input, or the tensors live in different memories
 * @throws {ArgumentError} when the geometry is none, see `convGeometry`
 */
export function conv2d(geometry: ConvGeometry, x: Tensor, weights: Tensor, y: Tensor, accumulate = false): Tensor {
  const layer = expectLayer("conv2d", geometry, "weights", weights, "x", x);
  expectTensor("conv2d", "x", x, [layer.inputs, layer.n], weights, "f32");
  expectTensor("conv2d", "y", y, [layer.outputs, layer.n], weights, "f32");
  expectDisjoint("conv2d", x, y, "x and y");
  expectDisjoint("conv2d", weights, y, "weights and y");
  const { positions, sizes, n, local } = layer;
  y.arena.kernels.conv2d_f32(0, positions, ...sizes, n, local, accumulate, x.ptr, weights.ptr, y.ptr);
  return y;
}

/**
 * The error sent back through `conv2d`, its transpose: dx[q·channels + c, b] (+)= Σ weights[o,u,v,c] · d[p·units + o, b]
 * over the positions p that see input q, under their (u,v), and all units o. Summed in ascending (p,o), from 0 or from
 * the old dx; 0 where no position sees q.
 * @param weights as in `conv2d`    @param d gradient at y, [outHeight·outWidth·units, n]
 * @param dx receives the gradient at x, [height·width·channels, n]; overlaps neither
 * @param accumulate adds to dx
 * @throws {ShapeError} when the shapes disagree, dx overlaps an input, or the tensors live in different memories
 * @throws {ArgumentError} when the geometry is none, see `convGeometry`
 */
export function conv2dBackward(
  geometry: ConvGeometry,
  weights: Tensor,
  d: Tensor,
  dx: Tensor,
  accumulate = false,
): Tensor {
  const layer = expectLayer("conv2dBackward", geometry, "weights", weights, "d", d);
  expectTensor("conv2dBackward", "d", d, [layer.outputs, layer.n], weights, "f32");
  expectTensor("conv2dBackward", "dx", dx, [layer.inputs, layer.n], weights, "f32");
  expectDisjoint("conv2dBackward", d, dx, "d and dx");
  expectDisjoint("conv2dBackward", weights, dx, "weights and dx");
  const { height, width } = geometry,
    { sizes, n, local } = layer;
  dx.arena.kernels.conv2d_backward_f32(0, height * width, ...sizes, n, local, accumulate, weights.ptr, d.ptr, dx.ptr);
  return dx;
}

/**
 * Gradient of `conv2d`'s weights: gradient[o,u,v,c] (+)= Σ_p Σ_b d[p·units + o, b] · x[(input under u,v at p), c, b],
 * for a locally connected layer without the sum over p. A weight that only ever meets padding gets 0.
 * Neighbouring positions of an output row, at most max(1, 1024 / n) of them, are summed as `matmulTransposeB` sums a
 * row; those sums are added one after the other.
 * @param d gradient at y, [outHeight·outWidth·units, n]    @param x images, [height·width·channels, n]
 * @param gradient receives the gradient, of the shape of the weights, shared or each position's own; overlaps neither
 * @param accumulate adds to gradient
 * @throws {ShapeError} when the shapes disagree, gradient overlaps an input, or the tensors live in different memories
 * @throws {ArgumentError} when the geometry is none, see `convGeometry`
 */
export function conv2dWeightGradient(
  geometry: ConvGeometry,
  d: Tensor,
  x: Tensor,
  gradient: Tensor,
  accumulate = false,
): Tensor {
  const operation = "conv2dWeightGradient",
    layer = expectLayer(operation, geometry, "gradient", gradient, "x", x);
  expectTensor(operation, "d", d, [layer.outputs, layer.n], gradient, "f32");
  expectTensor(operation, "x", x, [layer.inputs, layer.n], gradient, "f32");
  expectDisjoint(operation, d, gradient, "d and gradient");
  expectDisjoint(operation, x, gradient, "x and gradient");
  const { sizes, n, local } = layer;
  gradient.arena.kernels.conv2d_weight_gradient_f32(
    0,
    geometry.units,
    ...sizes,
    n,
    local,
    accumulate,
    d.ptr,
    x.ptr,
    gradient.ptr,
  );
  return gradient;
}

/**
 * `conv2dWeightGradient` for the first layer of a vector network, whose K components per unit all see the same scalar
 * image: with units = O·K, row o·K + κ of the weights is component κ of unit o, and its delta at position p is
 * credit[p·O + o, b] · error[κ, b], which is never formed for all positions.
 * Shared weights: gradient[o·K+κ,u,v,c] (+)= Σ_b error[κ,b] · (Σ_p credit[p·O+o, b] · x[(input under u,v at p), c, b]), the
 * inner sum in ascending p, the outer as a row of `matmulTransposeB`: K times less work than a product with the delta.
 * Each position's own: gradient[p,o·K+κ,u,v,c] (+)= Σ_b (credit[p·O+o, b] · error[κ,b]) · x[(input under u,v at p), c, b].
 * @param geometry with units = O·K    @param credit [outHeight·outWidth·O, n]    @param error [K, n]
 * @param x scalar images, [height·width·channels, n]
 * @param scratch overwritten; any shape of at least 2·kernelSize²·channels·n elements, for a locally connected layer K·n
 * @param gradient receives the gradient, [O·K, kernelSize, kernelSize, channels] or
 *   [outHeight·outWidth, O·K, kernelSize, kernelSize, channels]
 * @param accumulate adds to gradient
 * @throws {ShapeError} when the shapes disagree, scratch is too small, scratch or gradient overlaps anything else, or the
 *   tensors live in different memories
 * @throws {ArgumentError} when the geometry is none, see `convGeometry`
 */
export function conv2dVectorWeightGradient(
  geometry: ConvGeometry,
  credit: Tensor,
  error: Tensor,
  x: Tensor,
  scratch: Tensor,
  gradient: Tensor,
  accumulate = false,
): Tensor {
  const operation = "conv2dVectorWeightGradient",
    { inputs, positions, sizes, n, local, taps } = expectLayer(operation, geometry, "gradient", gradient, "x", x);
  expectIsTensor(operation, "error", error);
  const [components = 0] = error.shape,
    units = geometry.units / components;
  if (!Number.isInteger(units))
    throw new ShapeError(operation, `error has ${components} rows, must have a divisor of the ${geometry.units} units`);
  expectTensor(operation, "x", x, [inputs, n], gradient, "f32");
  expectTensor(operation, "error", error, [components, n], gradient, "f32");
  expectTensor(operation, "credit", credit, [positions * units, n], gradient, "f32");
  expectIsTensor(operation, "scratch", scratch);
  expectTensor(operation, "scratch", scratch, scratch.shape, gradient, "f32");
  const needed = (local ? components : 2 * taps) * n;
  if (scratch.size < needed)
    throw new ShapeError(operation, `scratch is [${scratch.shape}], must have at least ${needed} elements`);
  for (const [name, input] of Object.entries({ credit, error, x })) {
    expectDisjoint(operation, input, scratch, `${name} and scratch`);
    expectDisjoint(operation, input, gradient, `${name} and gradient`);
  }
  expectDisjoint(operation, scratch, gradient, "scratch and gradient");
  const { kernels } = gradient.arena,
    kernel = local ? kernels.local2d_vector_weight_gradient_f32 : kernels.conv2d_vector_weight_gradient_f32,
    [height, width, channels, , ...window] = sizes;
  kernel(
    0,
    units,
    height,
    width,
    channels,
    units,
    components,
    ...window,
    n,
    accumulate,
    credit.ptr,
    error.ptr,
    x.ptr,
    scratch.ptr,
    gradient.ptr,
  );
  return gradient;
}

/** What the kernels take of a geometry: height, width, channels, units, kernel, stride, padding. */
type KernelSizes = readonly [number, number, number, number, number, number, number];

interface Layer {
  /** Rows of x. */
  readonly inputs: number;
  /** Rows of y. */
  readonly outputs: number;
  readonly positions: number;
  /** Weights of one unit at one position. */
  readonly taps: number;
  readonly sizes: KernelSizes;
  /** Columns of all activity. */
  readonly n: number;
  /** Every position has weights of its own. */
  readonly local: boolean;
}

/** Checks the geometry and the weights, shared or local as their number of axes tells, and takes n from `activity`. */
function expectLayer(
  operation: string,
  geometry: ConvGeometry,
  weightsName: string,
  weights: Tensor,
  activityName: string,
  activity: Tensor,
): Layer {
  const { height, width, channels, units, kernelSize, stride, padding, outHeight, outWidth } = convGeometry(
    operation,
    geometry,
  );
  expectIsTensor(operation, weightsName, weights);
  expectIsTensor(operation, activityName, activity);
  const positions = outHeight * outWidth,
    local = weights.shape.length === 5,
    shape = [units, kernelSize, kernelSize, channels];
  expectTensor(operation, weightsName, weights, local ? [positions, ...shape] : shape, weights, "f32");
  return {
    inputs: height * width * channels,
    outputs: positions * units,
    positions,
    taps: kernelSize * kernelSize * channels,
    sizes: [height, width, channels, units, kernelSize, stride, padding],
    n: activity.shape[1] ?? 0,
    local,
  };
}
