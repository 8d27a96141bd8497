import { vectorBytes } from "../simd";

/**
 * Order of four elements as unsigned integers: NaN is 0, the lowest, then come −∞ … 0 … ∞, or with `magnitude`, which is
 * a constant everywhere, |x| from 0 to ∞ below 2^31. The bits of positive numbers are ordered as the numbers are, those
 * of negative ones the other way round; one is added to |x| to make room for NaN.
 */
// @ts-ignore: decorator
@inline
function keys(magnitude: bool, bits: v128): v128 {
  if (magnitude) {
    const size = v128.and(bits, i32x4.splat(0x7fffffff));
    return v128.andnot(i32x4.add(size, i32x4.splat(1)), i32x4.gt_s(size, i32x4.splat(0x7f800000)));
  }
  const x = f32x4.add(bits, f32x4.splat(0)), // −0 becomes 0, its equal
    key = v128.xor(x, v128.or(i32x4.shr_s(x, 31), i32x4.splat(0x80000000)));
  return v128.and(key, f32x4.eq(x, x));
}

// @ts-ignore: decorator
@inline
function keyAt(magnitude: bool, x: usize): i32 {
  return i32x4.extract_lane(keys(magnitude, v128.load_splat<i32>(x)), 0);
}

// @ts-ignore: decorator
@inline
function increment(counts: usize, digit: i32): void {
  const bin = counts + ((<usize>digit) << 2);
  store<i32>(bin, load<i32>(bin) + 1);
}

/** Counts all keys, which fit shift + 11 bits, by the topmost 11. */
// @ts-ignore: decorator
@inline
function topHistogram(magnitude: bool, n: i32, shift: i32, x: usize, counts: usize): void {
  const lanes = x + vectorBytes(n),
    last = x + ((<usize>n) << 2);
  memory.fill(counts, 0, 2048 << 2);
  for (; x < lanes; x += 16) {
    const digits = i32x4.shr_u(keys(magnitude, v128.load(x)), shift);
    increment(counts, i32x4.extract_lane(digits, 0));
    increment(counts, i32x4.extract_lane(digits, 1));
    increment(counts, i32x4.extract_lane(digits, 2));
    increment(counts, i32x4.extract_lane(digits, 3));
  }
  for (; x < last; x += 4) increment(counts, keyAt(magnitude, x) >>> shift);
}

/** Counts keys by the digit key >>> shift & mask, of those whose bits above the digit equal `prefix`. */
// @ts-ignore: decorator
@inline
function histogram(
  magnitude: bool, n: i32, prefix: i32, shift: i32, width: i32, x: usize, counts: usize,
): void {
  const above = shift + width,
    mask = (1 << width) - 1,
    lanes = x + vectorBytes(n),
    last = x + ((<usize>n) << 2),
    wanted = i32x4.splat(prefix);
  memory.fill(counts, 0, (<usize>1) << (width + 2));
  for (; x < lanes; x += 16) {
    // Few elements share the prefix: four are passed over at once.
    let hits = i32x4.bitmask(i32x4.eq(i32x4.shr_u(keys(magnitude, v128.load(x)), above), wanted));
    for (; hits; hits &= hits - 1) increment(counts, (keyAt(magnitude, x + ((<usize>ctz(hits)) << 2)) >>> shift) & mask);
  }
  for (; x < last; x += 4) {
    const key = keyAt(magnitude, x);
    if (key >>> above == prefix) increment(counts, (key >>> shift) & mask);
  }
}

/**
 * Radix selection: three histograms, over 11, 11 and the last 9 or 10 bits of the key, find the k-th largest exactly; a
 * last sweep writes what lies above it and the first of what equals it. O(n + k), the same for every input.
 */
// @ts-ignore: decorator
@inline
function select(magnitude: bool, n: i32, k: i32, x: usize, counts: usize, out: usize): void {
  if (k <= 0) return;
  const top = magnitude ? 20 : 21;
  let prefix = 0, // the digits of the k-th largest key found so far
    rank = k; // its rank among the keys with these digits
  for (let shift = top, width = 11; width > 0; ) {
    if (shift == top) topHistogram(magnitude, n, shift, x, counts);
    else histogram(magnitude, n, prefix, shift, width, x, counts);
    let digit = (1 << width) - 1;
    for (; digit > 0; digit--) {
      const held = load<i32>(counts + ((<usize>digit) << 2));
      if (held >= rank) break;
      rank -= held;
    }
    prefix = (prefix << width) | digit;
    width = min(11, shift);
    shift -= width;
  }

  const lanes = vectorBytes(n),
    bytes = (<usize>n) << 2,
    stop = out + ((<usize>k) << 2),
    rare = k < n >>> 4,
    threshold = i32x4.splat(prefix);
  let i: usize = 0;
  for (; i < lanes; i += 16) {
    const key = keys(magnitude, v128.load(x + i));
    let hits = i32x4.bitmask(i32x4.ge_u(key, threshold));
    if (rare && !hits) continue;
    const equal = i32x4.bitmask(i32x4.eq(key, threshold)),
      first = <i32>(i >>> 2);
    if (!equal && out + 16 <= stop) {
      // Where the hits are cannot be predicted: every index is stored, and kept by moving on.
      store<i32>(out, first);
      out += (hits & 1) << 2;
      store<i32>(out, first + 1);
      out += (hits & 2) << 1;
      store<i32>(out, first + 2);
      out += hits & 4;
      store<i32>(out, first + 3);
      out += (hits & 8) >>> 1;
      continue;
    }
    for (; hits; hits &= hits - 1) {
      const lane = ctz(hits);
      if ((equal >> lane) & 1 && --rank < 0) continue;
      store<i32>(out, first + lane);
      out += 4;
    }
  }
  for (; i < bytes; i += 4) {
    const key = keyAt(magnitude, x + i);
    if (<u32>key < <u32>prefix || (key == prefix && --rank < 0)) continue;
    store<i32>(out, <i32>(i >>> 2));
    out += 4;
  }
}

/**
 * Indices of the k largest x[i], ascending. Of equals the lowest indices are taken; NaN counts as smallest.
 *   x f32[n]   counts i32[2048], scratch   out i32[k]; 0 ≤ k ≤ n; none may overlap
 */
export function top_k_f32(n: i32, k: i32, x: usize, counts: usize, out: usize): void {
  select(false, n, k, x, counts, out);
}

/** Indices of the k largest |x[i]|; else as top_k_f32. */
export function top_k_by_magnitude_f32(n: i32, k: i32, x: usize, counts: usize, out: usize): void {
  select(true, n, k, x, counts, out);
}
