import { vectorBytes } from "../simd";

/**
 * Order of |x[i]| as an integer in [0, 2^31): NaN lowest, then 0 … ∞.
 * The bits of |x| are ordered as the numbers are; one is added to make room for NaN at 0.
 */
// @ts-ignore: decorator
@inline
function keyOf(bits: i32): i32 {
  const magnitude = bits & 0x7fffffff;
  return magnitude > 0x7f800000 ? 0 : magnitude + 1;
}

// @ts-ignore: decorator
@inline
function keys(bits: v128): v128 {
  const magnitude = v128.and(bits, i32x4.splat(0x7fffffff));
  return v128.andnot(i32x4.add(magnitude, i32x4.splat(1)), i32x4.gt_s(magnitude, i32x4.splat(0x7f800000)));
}

// @ts-ignore: decorator
@inline
function increment(counts: usize, digit: i32): void {
  const bin = counts + ((<usize>digit) << 2);
  store<i32>(bin, load<i32>(bin) + 1);
}

/** Counts all keys by their top 11 bits. */
// @ts-ignore: decorator
@inline
function topHistogram(n: i32, x: usize, counts: usize): void {
  const lanes = x + vectorBytes(n),
    last = x + ((<usize>n) << 2);
  memory.fill(counts, 0, 2048 << 2);
  for (; x < lanes; x += 16) {
    const digits = i32x4.shr_u(keys(v128.load(x)), 20);
    increment(counts, i32x4.extract_lane(digits, 0));
    increment(counts, i32x4.extract_lane(digits, 1));
    increment(counts, i32x4.extract_lane(digits, 2));
    increment(counts, i32x4.extract_lane(digits, 3));
  }
  for (; x < last; x += 4) increment(counts, keyOf(load<i32>(x)) >>> 20);
}

/** Counts keys by the digit key >>> shift & mask, of those whose bits above the digit equal `prefix`. */
// @ts-ignore: decorator
@inline
function histogram(n: i32, prefix: i32, shift: i32, width: i32, x: usize, counts: usize): void {
  const above = shift + width,
    mask = (1 << width) - 1,
    lanes = x + vectorBytes(n),
    last = x + ((<usize>n) << 2),
    wanted = i32x4.splat(prefix);
  memory.fill(counts, 0, (<usize>1) << (width + 2));
  for (; x < lanes; x += 16) {
    // Few elements share the prefix: four are passed over at once.
    let hits = i32x4.bitmask(i32x4.eq(i32x4.shr_u(keys(v128.load(x)), above), wanted));
    for (; hits; hits &= hits - 1) increment(counts, (keyOf(load<i32>(x + ((<usize>ctz(hits)) << 2))) >>> shift) & mask);
  }
  for (; x < last; x += 4) {
    const key = keyOf(load<i32>(x));
    if (key >>> above == prefix) increment(counts, (key >>> shift) & mask);
  }
}

/**
 * Indices of the k largest |x[i]|, ascending. Of equals the lowest indices are taken; NaN counts as smallest.
 *   x f32[n]   counts i32[2048], scratch   out i32[k]; 0 ≤ k ≤ n; none may overlap
 * Radix selection: three histograms, over 11, 11 and 9 bits of the key from the top, find the k-th largest key exactly;
 * a last sweep writes what lies above it and the first of what equals it. O(n + k), the same for every input.
 */
export function top_k_by_magnitude_f32(n: i32, k: i32, x: usize, counts: usize, out: usize): void {
  if (k <= 0) return;
  let prefix = 0, // the digits of the k-th largest key found so far
    rank = k; // its rank among the keys with these digits
  for (let shift = 20, width = 11; width > 0; ) {
    if (shift == 20) topHistogram(n, x, counts);
    else histogram(n, prefix, shift, width, x, counts);
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
    const key = keys(v128.load(x + i));
    let hits = i32x4.bitmask(i32x4.ge_s(key, threshold));
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
    const key = keyOf(load<i32>(x + i));
    if (key < prefix || (key == prefix && --rank < 0)) continue;
    store<i32>(out, <i32>(i >>> 2));
    out += 4;
  }
}
