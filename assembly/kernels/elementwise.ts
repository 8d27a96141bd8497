import { madd, read4, sum4, update4, vectorBytes, write4 } from "../simd";

// @ts-ignore: decorator
@inline
const ADD: i32 = 0;
// @ts-ignore: decorator
@inline
const MULTIPLY: i32 = 1;

// @ts-ignore: decorator
@inline
function combine(kind: i32, begin: i32, end: i32, accumulate: bool, a: usize, b: usize, y: usize): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin);
  a += from;
  b += from;
  y += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) {
    const left = read4(a + i, false),
      right = read4(b + i, false);
    update4(y + i, kind == ADD ? f32x4.add(left, right) : f32x4.mul(left, right), accumulate, false);
  }
  for (; i < bytes; i += 4) {
    const left = read4(a + i, true),
      right = read4(b + i, true);
    update4(y + i, kind == ADD ? f32x4.add(left, right) : f32x4.mul(left, right), accumulate, true);
  }
}

/** y[i] = a[i] + b[i]. All f32[n]; y may be a or b. */
export function add_f32(begin: i32, end: i32, a: usize, b: usize, y: usize): void {
  combine(ADD, begin, end, false, a, b, y);
}

/** y[i] (+)= a[i] · b[i]. All f32[n]; y may be a or b. `accumulate` adds to y. */
export function multiply_f32(begin: i32, end: i32, accumulate: bool, a: usize, b: usize, y: usize): void {
  combine(MULTIPLY, begin, end, accumulate, a, b, y);
}

/** y[i] += alpha · x[i]. x, y f32[n]; y may be x. */
export function axpy_f32(begin: i32, end: i32, alpha: f32, x: usize, y: usize): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin),
    factor = f32x4.splat(alpha);
  x += from;
  y += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) v128.store(y + i, madd(factor, v128.load(x + i), v128.load(y + i)));
  for (; i < bytes; i += 4) store<f32>(y + i, load<f32>(y + i) + alpha * load<f32>(x + i));
}

/** y[i] = factor · x[i]. x, y f32[n]; y may be x. */
export function scale_f32(begin: i32, end: i32, factor: f32, x: usize, y: usize): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin),
    factors = f32x4.splat(factor);
  x += from;
  y += from;
  let i: usize = 0;
  for (; i < lanes; i += 16) v128.store(y + i, f32x4.mul(factors, v128.load(x + i)));
  for (; i < bytes; i += 4) store<f32>(y + i, factor * load<f32>(x + i));
}

/** y[i] = x[i] moved into [low, high], low ≤ high; NaN stays NaN. x, y f32[n]; y may be x. */
export function clamp_f32(begin: i32, end: i32, low: f32, high: f32, x: usize, y: usize): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin),
    least = f32x4.splat(low),
    most = f32x4.splat(high);
  x += from;
  y += from;
  // pmax(x, l) is x unless x < l, so a NaN passes through; pmin alike.
  let i: usize = 0;
  for (; i < lanes; i += 16) write4(y + i, f32x4.pmin(f32x4.pmax(read4(x + i, false), least), most), false);
  for (; i < bytes; i += 4) write4(y + i, f32x4.pmin(f32x4.pmax(read4(x + i, true), least), most), true);
}

/** x[i] = value. x f32[n]. */
export function fill_f32(begin: i32, end: i32, value: f32, x: usize): void {
  fill(x + ((<usize>begin) << 2), (<usize>(end - begin)) << 2, value);
}

// @ts-ignore: decorator
@inline
function fill(x: usize, bytes: usize, value: f32): void {
  const values = f32x4.splat(value),
    lanes = bytes & ~15;
  let i: usize = 0;
  for (; i < lanes; i += 16) v128.store(x + i, values);
  for (; i < bytes; i += 4) store<f32>(x + i, value);
}

/** y[i] = x[i]. x, y f32[n]; y may be x. */
export function copy_f32(begin: i32, end: i32, x: usize, y: usize): void {
  const from = (<usize>begin) << 2;
  memory.copy(y + from, x + from, (<usize>(end - begin)) << 2);
}

/** y[i,b] += bias[i] for rows [begin, end). bias f32[rows], y f32[rows, n]; they may not overlap unless n = 1. */
export function add_bias_f32(begin: i32, end: i32, n: i32, bias: usize, y: usize): void {
  const row = (<usize>n) << 2,
    lanes = vectorBytes(n);
  for (let i = <usize>begin; i < <usize>end; i++) {
    const value = load<f32>(bias + (i << 2)),
      values = f32x4.splat(value),
      out = y + i * row;
    let b: usize = 0;
    for (; b < lanes; b += 16) v128.store(out + b, f32x4.add(v128.load(out + b), values));
    for (; b < row; b += 4) store<f32>(out + b, load<f32>(out + b) + value);
  }
}

/**
 * y[i,b] = bias[i mod period] for rows [begin, end). bias f32[period], y f32[rows, n]; they may not overlap unless n = 1
 * and period = rows.
 */
export function fill_rows_f32(begin: i32, end: i32, n: i32, period: i32, bias: usize, y: usize): void {
  const row = (<usize>n) << 2;
  for (let i = begin, at = begin % max(period, 1); i < end; i++) {
    fill(y + <usize>i * row, row, load<f32>(bias + ((<usize>at) << 2)));
    if (++at == period) at = 0;
  }
}

/**
 * gradient[i] (+)= Σ_b d[i,b] for rows [begin, end): the gradient of a bias.
 *   d f32[rows, n]   gradient f32[rows], may not overlap d unless n = 1. `accumulate` adds to gradient.
 * Order of addition: element b of the whole blocks of 16 goes to partial sum b mod 16, later whole vectors to the first
 * four; the sixteen are joined in a tree, the remaining n mod 4 elements follow one by one.
 */
export function bias_gradient_f32(begin: i32, end: i32, n: i32, accumulate: bool, d: usize, gradient: usize): void {
  const row = (<usize>n) << 2,
    lanes = vectorBytes(n),
    blocks = row & ~63;
  for (let i = <usize>begin; i < <usize>end; i++) {
    const source = d + i * row,
      out = gradient + (i << 2);
    let s0 = f32x4.splat(0),
      s1 = s0,
      s2 = s0,
      s3 = s0,
      b: usize = 0;
    for (; b < blocks; b += 64) {
      s0 = f32x4.add(s0, v128.load(source + b));
      s1 = f32x4.add(s1, v128.load(source + b, 16));
      s2 = f32x4.add(s2, v128.load(source + b, 32));
      s3 = f32x4.add(s3, v128.load(source + b, 48));
    }
    for (; b < lanes; b += 16) s0 = f32x4.add(s0, v128.load(source + b));
    let sum = sum4(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
    for (; b < row; b += 4) sum += load<f32>(source + b);
    store<f32>(out, accumulate ? load<f32>(out) + sum : sum);
  }
}

// @ts-ignore: decorator
@inline
const GROUP_BLOCK: usize = 4096; // bytes of y that stay in the first-level cache while the groups go by

/**
 * y[j] (+)= Σ_p x[p·n + j] for columns j in [begin, end): equal parts of x added up, such as one bias' gradients at all
 * positions. Summed in ascending p, starting from 0, or with `accumulate` from y.
 *   x f32[groups, n]   y f32[n], may not overlap x
 */
export function sum_groups_f32(
  begin: i32, end: i32, groups: i32, n: i32, accumulate: bool, x: usize, y: usize,
): void {
  const row = (<usize>n) << 2,
    to = (<usize>end) << 2;
  for (let from = (<usize>begin) << 2; from < to; from += GROUP_BLOCK) {
    const bytes = min(GROUP_BLOCK, to - from),
      lanes = bytes & ~15,
      out = y + from;
    if (!accumulate) memory.fill(out, 0, bytes);
    let source = x + from,
      p = 0;
    for (; p + 4 <= groups; p += 4) {
      let j: usize = 0;
      for (; j < lanes; j += 16) sum4Groups(source + j, row, out + j, false);
      for (; j < bytes; j += 4) sum4Groups(source + j, row, out + j, true);
      source += row << 2;
    }
    for (; p < groups; p++) {
      let j: usize = 0;
      for (; j < lanes; j += 16) update4(out + j, read4(source + j, false), true, false);
      for (; j < bytes; j += 4) update4(out + j, read4(source + j, true), true, true);
      source += row;
    }
  }
}

/** Four groups in one go, one after the other. */
// @ts-ignore: decorator
@inline
function sum4Groups(x: usize, row: usize, y: usize, tail: bool): void {
  let sum = read4(y, tail);
  sum = f32x4.add(sum, read4(x, tail));
  sum = f32x4.add(sum, read4(x + row, tail));
  sum = f32x4.add(sum, read4(x + 2 * row, tail));
  sum = f32x4.add(sum, read4(x + 3 * row, tail));
  write4(y, sum, tail);
}
