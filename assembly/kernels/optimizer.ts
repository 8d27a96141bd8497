import { madd, vectorBytes } from "../simd";

// Every kernel updates weights w f32[n] in place by gradients g f32[n] times `scale`, then clamps them to [low, high]
// (−∞ and ∞ for no bound; NaN stays NaN). No two arrays overlap. The tail runs through the same lanes, one element each.

/** w −= rate·(scale·g + decay·w). */
export function sgd_f32(
  begin: i32, end: i32, rate: f32, decay: f32, scale: f32, low: f32, high: f32, g: usize, w: usize,
): void {
  const lanes = vectorBytes(end - begin),
    bytes = (<usize>(end - begin)) << 2,
    from = (<usize>begin) << 2,
    r = f32x4.splat(rate),
    d = f32x4.splat(decay),
    s = f32x4.splat(scale),
    l = f32x4.splat(low),
    h = f32x4.splat(high);
  let i: usize = 0;
  for (; i < lanes; i += 16) sgd(true, r, d, s, l, h, g + from + i, w + from + i);
  for (; i < bytes; i += 4) sgd(false, r, d, s, l, h, g + from + i, w + from + i);
}

/**
 * v = momentum·v + d with d = scale·g + decay·w, then w −= rate·v, or rate·(d + momentum·v) when `nesterov` is not 0.
 * v f32[n]. Source: Sutskever, Martens, Dahl & Hinton 2013, proceedings.mlr.press/v28/sutskever13.html.
 */
export function momentum_f32(
  begin: i32, end: i32, nesterov: i32, rate: f32, momentum: f32, decay: f32, scale: f32, low: f32, high: f32,
  g: usize, v: usize, w: usize,
): void {
  const lanes = vectorBytes(end - begin),
    bytes = (<usize>(end - begin)) << 2,
    from = (<usize>begin) << 2,
    r = f32x4.splat(rate),
    m = f32x4.splat(momentum),
    d = f32x4.splat(decay),
    s = f32x4.splat(scale),
    l = f32x4.splat(low),
    h = f32x4.splat(high);
  let i: usize = 0;
  for (; i < lanes; i += 16)
    heavyBall(true, nesterov, r, m, d, s, l, h, g + from + i, v + from + i, w + from + i);
  for (; i < bytes; i += 4)
    heavyBall(false, nesterov, r, m, d, s, l, h, g + from + i, v + from + i, w + from + i);
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
  const lanes = vectorBytes(end - begin),
    bytes = (<usize>(end - begin)) << 2,
    from = (<usize>begin) << 2,
    z = f32x4.splat(size),
    k = f32x4.splat(keep),
    b1 = f32x4.splat(beta1),
    b2 = f32x4.splat(beta2),
    c1 = f32x4.splat(1 - beta1),
    c2 = f32x4.splat(1 - beta2),
    r = f32x4.splat(root),
    e = f32x4.splat(epsilon),
    s = f32x4.splat(scale),
    l = f32x4.splat(low),
    h = f32x4.splat(high);
  g += from;
  m += from;
  v += from;
  w += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) adam(true, z, k, b1, b2, c1, c2, r, e, s, l, h, g + i, m + i, v + i, w + i);
  for (; i < bytes; i += 4) adam(false, z, k, b1, b2, c1, c2, r, e, s, l, h, g + i, m + i, v + i, w + i);
}

/**
 * s = rho·s + (1 − rho)·d², c = √(a + epsilon)/√(s + epsilon)·d, a = rho·a + (1 − rho)·c² with d = scale·g + decay·w, then
 * w −= rate·c. s, a f32[n]: mean squares of the gradients and of the changes. Source: Zeiler 2012, arXiv:1212.5701.
 */
export function adadelta_f32(
  begin: i32, end: i32, rate: f32, rho: f32, epsilon: f32, decay: f32, scale: f32, low: f32, high: f32,
  g: usize, s: usize, a: usize, w: usize,
): void {
  const lanes = vectorBytes(end - begin),
    bytes = (<usize>(end - begin)) << 2,
    from = (<usize>begin) << 2,
    r = f32x4.splat(rate),
    p = f32x4.splat(rho),
    q = f32x4.splat(1 - rho),
    e = f32x4.splat(epsilon),
    d = f32x4.splat(decay),
    f = f32x4.splat(scale),
    l = f32x4.splat(low),
    h = f32x4.splat(high);
  g += from;
  s += from;
  a += from;
  w += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) adadelta(true, r, p, q, e, d, f, l, h, g + i, s + i, a + i, w + i);
  for (; i < bytes; i += 4) adadelta(false, r, p, q, e, d, f, l, h, g + i, s + i, a + i, w + i);
}

// The formulas, for four elements or one. Their constants come in as vectors: the engine need not hoist the splats.

// @ts-ignore: decorator
@inline
function sgd(
  whole: bool, rate: v128, decay: v128, scale: v128, low: v128, high: v128, g: usize, w: usize,
): void {
  const weight = get(whole, w),
    d = madd(get(whole, g), scale, f32x4.mul(weight, decay));
  put(whole, w, clamp(f32x4.sub(weight, f32x4.mul(d, rate)), low, high));
}

// @ts-ignore: decorator
@inline
function heavyBall(
  whole: bool, nesterov: i32, rate: v128, momentum: v128, decay: v128, scale: v128, low: v128, high: v128,
  g: usize, v: usize, w: usize,
): void {
  const weight = get(whole, w),
    d = madd(get(whole, g), scale, f32x4.mul(weight, decay)),
    velocity = normal(madd(get(whole, v), momentum, d)),
    move = nesterov != 0 ? madd(velocity, momentum, d) : velocity;
  put(whole, v, velocity);
  put(whole, w, clamp(f32x4.sub(weight, f32x4.mul(move, rate)), low, high));
}

// @ts-ignore: decorator
@inline
function adam(
  whole: bool, size: v128, keep: v128, beta1: v128, beta2: v128, rest1: v128, rest2: v128, root: v128, epsilon: v128,
  scale: v128, low: v128, high: v128, g: usize, m: usize, v: usize, w: usize,
): void {
  const d = f32x4.mul(get(whole, g), scale),
    mean = normal(madd(get(whole, m), beta1, f32x4.mul(d, rest1))),
    variance = normal(madd(get(whole, v), beta2, f32x4.mul(f32x4.mul(d, d), rest2)));
  // Dividing before multiplying keeps the steps of tiny means out of the subnormals.
  const step = f32x4.mul(f32x4.div(mean, madd(f32x4.sqrt(variance), root, epsilon)), size),
    weight = f32x4.sub(f32x4.mul(get(whole, w), keep), step);
  put(whole, m, mean);
  put(whole, v, variance);
  put(whole, w, clamp(weight, low, high));
}

// @ts-ignore: decorator
@inline
function adadelta(
  whole: bool, rate: v128, rho: v128, rest: v128, epsilon: v128, decay: v128, scale: v128, low: v128, high: v128,
  g: usize, s: usize, a: usize, w: usize,
): void {
  const weight = get(whole, w),
    d = madd(get(whole, g), scale, f32x4.mul(weight, decay)),
    squares = normal(madd(get(whole, s), rho, f32x4.mul(f32x4.mul(d, d), rest))),
    before = get(whole, a);
  // A root each: their quotient stays a normal number where that of the squares would not.
  const root = f32x4.div(f32x4.sqrt(f32x4.add(before, epsilon)), f32x4.sqrt(f32x4.add(squares, epsilon))),
    change = f32x4.mul(root, d);
  put(whole, s, squares);
  put(whole, a, normal(madd(before, rho, f32x4.mul(f32x4.mul(change, change), rest))));
  put(whole, w, clamp(f32x4.sub(weight, f32x4.mul(change, rate)), low, high));
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

/** pmax and pmin are one instruction each and return their first operand when it is NaN. */
// @ts-ignore: decorator
@inline
function clamp(value: v128, low: v128, high: v128): v128 {
  return f32x4.pmin(f32x4.pmax(value, low), high);
}

/**
 * Subnormal numbers become 0: a moment whose gradient stays 0 decays into them, stays there, and every operation on one
 * costs about a hundred times a normal one. An exponent field of 0 marks them.
 */
// @ts-ignore: decorator
@inline
function normal(value: v128): v128 {
  const exponent = v128.and(value, i32x4.splat(0x7f800000));
  return v128.andnot(value, i32x4.eq(exponent, i32x4.splat(0)));
}
