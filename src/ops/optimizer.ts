import { ArgumentError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "./check.js";

/** What every optimizer step takes. */
export interface StepOptions {
  /** Learning rate, ≥ 0. */
  readonly rate: number;
  /** Factor on the gradient, for clipping by global norm without a pass of its own. Default 1. */
  readonly gradientScale?: number | undefined;
  /** Weights are clamped to [minimum, maximum] after the step. Default: no bound. */
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** Added to the gradient as weightDecay·w. adamStep: decoupled, w −= rate·weightDecay·w. */
  readonly weightDecay?: number | undefined;
}

export interface MomentumOptions extends StepOptions {
  /** Share of the velocity that stays, [0, 1). */
  readonly momentum: number;
  /** Look ahead along the velocity. Default false. */
  readonly nesterov?: boolean | undefined;
}

export interface AdamOptions extends StepOptions {
  /** Shares of the mean and of the mean square that stay, [0, 1). They act as f32 numbers. */
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the mean square, above 0. */
  readonly epsilon: number;
  /** Bias corrections of step t: 1 − beta1^t and 1 − beta2^t, of the f32 betas, in (0, 1]. */
  readonly correction1: number;
  readonly correction2: number;
}

export interface AdadeltaOptions extends StepOptions {
  /** Share of the mean squares that stays, [0, 1). It acts as an f32 number. */
  readonly rho: number;
  /** Added to both mean squares under their roots, above 0. */
  readonly epsilon: number;
}

/**
 * Gradient descent: w −= rate·(gradientScale·g + weightDecay·w), then the clamp. A gradient of 0 without decay leaves the
 * weight's bits alone; NaN stays NaN.
 * @param weight any shape, changed in place    @param gradient same shape, no overlap
 * @throws {ShapeError} when the shapes differ    @throws {ArgumentError} on an option outside its range
 */
export function sgdStep(weight: Tensor, gradient: Tensor, options: StepOptions): void {
  const { rate, weightDecay = 0, gradientScale = 1, minimum = -Infinity, maximum = Infinity } = options;
  expectStep("sgdStep", rate, weightDecay, gradientScale, minimum, maximum);
  expectArrays("sgdStep", weight, gradient);
  weight.arena.kernels.sgd_f32(
    0,
    weight.size,
    rate,
    weightDecay,
    gradientScale,
    minimum,
    maximum,
    gradient.ptr,
    weight.ptr,
  );
}

/**
 * Gradient descent with momentum: v = momentum·v + d, d = gradientScale·g + weightDecay·w; w −= rate·v, with `nesterov`
 * w −= rate·(d + momentum·v); then the clamp. Subnormal velocities become 0.
 * Source: Sutskever, Martens, Dahl & Hinton 2013, proceedings.mlr.press/v28/sutskever13.html.
 * @param weight any shape, changed in place    @param gradient same shape    @param velocity same shape, changed in place
 * @throws {ShapeError} when shapes differ or arrays overlap    @throws {ArgumentError} on an option outside its range
 */
export function momentumStep(weight: Tensor, gradient: Tensor, velocity: Tensor, options: MomentumOptions): void {
  const { rate, momentum, nesterov = false, weightDecay = 0, gradientScale = 1 } = options,
    { minimum = -Infinity, maximum = Infinity } = options;
  expectStep("momentumStep", rate, weightDecay, gradientScale, minimum, maximum);
  expectShare("momentumStep", "momentum", momentum);
  expectIsTensor("momentumStep", "velocity", velocity);
  expectArrays("momentumStep", weight, gradient, velocity);
  weight.arena.kernels.momentum_f32(
    0,
    weight.size,
    nesterov ? 1 : 0,
    rate,
    momentum,
    weightDecay,
    gradientScale,
    minimum,
    maximum,
    gradient.ptr,
    velocity.ptr,
    weight.ptr,
  );
}

/**
 * Adam, with decoupled weight decay (AdamW): d = gradientScale·g, m = beta1·m + (1 − beta1)·d,
 * v = beta2·v + (1 − beta2)·d², w −= rate·(weightDecay·w + (m/correction1) / (√(v/correction2) + epsilon)), then the clamp.
 * Where gradient and moments are 0 and nothing decays the weight's bits stay. Subnormal moments become 0.
 * Sources: Kingma & Ba 2015, arXiv:1412.6980; Loshchilov & Hutter 2019, arXiv:1711.05101.
 * @param weight any shape, changed in place    @param gradient same shape
 * @param mean m, same shape, changed in place    @param variance v, same shape, changed in place
 * @throws {ShapeError} when shapes differ or arrays overlap    @throws {ArgumentError} on an option outside its range
 */
export function adamStep(weight: Tensor, gradient: Tensor, mean: Tensor, variance: Tensor, options: AdamOptions): void {
  const { rate, beta1, beta2, epsilon, correction1, correction2, weightDecay = 0, gradientScale = 1 } = options,
    { minimum = -Infinity, maximum = Infinity } = options;
  expectStep("adamStep", rate, weightDecay, gradientScale, minimum, maximum);
  expectShare("adamStep", "beta1", beta1);
  expectShare("adamStep", "beta2", beta2);
  expectEpsilon("adamStep", epsilon);
  expectCorrection("correction1", correction1);
  expectCorrection("correction2", correction2);
  expectIsTensor("adamStep", "mean", mean);
  expectIsTensor("adamStep", "variance", variance);
  expectArrays("adamStep", weight, gradient, mean, variance);
  weight.arena.kernels.adam_f32(
    0,
    weight.size,
    rate / correction1,
    1 - rate * weightDecay,
    beta1,
    beta2,
    1 / Math.sqrt(correction2),
    epsilon,
    gradientScale,
    minimum,
    maximum,
    gradient.ptr,
    mean.ptr,
    variance.ptr,
    weight.ptr,
  );
}

/**
 * Adadelta: d = gradientScale·g + weightDecay·w, s = rho·s + (1 − rho)·d², c = √(a + epsilon)/√(s + epsilon)·d,
 * a = rho·a + (1 − rho)·c², w −= rate·c, then the clamp. Where gradient and decay are 0 the weight's bits stay. Subnormal
 * mean squares become 0. Source: Zeiler 2012, arXiv:1212.5701, algorithm 1, which has rate 1.
 * @param weight any shape, changed in place    @param gradient same shape
 * @param squares s, same shape, changed in place    @param changes a, same shape, changed in place
 * @throws {ShapeError} when shapes differ or arrays overlap    @throws {ArgumentError} on an option outside its range
 */
export function adadeltaStep(
  weight: Tensor,
  gradient: Tensor,
  squares: Tensor,
  changes: Tensor,
  options: AdadeltaOptions,
): void {
  const { rate, rho, epsilon, weightDecay = 0, gradientScale = 1 } = options,
    { minimum = -Infinity, maximum = Infinity } = options;
  expectStep("adadeltaStep", rate, weightDecay, gradientScale, minimum, maximum);
  expectShare("adadeltaStep", "rho", rho);
  expectEpsilon("adadeltaStep", epsilon);
  expectIsTensor("adadeltaStep", "squares", squares);
  expectIsTensor("adadeltaStep", "changes", changes);
  expectArrays("adadeltaStep", weight, gradient, squares, changes);
  weight.arena.kernels.adadelta_f32(
    0,
    weight.size,
    rate,
    rho,
    epsilon,
    weightDecay,
    gradientScale,
    minimum,
    maximum,
    gradient.ptr,
    squares.ptr,
    changes.ptr,
    weight.ptr,
  );
}

/** @throws {ArgumentError} unless value is finite in f32 and ≥ 0: a learning rate or a weight decay */
export function expectAmount(operation: string, name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(Math.fround(value))))
    throw new ArgumentError(operation, name, value, "a finite f32 number, not negative");
}

/** @throws {ArgumentError} unless value is finite in f32 */
export function expectFactor(operation: string, name: string, value: number): void {
  if (!Number.isFinite(Math.fround(value))) throw new ArgumentError(operation, name, value, "a finite f32 number");
}

/** @throws {ArgumentError} unless value is in [0, 1), as an f32 number too */
export function expectShare(operation: string, name: string, value: number): void {
  if (!(value >= 0 && Math.fround(value) < 1))
    throw new ArgumentError(operation, name, value, "at least 0 and, rounded to f32, below 1");
}

/** @throws {ArgumentError} unless value is positive and finite as an f32 number */
export function expectEpsilon(operation: string, value: number): void {
  if (!(Math.fround(value) > 0 && Number.isFinite(Math.fround(value))))
    throw new ArgumentError(operation, "epsilon", value, "positive and finite as an f32 number");
}

/** @throws {ArgumentError} unless minimum ≤ maximum; infinities mean no bound */
export function expectRange(operation: string, minimum: number, maximum: number): void {
  if (!(minimum <= maximum))
    throw new ArgumentError(operation, "minimum", minimum, `a number not above maximum, ${maximum}`);
}

function expectCorrection(name: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw new ArgumentError("adamStep", name, value, "above 0 and at most 1");
}

function expectStep(
  operation: string,
  rate: number,
  weightDecay: number,
  gradientScale: number,
  minimum: number,
  maximum: number,
): void {
  expectAmount(operation, "rate", rate);
  expectAmount(operation, "weightDecay", weightDecay);
  expectFactor(operation, "gradientScale", gradientScale);
  expectRange(operation, minimum, maximum);
}

/** Same shape and memory, and no two share a byte. */
function expectArrays(operation: string, weight: Tensor, gradient: Tensor, first?: Tensor, second?: Tensor): void {
  expectIsTensor(operation, "weight", weight);
  expectTensor(operation, "weight", weight, weight.shape, weight, "f32");
  expectTensor(operation, "gradient", gradient, weight.shape, weight, "f32");
  expectDisjoint(operation, weight, gradient, "weight and gradient");
  if (first === undefined) return;
  expectTensor(operation, "the first moment", first, weight.shape, weight, "f32");
  expectDisjoint(operation, weight, first, "weight and the first moment");
  expectDisjoint(operation, gradient, first, "gradient and the first moment");
  if (second === undefined) return;
  expectTensor(operation, "the second moment", second, weight.shape, weight, "f32");
  expectDisjoint(operation, weight, second, "weight and the second moment");
  expectDisjoint(operation, gradient, second, "gradient and the second moment");
  expectDisjoint(operation, first, second, "the two moments");
}
