import { exp4, log4 } from "../math";
import { addPairs, read4, sum2, sum4, vectorBytes, write4 } from "../simd";
import { sum_f32 } from "./reduce";

/**
 * Which points are neighbours: pairwise distances, and the affinities of t-SNE that come from them, van der Maaten &
 * Hinton 2008 (jmlr.org/papers/v9/vandermaaten08a.html). All matrices are f32, row-major.
 */

/** Floats of x rows that stay in the second-level cache while all rows of the range go by. */
const PASS_ELEMENTS: i32 = 32768;

/**
 * d[i,j] = Σ_p (x[i,p] − x[j,p])²: symmetric to the last bit, 0 on the diagonal.
 *   x f32[n, features]   d f32[n, n], overlaps x not. Rows [begin, end) of d are computed.
 */
export function squared_distances_f32(begin: i32, end: i32, n: i32, features: i32, x: usize, d: usize): void {
  const row = <usize>features << 2,
    rowOfD = <usize>n << 2,
    block = max(4, (PASS_ELEMENTS / max(features, 1)) & ~3);
  for (let from = 0; from < n; from += block) {
    const to = min(from + block, n);
    for (let i = begin; i < end; i += 2) {
      // A tile that reaches past the last row repeats that row.
      const both = i + 1 < end,
        a0 = x + <usize>i * row,
        a1 = both ? a0 + row : a0,
        d0 = d + <usize>i * rowOfD,
        d1 = both ? d0 + rowOfD : d0;
      for (let j = from; j < to; j += 2) {
        const b0 = x + <usize>j * row,
          second = j + 1 < to,
          b1 = second ? b0 + row : b0,
          column = <usize>j << 2;
        distances2x2(features, a0, a1, b0, b1, d0 + column, d1 + column, second ? 4 : 0);
      }
    }
  }
}

/** The four distances of two rows and two rows; those of the second column are stored `step` bytes further. */
function distances2x2(
  features: i32, a0: usize, a1: usize, b0: usize, b1: usize, d0: usize, d1: usize, step: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  for (let p = features >> 2; p > 0; p--) {
    const x0 = v128.load(a0),
      x1 = v128.load(a1),
      y0 = v128.load(b0),
      y1 = v128.load(b1);
    s00 = addSquare(s00, x0, y0);
    s01 = addSquare(s01, x0, y1);
    s10 = addSquare(s10, x1, y0);
    s11 = addSquare(s11, x1, y1);
    a0 += 16;
    a1 += 16;
    b0 += 16;
    b1 += 16;
  }
  let t00 = sum4(s00), t01 = sum4(s01), t10 = sum4(s10), t11 = sum4(s11);
  for (let p = features & 3; p > 0; p--) {
    const x0 = load<f32>(a0),
      x1 = load<f32>(a1),
      y0 = load<f32>(b0),
      y1 = load<f32>(b1);
    t00 += (x0 - y0) * (x0 - y0);
    t01 += (x0 - y1) * (x0 - y1);
    t10 += (x1 - y0) * (x1 - y0);
    t11 += (x1 - y1) * (x1 - y1);
    a0 += 4;
    a1 += 4;
    b0 += 4;
    b1 += 4;
  }
  store<f32>(d0 + step, t01);
  store<f32>(d0, t00);
  store<f32>(d1 + step, t11);
  store<f32>(d1, t10);
}

// @ts-ignore: decorator
@inline
function addSquare(sum: v128, a: v128, b: v128): v128 {
  const difference = f32x4.sub(a, b);
  return f32x4.add(sum, f32x4.mul(difference, difference));
}

/** Bound on the steps of a search: the doublings that cross f32's exponents, and bisections down to neighbouring f32. */
const SEARCH_STEPS: i32 = 350;

/** Newton's steps tried before bisection alone finishes what they could not; about six are needed. */
const NEWTON_STEPS: i32 = 25;

/** How far the entropy, in nats, may stay from log(perplexity). */
const ENTROPY_TOLERANCE: f64 = 1e-5;

/** Largest precision: finite in f32, so that its product with a distance of 0 is 0. */
const LARGEST_PRECISION: f64 = 3e38;

/**
 * exp(−46) = 10⁻²⁰ of the nearest point's share is taken for 0, as is the share of the point itself: nothing an f32 sum
 * could show, and without it products with subnormal numbers would cost a hundred times as much as others.
 */
// @ts-ignore: decorator
@inline
const FAR: f32 = 46;

/**
 * Conditional affinities p[i,j] = exp(−β_i d[i,j]) / Σ_{k≠i} exp(−β_i d[i,k]), p[i,i] = 0: the precision β_i is
 * searched until the entropy −Σ_j p[i,j] log p[i,j] is within 1e-5 of log(perplexity). Sums are in double precision.
 * Where no β_i reaches it (more coinciding points than the perplexity), p is even over the nearest points.
 *   d f32[n, n], finite and ≥ 0, its diagonal ignored   p f32[n, n], may be d. Rows [begin, end) are computed. n ≥ 2.
 */
export function tsne_affinities_f32(begin: i32, end: i32, n: i32, perplexity: f32, d: usize, p: usize): void {
  const row = <usize>n << 2,
    lanes = vectorBytes(n),
    wanted = <f64>f32x4.extract_lane(log4(f32x4.splat(perplexity)), 0);
  for (let i = begin; i < end; i++) {
    const q = p + <usize>i * row,
      self = q + (<usize>i << 2);
    memory.copy(q, d + <usize>i * row, row);
    store<f32>(self, 0);
    const total = sum_f32(0, n, q);
    store<f32>(self, Infinity);
    // Distances beyond the nearest point's give the same p, and exponentials of which one is 1.
    const nearest = subtractLeast(q, row, lanes),
      mean = total / <f64>(n - 1) - <f64>nearest,
      precision = f32x4.splat(findPrecision(q, row, lanes, mean > 0 ? 1 / mean : 0, wanted));
    let j: usize = 0;
    for (; j < lanes; j += 16) v128.store(q + j, exponential(scaled(v128.load(q + j), precision)));
    for (; j < row; j += 4) write4(q + j, exponential(scaled(read4(q + j, true), precision)), true);
    const normaliser = <f32>(1 / sum_f32(0, n, q));
    for (j = 0; j < lanes; j += 16) v128.store(q + j, f32x4.mul(v128.load(q + j), f32x4.splat(normaliser)));
    for (; j < row; j += 4) store<f32>(q + j, load<f32>(q + j) * normaliser);
  }
}

/** Subtracts the least element of a row from all, and gives it. */
function subtractLeast(q: usize, row: usize, lanes: usize): f32 {
  let best = f32x4.splat(Infinity),
    j: usize = 0;
  for (; j < lanes; j += 16) best = f32x4.pmin(best, v128.load(q + j));
  for (; j < row; j += 4) best = f32x4.pmin(best, read4(q + j, true));
  const least = min(
    min(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1)),
    min(f32x4.extract_lane(best, 2), f32x4.extract_lane(best, 3)),
  );
  for (j = 0; j < lanes; j += 16) v128.store(q + j, f32x4.sub(v128.load(q + j), f32x4.splat(least)));
  for (; j < row; j += 4) store<f32>(q + j, load<f32>(q + j) - least);
  return least;
}

/**
 * β to the entropy H: Newton's step in log β, −Var(t) being dH/dlog β, within the bracket found so far and by a factor of
 * eight at most, else doubling, halving or bisection. A precision of 0 stays: all points are equally far.
 */
function findPrecision(q: usize, row: usize, lanes: usize, first: f64, wanted: f64): f32 {
  let low: f64 = 0,
    high: f64 = Infinity,
    precision = min(first, LARGEST_PRECISION);
  for (let step = 0; step < SEARCH_STEPS; step++) {
    const beta = f32x4.splat(<f32>precision);
    let s = f64x2.splat(0), st = s, stt = s;
    let j: usize = 0;
    for (; j < lanes; j += 16) {
      const t = scaled(v128.load(q + j), beta),
        e = exponential(t),
        te = f32x4.mul(t, e);
      s = addPairs(s, e);
      st = addPairs(st, te);
      stt = addPairs(stt, f32x4.mul(t, te));
    }
    let sum = sum2(s), sumT = sum2(st), sumTT = sum2(stt);
    for (; j < row; j += 4) {
      const t = scaled(read4(q + j, true), beta),
        e = exponential(t),
        te = f32x4.mul(t, e);
      sum += <f64>f32x4.extract_lane(e, 0);
      sumT += <f64>f32x4.extract_lane(te, 0);
      sumTT += <f64>f32x4.extract_lane(f32x4.mul(t, te), 0);
    }
    const mean = sumT / sum,
      variance = sumTT / sum - mean * mean,
      surplus = <f64>f32x4.extract_lane(log4(f32x4.splat(<f32>sum)), 0) + mean - wanted;
    if (abs(surplus) <= ENTROPY_TOLERANCE) break;
    if (surplus > 0) low = precision;
    else high = precision;
    let next = precision * max(0.125, min(8, 1 + surplus / variance));
    if (!(next > low && next < high) || step > NEWTON_STEPS)
      next = high == Infinity ? 2 * precision : 0.5 * (low + high);
    if (<f32>next == <f32>precision || next > LARGEST_PRECISION) break;
    precision = next;
  }
  return <f32>precision;
}

/** t = precision · d, at most FAR; FAR also for 0 · ∞. */
// @ts-ignore: decorator
@inline
function scaled(d: v128, precision: v128): v128 {
  return f32x4.pmin(f32x4.splat(FAR), f32x4.mul(d, precision));
}

/** exp(−t), 0 from FAR on. */
// @ts-ignore: decorator
@inline
function exponential(t: v128): v128 {
  return v128.and(exp4(f32x4.neg(t)), f32x4.lt(t, f32x4.splat(FAR)));
}

/**
 * p[i,j] = p[j,i] = (p[i,j] + p[j,i]) / 2n in place: joint affinities, which add up to 1, from conditional ones.
 *   p f32[n, n]. Handles the pairs whose larger index lies in [begin, end).
 */
export function tsne_symmetrise_f32(begin: i32, end: i32, n: i32, p: usize): void {
  const row = <usize>n << 2,
    factor = <f32>(0.5 / <f64>n);
  // Strips of 16 columns: one cache line in each of the rows that mirror them.
  for (let from = 0; from < end; from += 16)
    for (let i = max(begin, from); i < end; i++) {
      const to = min(from + 16, i + 1);
      let a = p + <usize>i * row + (<usize>from << 2),
        b = p + <usize>from * row + (<usize>i << 2);
      for (let j = from; j < to; j++) {
        const joint = (load<f32>(a) + load<f32>(b)) * factor;
        store<f32>(a, joint);
        store<f32>(b, joint);
        a += 4;
        b += row;
      }
    }
}
