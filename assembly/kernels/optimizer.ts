import { madd, vectorBytes } from "../simd";

// Every kernel updates weights w f32[n] in place by gradients g f32[n] times `scale`, then clamps them to [low, high]
// (−∞ and ∞ for no bound; NaN stays NaN). No two arrays overlap. The tail runs through the same lanes, one element each.

/** w −= rate·(scale·g + decay·w). */
export function sgd_f32(
  begin: i32, end: i32, rate: f32, decay: f32, scale: f32, low: f32, high: f32, g: usize, w: usize,
): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin);
  g += from;
  w += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) sgd(true, i, rate, decay, scale, low, high, g, w);
  for (; i < bytes; i += 4) sgd(false, i, rate, decay, scale, low, high, g, w);
}

/**
 * v = momentum·v + d with d = scale·g + decay·w, then w −= rate·v, or rate·(d + momentum·v) when `nesterov` is not 0.
 * v f32[n]. Source: Sutskever, Martens, Dahl & Hinton 2013, proceedings.mlr.press/v28/sutskever13.html.
 */
export function momentum_f32(
  begin: i32, end: i32, nesterov: i32, rate: f32, momentum: f32, decay: f32, scale: f32, low: f32, high: f32,
  g: usize, v: usize, w: usize,
): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin);
  g += from;
  v += from;
  w += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) heavyBall(true, i, nesterov, rate, momentum, decay, scale, low, high, g, v, w);
  for (; i < bytes; i += 4) heavyBall(false, i, nesterov, rate, momentum, decay, scale, low, high, g, v, w);
}

/**
 * m = beta1·m + (1 − beta1)·d, v = beta2·v + (1 − beta2)·d² with d = scale·g, then
 * w = keep·w − size·(m / (root·√v + epsilon)). m, v f32[n].
 * With size = rate/(1 − beta1^t), root = 1/√(1 − beta2^t), keep = 1 − rate·decay this is step t of Adam with decoupled
 * decay. Sources: Kingma & Ba 2015, arXiv:1412.6980; Loshchilov & Hutter 2019, arXiv:1711.05101.
 */
export function adam_f32(
  begin: i32, end: i32, size: f32, keep: f32, beta1: f32, beta2: f32, root: f32, epsilon: f32, scale: f32, low: f32,
  high: f32, g: usize, m: usize, v: usize, w: usize,
): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin);
  g += from;
  m += from;
  v += from;
  w += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) adam(true, i, size, keep, beta1, beta2, root, epsilon, scale, low, high, g, m, v, w);
  for (; i < bytes; i += 4) adam(false, i, size, keep, beta1, beta2, root, epsilon, scale, low, high, g, m, v, w);
}

// @ts-ignore: decorator
@inline
function sgd(
  whole: bool, i: usize, rate: f32, decay: f32, scale: f32, low: f32, high: f32, g: usize, w: usize,
): void {
  const weight = get(whole, w + i),
    d = madd(get(whole, g + i), f32x4.splat(scale), f32x4.mul(weight, f32x4.splat(decay)));
  put(whole, w + i, clamp(f32x4.sub(weight, f32x4.mul(d, f32x4.splat(rate))), low, high));
}

// @ts-ignore: decorator
@inline
function heavyBall(
  whole: bool, i: usize, nesterov: i32, rate: f32, momentum: f32, decay: f32, scale: f32, low: f32, high: f32,
  g: usize, v: usize, w: usize,
): void {
  const weight = get(whole, w + i),
    d = madd(get(whole, g + i), f32x4.splat(scale), f32x4.mul(weight, f32x4.splat(decay))),
    velocity = normal(madd(get(whole, v + i), f32x4.splat(momentum), d)),
    move = nesterov != 0 ? madd(velocity, f32x4.splat(momentum), d) : velocity;
  put(whole, v + i, velocity);
  put(whole, w + i, clamp(f32x4.sub(weight, f32x4.mul(move, f32x4.splat(rate))), low, high));
}

// @ts-ignore: decorator
@inline
function adam(
  whole: bool, i: usize, size: f32, keep: f32, beta1: f32, beta2: f32, root: f32, epsilon: f32, scale: f32, low: f32,
  high: f32, g: usize, m: usize, v: usize, w: usize,
): void {
  const d = f32x4.mul(get(whole, g + i), f32x4.splat(scale)),
    fresh = f32x4.mul(d, f32x4.splat(1 - beta1)),
    square = f32x4.mul(f32x4.mul(d, d), f32x4.splat(1 - beta2)),
    mean = normal(madd(get(whole, m + i), f32x4.splat(beta1), fresh)),
    variance = normal(madd(get(whole, v + i), f32x4.splat(beta2), square));
  const spread = madd(f32x4.sqrt(variance), f32x4.splat(root), f32x4.splat(epsilon)),
    step = f32x4.mul(f32x4.div(mean, spread), f32x4.splat(size)), // this order keeps tiny means out of the subnormals
    weight = f32x4.sub(f32x4.mul(get(whole, w + i), f32x4.splat(keep)), step);
  put(whole, m + i, mean);
  put(whole, v + i, variance);
  put(whole, w + i, clamp(weight, low, high));
}

/** Four elements, or one with zeros behind it. */
// @ts-ignore: decorator
@inline
function get(whole: bool, pointer: usize): v128 {
  return whole ? v128.load(pointer) : v128.load_zero<f32>(pointer);
}

// @ts-ignore: decorator
@inline
function put(whole: bool, pointer: usize, value: v128): void {
  if (whole) v128.store(pointer, value);
  else store<f32>(pointer, f32x4.extract_lane(value, 0));
}

// @ts-ignore: decorator
@inline
function clamp(value: v128, low: f32, high: f32): v128 {
  return f32x4.min(f32x4.max(value, f32x4.splat(low)), f32x4.splat(high));
}

/**
 * Subnormal numbers become 0: a moment whose gradient stays 0 decays into them, stays there, and every operation on one
 * costs about a hundred times a normal one.
 */
// @ts-ignore: decorator
@inline
function normal(value: v128): v128 {
  const least = f32x4.splat(reinterpret<f32>(0x00800000)); // 2⁻¹²⁶
  return v128.andnot(value, f32x4.lt(f32x4.abs(value), least));
}
