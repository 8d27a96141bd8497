import { vectorBytes } from "../simd";

/**
 * Reductions. Sums are kept in double precision in a fixed tree: element i of the range goes to partial sum i mod 8 for
 * the whole blocks of eight, the eight partial sums are joined pairwise, the remaining elements follow one by one. The
 * result depends on the range alone; sums of two halves of a range may differ from the sum of the whole in the last
 * places of a double.
 */

// @ts-ignore: decorator
@inline
function pair(p: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_zero<u64>(p));
}

// @ts-ignore: decorator
@inline
function joined(s0: v128, s1: v128, s2: v128, s3: v128): f64 {
  const s = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** Σ x[i] over [begin, end), in double precision. x f32[n]. */
export function sum_f32(begin: i32, end: i32, x: usize): f64 {
  let p = x + ((<usize>begin) << 2);
  const last = x + ((<usize>end) << 2),
    blocks = p + ((last - p) & ~31);
  let s0 = f64x2.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  for (; p < blocks; p += 32) {
    s0 = f64x2.add(s0, pair(p));
    s1 = f64x2.add(s1, pair(p + 8));
    s2 = f64x2.add(s2, pair(p + 16));
    s3 = f64x2.add(s3, pair(p + 24));
  }
  let sum = joined(s0, s1, s2, s3);
  for (; p < last; p += 4) sum += <f64>load<f32>(p);
  return sum;
}

// @ts-ignore: decorator
@inline
function squaredPair(p: usize, center: v128): v128 {
  const d = f64x2.sub(pair(p), center);
  return f64x2.mul(d, d);
}

/** Σ (x[i] − center)² over [begin, end), in double precision. x f32[n]. */
export function sum_squares_f32(begin: i32, end: i32, center: f64, x: usize): f64 {
  let p = x + ((<usize>begin) << 2);
  const last = x + ((<usize>end) << 2),
    blocks = p + ((last - p) & ~31),
    c = f64x2.splat(center);
  let s0 = f64x2.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0;
  for (; p < blocks; p += 32) {
    s0 = f64x2.add(s0, squaredPair(p, c));
    s1 = f64x2.add(s1, squaredPair(p + 8, c));
    s2 = f64x2.add(s2, squaredPair(p + 16, c));
    s3 = f64x2.add(s3, squaredPair(p + 24, c));
  }
  let sum = joined(s0, s1, s2, s3);
  for (; p < last; p += 4) {
    const d = <f64>load<f32>(p) - center;
    sum += d * d;
  }
  return sum;
}

/** max |x[i]| over [begin, end): 0 for an empty range, NaN when one element is NaN. x f32[n]. */
export function max_abs_f32(begin: i32, end: i32, x: usize): f32 {
  let p = x + ((<usize>begin) << 2);
  const last = x + ((<usize>end) << 2),
    lanes = p + vectorBytes(end - begin),
    magnitude = i32x4.splat(0x7fffffff);
  // As integers the bits of |x| are ordered as the numbers are, with every NaN above ∞.
  let best = i32x4.splat(0);
  for (; p < lanes; p += 16) best = i32x4.max_s(best, v128.and(v128.load(p), magnitude));
  let bits = max(
    max(i32x4.extract_lane(best, 0), i32x4.extract_lane(best, 1)),
    max(i32x4.extract_lane(best, 2), i32x4.extract_lane(best, 3)),
  );
  for (; p < last; p += 4) bits = max(bits, load<i32>(p) & 0x7fffffff);
  return reinterpret<f32>(bits);
}

/**
 * Index of the largest x[i] in [begin, end); the lowest of equals. NaN never wins; `begin` when all are NaN, −1 for an
 * empty range. x f32[n]. One sweep finds the largest value, a second one where it stands first.
 */
export function argmax_f32(begin: i32, end: i32, x: usize): i32 {
  if (begin >= end) return -1;
  const first = x + ((<usize>begin) << 2),
    last = x + ((<usize>end) << 2),
    lanes = first + vectorBytes(end - begin);
  // pmax(a, b) is a unless a < b: a NaN in b is passed over.
  let best = f32x4.splat(-Infinity),
    p = first;
  for (; p < lanes; p += 16) best = f32x4.pmax(best, v128.load(p));
  let largest = max(
    max(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1)),
    max(f32x4.extract_lane(best, 2), f32x4.extract_lane(best, 3)),
  );
  for (; p < last; p += 4) {
    const value = load<f32>(p);
    if (value > largest) largest = value;
  }
  const wanted = f32x4.splat(largest);
  for (p = first; p < lanes; p += 16) {
    const found = i32x4.bitmask(f32x4.eq(v128.load(p), wanted));
    if (found) return <i32>((p - x) >>> 2) + ctz(found);
  }
  for (; p < last; p += 4) if (load<f32>(p) == largest) return <i32>((p - x) >>> 2);
  return begin;
}

/**
 * out[b] = ⌊argmax over i of x[i,b] / group⌋, for columns [begin, end): the row of the largest, or the group of `group`
 * rows it stands in. The lowest of equals, NaN never wins, 0 when a column is all NaN or rows is 0.
 *   x f32[rows, batch]   out i32[batch], overlaps x not   group ≥ 1
 */
export function argmax_columns_f32(
  begin: i32, end: i32, rows: i32, group: i32, batch: i32, x: usize, out: usize,
): void {
  const row = (<usize>batch) << 2,
    last = (<usize>end) << 2;
  let b = (<usize>begin) << 2;
  const lanes = b + vectorBytes(end - begin);
  for (; b < lanes; b += 16) {
    // NaN at first: whatever is not NaN beats it.
    let best = f32x4.splat(NaN),
      index = i32x4.splat(0),
      p = x + b;
    for (let g = 0, i = 0; i < rows; g++)
      for (const stop = min(i + group, rows); i < stop; i++, p += row) {
        const value = v128.load(p),
          better = v128.andnot(f32x4.eq(value, value), f32x4.le(value, best));
        best = v128.bitselect(value, best, better);
        index = v128.bitselect(i32x4.splat(g), index, better);
      }
    v128.store(out + b, index);
  }
  for (; b < last; b += 4) {
    let best: f32 = NaN,
      index = 0,
      p = x + b;
    for (let i = 0; i < rows; i++, p += row) {
      const value = load<f32>(p);
      if (value == value && !(value <= best)) {
        best = value;
        index = i;
      }
    }
    store<i32>(out + b, index / group);
  }
}
