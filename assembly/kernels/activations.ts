import { exp4, log4, sigmoid4, tanh4 } from "../math";
import { madd, read4, update4, vectorBytes, write4 } from "../simd";

// Which function a sweep applies. Constants: after inlining one branch is left, so each export has a loop of its own.
// @ts-ignore: decorator
@inline
const RELU: i32 = 0;
// @ts-ignore: decorator
@inline
const LEAKY_RELU: i32 = 1;
// @ts-ignore: decorator
@inline
const TANH: i32 = 2;
// @ts-ignore: decorator
@inline
const SIGMOID: i32 = 3;
// @ts-ignore: decorator
@inline
const EXP: i32 = 4;
// @ts-ignore: decorator
@inline
const LOG: i32 = 5;
// @ts-ignore: decorator
@inline
const STEP: i32 = 6;

// @ts-ignore: decorator
@inline
function value(kind: i32, x: v128, slope: v128): v128 {
  // pmax keeps its first operand when neither is smaller: a NaN passes, so that no rectifier hides one.
  if (kind == RELU) return f32x4.pmax(x, f32x4.splat(0));
  if (kind == LEAKY_RELU) return v128.bitselect(x, f32x4.mul(slope, x), f32x4.gt(x, f32x4.splat(0)));
  if (kind == TANH) return tanh4(x);
  if (kind == SIGMOID) return sigmoid4(x);
  if (kind == EXP) return exp4(x);
  if (kind == STEP) return v128.and(f32x4.splat(1), f32x4.gt(x, f32x4.splat(0)));
  return log4(x);
}

// @ts-ignore: decorator
@inline
function map(kind: i32, begin: i32, end: i32, slope: f32, x: usize, y: usize): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin),
    slopes = f32x4.splat(slope);
  x += from;
  y += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) write4(y + i, value(kind, read4(x + i, false), slopes), false);
  for (; i < bytes; i += 4) write4(y + i, value(kind, read4(x + i, true), slopes), true);
}

/** y[i] = 0 where x[i] < 0, else x[i]: −0 and NaN stay. x, y f32[n]; y may be x. */
export function relu_f32(begin: i32, end: i32, x: usize, y: usize): void {
  map(RELU, begin, end, 0, x, y);
}

/** y[i] = x[i] where x[i] > 0, else slope · x[i]. x, y f32[n]; y may be x. */
export function leaky_relu_f32(begin: i32, end: i32, slope: f32, x: usize, y: usize): void {
  map(LEAKY_RELU, begin, end, slope, x, y);
}

/** y[i] = tanh x[i]; accuracy at `tanh4`. x, y f32[n]; y may be x. */
export function tanh_f32(begin: i32, end: i32, x: usize, y: usize): void {
  map(TANH, begin, end, 0, x, y);
}

/** y[i] = 1 / (1 + e^−x[i]); accuracy at `sigmoid4`. x, y f32[n]; y may be x. */
export function sigmoid_f32(begin: i32, end: i32, x: usize, y: usize): void {
  map(SIGMOID, begin, end, 0, x, y);
}

/** y[i] = e^x[i]; accuracy at `exp4`. x, y f32[n]; y may be x. */
export function exp_f32(begin: i32, end: i32, x: usize, y: usize): void {
  map(EXP, begin, end, 0, x, y);
}

/** y[i] = ln x[i]; accuracy at `log4`. x, y f32[n]; y may be x. */
export function log_f32(begin: i32, end: i32, x: usize, y: usize): void {
  map(LOG, begin, end, 0, x, y);
}

/** y[i] = 1 where x[i] > 0, else 0: also where it is NaN. x, y f32[n]; y may be x. */
export function binary_step_f32(begin: i32, end: i32, x: usize, y: usize): void {
  map(STEP, begin, end, 0, x, y);
}

/** dy · f′, with the derivative f′ read off the output y = f(x); a step's surrogate off its input, which y is then. */
// @ts-ignore: decorator
@inline
function gradient(kind: i32, y: v128, dy: v128, slope: v128): v128 {
  const one = f32x4.splat(1);
  if (kind == RELU) return v128.and(dy, f32x4.gt(y, f32x4.splat(0)));
  if (kind == LEAKY_RELU) return v128.bitselect(dy, f32x4.mul(dy, slope), f32x4.gt(y, f32x4.splat(0)));
  if (kind == TANH) return f32x4.mul(dy, f32x4.sub(one, f32x4.mul(y, y)));
  if (kind == STEP) {
    const width = madd(f32x4.abs(y), slope, one);
    return f32x4.div(dy, f32x4.mul(width, width));
  }
  return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one, y)));
}

// @ts-ignore: decorator
@inline
function backward(
  kind: i32, begin: i32, end: i32, slope: f32, accumulate: bool, y: usize, dy: usize, dx: usize,
): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin),
    slopes = f32x4.splat(slope);
  y += from;
  dy += from;
  dx += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) {
    update4(dx + i, gradient(kind, read4(y + i, false), read4(dy + i, false), slopes), accumulate, false);
  }
  for (; i < bytes; i += 4) {
    update4(dx + i, gradient(kind, read4(y + i, true), read4(dy + i, true), slopes), accumulate, true);
  }
}

/** dx[i] (+)= dy[i] where y[i] > 0, else 0. All f32[n]; dx may be y or dy. `accumulate` adds to dx. */
export function relu_backward_f32(begin: i32, end: i32, accumulate: bool, y: usize, dy: usize, dx: usize): void {
  backward(RELU, begin, end, 0, accumulate, y, dy, dx);
}

/** dx[i] (+)= dy[i] where y[i] > 0, else slope · dy[i]; slope > 0, so that y has the sign of x. As relu_backward_f32. */
export function leaky_relu_backward_f32(
  begin: i32, end: i32, slope: f32, accumulate: bool, y: usize, dy: usize, dx: usize,
): void {
  backward(LEAKY_RELU, begin, end, slope, accumulate, y, dy, dx);
}

/** dx[i] (+)= dy[i] · (1 − y[i]²). As relu_backward_f32. */
export function tanh_backward_f32(begin: i32, end: i32, accumulate: bool, y: usize, dy: usize, dx: usize): void {
  backward(TANH, begin, end, 0, accumulate, y, dy, dx);
}

/** dx[i] (+)= dy[i] · (y[i] · (1 − y[i])). As relu_backward_f32. */
export function sigmoid_backward_f32(begin: i32, end: i32, accumulate: bool, y: usize, dy: usize, dx: usize): void {
  backward(SIGMOID, begin, end, 0, accumulate, y, dy, dx);
}

/** dx[i] (+)= dy[i] / (steepness · |x[i]| + 1)², x the step's input. As relu_backward_f32. */
export function binary_step_backward_f32(
  begin: i32, end: i32, steepness: f32, accumulate: bool, x: usize, dy: usize, dx: usize,
): void {
  backward(STEP, begin, end, steepness, accumulate, x, dy, dx);
}

/**
 * Whether preactivations pass a signed rectifier: h ≤ 0 in even rows, h ≥ 0 in odd ones, by h · sign ≥ 0 with sign −1 and
 * 1. A NaN does not.
 */
// @ts-ignore: decorator
@inline
function passes(h: v128, sign: v128): v128 {
  return f32x4.ge(f32x4.mul(h, sign), f32x4.splat(0));
}

/**
 * Signed rectifier: y[i,b] = x[i,b] where it passes, else 0: x ≤ 0 in even rows i, x ≥ 0 in odd ones. x, y f32[rows, n]; y
 * may be x. Rows [begin, end). Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function signed_relu_f32(begin: i32, end: i32, n: i32, x: usize, y: usize): void {
  const row = (<usize>n) << 2,
    lanes = vectorBytes(n);
  for (let i = begin; i < end; i++) {
    const at = <usize>i * row,
      sign = f32x4.splat(i & 1 ? 1 : -1);
    let b: usize = 0;
    for (; b < lanes; b += 16) {
      const h = read4(x + at + b, false);
      write4(y + at + b, v128.and(h, passes(h, sign)), false);
    }
    for (; b < row; b += 4) {
      const h = read4(x + at + b, true);
      write4(y + at + b, v128.and(h, passes(h, sign)), true);
    }
  }
}

/** dx[i,b] (+)= dy[i,b] where x[i,b] passes the signed rectifier, else 0. All f32[rows, n]; dx may be x or dy. */
export function signed_relu_backward_f32(
  begin: i32, end: i32, n: i32, accumulate: bool, x: usize, dy: usize, dx: usize,
): void {
  const row = (<usize>n) << 2,
    lanes = vectorBytes(n);
  for (let i = begin; i < end; i++) {
    const at = <usize>i * row,
      sign = f32x4.splat(i & 1 ? 1 : -1);
    let b: usize = 0;
    for (; b < lanes; b += 16) {
      const open = passes(read4(x + at + b, false), sign);
      update4(dx + at + b, v128.and(open, read4(dy + at + b, false)), accumulate, false);
    }
    for (; b < row; b += 4) {
      const open = passes(read4(x + at + b, true), sign);
      update4(dx + at + b, v128.and(open, read4(dy + at + b, true)), accumulate, true);
    }
  }
}
