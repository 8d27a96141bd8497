import { ArgumentError, ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectAlike } from "./check.js";

/**
 * Rectifier, y[i] = 0 where x[i] < 0, else x[i]: −0 and NaN stay as they are.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function relu(x: Tensor, y: Tensor): Tensor {
  expectAlike("relu", { x, y });
  x.arena.kernels.relu_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

/**
 * Leaky rectifier, y[i] = x[i] where x[i] > 0, else slope · x[i].
 * @param x any shape    @param y receives the result, same shape; may be x
 * @param slope positive and finite, so that `leakyReluBackward` can tell the sign of x from y
 * @throws {ShapeError} when the shapes differ    @throws {ArgumentError} for another slope
 * Source: Maas, Hannun & Ng 2013, "Rectifier nonlinearities improve neural network acoustic models".
 */
export function leakyRelu(x: Tensor, y: Tensor, slope: number): Tensor {
  expectAlike("leakyRelu", { x, y });
  expectPositive("leakyRelu", "slope", slope);
  x.arena.kernels.leaky_relu_f32(0, x.size, slope, x.ptr, y.ptr);
  return y;
}

/**
 * Hyperbolic tangent, y[i] = tanh x[i], within 1.5 ulp for every x.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function tanh(x: Tensor, y: Tensor): Tensor {
  expectAlike("tanh", { x, y });
  x.arena.kernels.tanh_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

/**
 * Logistic sigmoid, y[i] = 1 / (1 + e^−x[i]), within 1.9 ulp for every x.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function sigmoid(x: Tensor, y: Tensor): Tensor {
  expectAlike("sigmoid", { x, y });
  x.arena.kernels.sigmoid_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

/**
 * Exponential, y[i] = e^x[i], within 1 ulp; ∞ for x > 88.72, subnormal below −87.33, 0 below −103.97.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function exp(x: Tensor, y: Tensor): Tensor {
  expectAlike("exp", { x, y });
  x.arena.kernels.exp_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

/**
 * Natural logarithm, y[i] = ln x[i], within 0.84 ulp; −∞ at 0, NaN for x < 0.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function log(x: Tensor, y: Tensor): Tensor {
  expectAlike("log", { x, y });
  x.arena.kernels.log_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

/**
 * Derivative through `relu`, from its output: dx[i] (+)= dy[i] where y[i] > 0, else 0.
 * @param y output of relu, any shape    @param dy gradient at y, same shape
 * @param dx receives the gradient at x, same shape; may be y or dy    @param accumulate adds to dx
 * @throws {ShapeError} when the shapes differ
 */
export function reluBackward(y: Tensor, dy: Tensor, dx: Tensor, accumulate = false): Tensor {
  expectAlike("reluBackward", { y, dy, dx });
  y.arena.kernels.relu_backward_f32(0, y.size, accumulate, y.ptr, dy.ptr, dx.ptr);
  return dx;
}

/**
 * Derivative through `leakyRelu`, from its output: dx[i] (+)= dy[i] where y[i] > 0, else slope · dy[i].
 * @param y output of leakyRelu, any shape    @param dy gradient at y, same shape
 * @param dx receives the gradient at x, same shape; may be y or dy    @param slope as given to leakyRelu
 * @param accumulate adds to dx
 * @throws {ShapeError} when the shapes differ    @throws {ArgumentError} unless slope is positive and finite
 */
export function leakyReluBackward(y: Tensor, dy: Tensor, dx: Tensor, slope: number, accumulate = false): Tensor {
  expectAlike("leakyReluBackward", { y, dy, dx });
  expectPositive("leakyReluBackward", "slope", slope);
  y.arena.kernels.leaky_relu_backward_f32(0, y.size, slope, accumulate, y.ptr, dy.ptr, dx.ptr);
  return dx;
}

/**
 * Derivative through `tanh`, from its output: dx[i] (+)= dy[i] · (1 − y[i]²).
 * @param y output of tanh, any shape    @param dy gradient at y, same shape
 * @param dx receives the gradient at x, same shape; may be y or dy    @param accumulate adds to dx
 * @throws {ShapeError} when the shapes differ
 */
export function tanhBackward(y: Tensor, dy: Tensor, dx: Tensor, accumulate = false): Tensor {
  expectAlike("tanhBackward", { y, dy, dx });
  y.arena.kernels.tanh_backward_f32(0, y.size, accumulate, y.ptr, dy.ptr, dx.ptr);
  return dx;
}

/**
 * Derivative through `sigmoid`, from its output: dx[i] (+)= dy[i] · y[i] · (1 − y[i]).
 * @param y output of sigmoid, any shape    @param dy gradient at y, same shape
 * @param dx receives the gradient at x, same shape; may be y or dy    @param accumulate adds to dx
 * @throws {ShapeError} when the shapes differ
 */
export function sigmoidBackward(y: Tensor, dy: Tensor, dx: Tensor, accumulate = false): Tensor {
  expectAlike("sigmoidBackward", { y, dy, dx });
  y.arena.kernels.sigmoid_backward_f32(0, y.size, accumulate, y.ptr, dy.ptr, dx.ptr);
  return dx;
}

/**
 * Binary step, y[i] = 1 where x[i] > 0, else 0: also where it is NaN.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function binaryStep(x: Tensor, y: Tensor): Tensor {
  expectAlike("binaryStep", { x, y });
  x.arena.kernels.binary_step_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

/**
 * What stands in for the derivative of `binaryStep`, from its input: dx[i] (+)= dy[i] / (steepness · |x[i]| + 1)².
 * @param x input of binaryStep, any shape    @param dy gradient at its output, same shape
 * @param dx receives the gradient at x, same shape; may be x or dy    @param steepness positive and finite
 * @param accumulate adds to dx
 * @throws {ShapeError} when the shapes differ    @throws {ArgumentError} for another steepness
 * Source: Zenke & Ganguli 2018, doi:10.1162/neco_a_01086, the surrogate of SuperSpike.
 */
export function binaryStepBackward(x: Tensor, dy: Tensor, dx: Tensor, steepness: number, accumulate = false): Tensor {
  expectAlike("binaryStepBackward", { x, dy, dx });
  expectPositive("binaryStepBackward", "steepness", steepness);
  x.arena.kernels.binary_step_backward_f32(0, x.size, steepness, accumulate, x.ptr, dy.ptr, dx.ptr);
  return dx;
}

/**
 * Signed rectifier: units in even rows pass x ≤ 0, units in odd rows x ≥ 0; y[i,b] = x[i,b] where it passes, else 0. Zeros
 * pass, NaN does not: y is 0 there.
 * @param x [units, batch]    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ or are not [units, batch]
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089, their conventional networks.
 */
export function signedRelu(x: Tensor, y: Tensor): Tensor {
  expectAlike("signedRelu", { x, y });
  const [units, batch] = expectMatrix("signedRelu", x);
  x.arena.kernels.signed_relu_f32(0, units, batch, x.ptr, y.ptr);
  return y;
}

/**
 * Derivative through `signedRelu`, from its input: dx[i,b] (+)= dy[i,b] where x[i,b] passes, else 0.
 * @param x input of signedRelu, [units, batch]    @param dy gradient at its output, same shape
 * @param dx receives the gradient at x, same shape; may be x or dy    @param accumulate adds to dx
 * @throws {ShapeError} when the shapes differ or are not [units, batch]
 */
export function signedReluBackward(x: Tensor, dy: Tensor, dx: Tensor, accumulate = false): Tensor {
  expectAlike("signedReluBackward", { x, dy, dx });
  const [units, batch] = expectMatrix("signedReluBackward", x);
  x.arena.kernels.signed_relu_backward_f32(0, units, batch, accumulate, x.ptr, dy.ptr, dx.ptr);
  return dx;
}

function expectMatrix(operation: string, { shape: [units, batch, ...rest] }: Tensor): [units: number, batch: number] {
  if (units === undefined || batch === undefined || rest.length > 0)
    throw new ShapeError(operation, `x is [${[units, batch, ...rest]}], must be [units, batch]`);
  return [units, batch];
}

function expectPositive(operation: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new ArgumentError(operation, name, value, "positive and finite");
}
