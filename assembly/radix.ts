import { vectorBytes } from "./simd";

/** Radix selection by keys: unsigned integers that are ordered as the elements are. All inline. */

/** Bits of an element that count: all, or all but the sign, for order by magnitude. */
export const signed: i32 = -1;
export const unsigned: i32 = 0x7fffffff;

/**
 * Order of four elements as unsigned integers: NaN is 0, the lowest, then come −∞ … 0 … ∞. The bits of positive numbers
 * are ordered as the numbers are, those of negative ones the other way round.
 */
// @ts-ignore: decorator
@inline
export function keys(relevant: i32, bits: v128): v128 {
  const x = f32x4.add(v128.and(bits, i32x4.splat(relevant)), f32x4.splat(0)), // −0 becomes 0, its equal
    key = v128.xor(x, v128.or(i32x4.shr_s(x, 31), i32x4.splat(0x80000000)));
  return v128.and(key, f32x4.eq(x, x));
}

// @ts-ignore: decorator
@inline
export function keyAt(relevant: i32, x: usize): i32 {
  return i32x4.extract_lane(keys(relevant, v128.load_splat<i32>(x)), 0);
}

// @ts-ignore: decorator
@inline
function increment(counts: usize, digit: i32): void {
  const bin = counts + ((<usize>digit) << 2);
  store<i32>(bin, load<i32>(bin) + 1);
}

/** Counts all keys by their topmost 11 bits. */
// @ts-ignore: decorator
@inline
export function topHistogram(relevant: i32, n: i32, x: usize, counts: usize): void {
  const lanes = x + vectorBytes(n),
    last = x + ((<usize>n) << 2);
  memory.fill(counts, 0, 2048 << 2);
  for (; x < lanes; x += 16) {
    const digits = i32x4.shr_u(keys(relevant, v128.load(x)), 21);
    increment(counts, i32x4.extract_lane(digits, 0));
    increment(counts, i32x4.extract_lane(digits, 1));
    increment(counts, i32x4.extract_lane(digits, 2));
    increment(counts, i32x4.extract_lane(digits, 3));
  }
  for (; x < last; x += 4) increment(counts, keyAt(relevant, x) >>> 21);
}

/** Counts keys by the digit key >>> shift & mask, of those whose bits above the digit equal `prefix`. */
// @ts-ignore: decorator
@inline
function histogram(
  relevant: i32, n: i32, prefix: i32, shift: i32, width: i32, x: usize, counts: usize,
): void {
  const above = shift + width,
    mask = (1 << width) - 1,
    lanes = x + vectorBytes(n),
    last = x + ((<usize>n) << 2),
    wanted = i32x4.splat(prefix);
  memory.fill(counts, 0, (<usize>1) << (width + 2));
  for (; x < lanes; x += 16) {
    // Few elements share the prefix: four are passed over at once.
    let hits = i32x4.bitmask(i32x4.eq(i32x4.shr_u(keys(relevant, v128.load(x)), above), wanted));
    for (; hits; hits &= hits - 1) increment(counts, (keyAt(relevant, x + ((<usize>ctz(hits)) << 2)) >>> shift) & mask);
  }
  for (; x < last; x += 4) {
    const key = keyAt(relevant, x);
    if (key >>> above == prefix) increment(counts, (key >>> shift) & mask);
  }
}

/**
 * The k-th largest key, 1 ≤ k ≤ n, found digit by digit, by histograms over 11, 11 and the last 10 bits.
 *   tops i32[2048], the top histogram   counts i32[2048], scratch, may be tops
 * counts[0] becomes the key's rank among those equal to it, from 1.
 */
// @ts-ignore: decorator
@inline
export function kthKey(relevant: i32, n: i32, k: i32, x: usize, tops: usize, counts: usize): i32 {
  let prefix = 0, // the digits found so far
    rank = k; // among the keys with these digits
  for (let shift = 21, width = 11; ; ) {
    let digit = (1 << width) - 1;
    for (; digit > 0; digit--) {
      const held = load<i32>(tops + ((<usize>digit) << 2));
      if (held >= rank) break;
      rank -= held;
    }
    prefix = (prefix << width) | digit;
    width = min(11, shift);
    shift -= width;
    if (width == 0) break;
    histogram(relevant, n, prefix, shift, width, x, counts);
    tops = counts;
  }
  store<i32>(counts, rank);
  return prefix;
}
