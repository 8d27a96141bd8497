import { vectorBytes } from "../simd";

/**
 * Winners of columns [begin, end): mask[i,b] = 1 for the k largest x[i,b] of column b, else 0. Of equals the lowest i
 * win, so there are exactly k; −0 equals 0, and NaN counts as largest, so that none is hidden.
 *   x f32[units, batch]   scratch f32[units, 4], overwritten   mask u8[units, batch]; none may overlap; 0 ≤ k ≤ units
 * Four columns at a time are packed side by side; then bisection over the ordered bits of f32 finds each its k-th
 * largest, and stops early where a threshold parts k from the rest.
 */
export function k_winners_f32(
  begin: i32, end: i32, units: i32, batch: i32, k: i32, x: usize, scratch: usize, mask: usize,
): void {
  for (let b = begin; b < end; b += 4) {
    const columns = min(4, end - b);
    pack(units, batch, columns, x + ((<usize>b) << 2), scratch);
    mark(units, batch, columns, k, scratch, threshold(units, k, scratch), mask + <usize>b);
  }
}

/** Columns side by side; what a group has less than four is 0. */
// @ts-ignore: decorator
@inline
function pack(units: i32, batch: i32, columns: i32, x: usize, packed: usize): void {
  const row = (<usize>batch) << 2,
    stop = packed + ((<usize>units) << 4);
  for (; packed < stop; packed += 16, x += row) {
    if (columns == 4) {
      v128.store(packed, v128.load(x));
      continue;
    }
    v128.store(packed, f32x4.splat(0));
    memory.copy(packed, x, (<usize>columns) << 2);
  }
}

/** The largest number that at least k of a column are not below. */
// @ts-ignore: decorator
@inline
function threshold(units: i32, k: i32, packed: usize): v128 {
  const wanted = i32x4.splat(k);
  // Signed integers in the order of the numbers, from −∞ to ∞.
  let low = i32x4.splat(0x807fffff),
    high = i32x4.splat(0x7f800000);
  while (v128.any_true(v128.xor(low, high))) {
    const middle = i32x4.sub(v128.or(low, high), i32x4.shr_s(v128.xor(low, high), 1)), // the mean, rounded up
      count = countNotBelow(units, packed, number(middle)),
      enough = i32x4.ge_s(count, wanted),
      exact = i32x4.eq(count, wanted);
    low = v128.bitselect(middle, low, enough);
    high = v128.bitselect(high, i32x4.sub(middle, i32x4.splat(1)), enough);
    high = v128.bitselect(middle, high, exact);
  }
  return number(low);
}

/** The number with this place in the order. */
// @ts-ignore: decorator
@inline
function number(place: v128): v128 {
  return v128.xor(place, i32x4.shr_u(i32x4.shr_s(place, 31), 1));
}

// @ts-ignore: decorator
@inline
function countNotBelow(units: i32, packed: usize, limit: v128): v128 {
  const stop = packed + ((<usize>units) << 4),
    blocks = packed + (vectorBytes(units) << 2);
  let a = i32x4.splat(0),
    b = a;
  for (; packed < blocks; packed += 64) {
    a = i32x4.add(a, f32x4.lt(v128.load(packed), limit));
    b = i32x4.add(b, f32x4.lt(v128.load(packed, 16), limit));
    a = i32x4.add(a, f32x4.lt(v128.load(packed, 32), limit));
    b = i32x4.add(b, f32x4.lt(v128.load(packed, 48), limit));
  }
  for (; packed < stop; packed += 16) a = i32x4.add(a, f32x4.lt(v128.load(packed), limit));
  return i32x4.add(i32x4.splat(units), i32x4.add(a, b));
}

/** What lies above the limit wins, and of what equals it the first, up to k. */
// @ts-ignore: decorator
@inline
function mark(units: i32, batch: i32, columns: i32, k: i32, packed: usize, limit: v128, mask: usize): void {
  const stop = packed + ((<usize>units) << 4);
  let above = i32x4.splat(units);
  for (let p = packed; p < stop; p += 16) above = i32x4.add(above, f32x4.le(v128.load(p), limit));
  // Places left: for what lies above (only of NaN there can be more than k), and for equals.
  let places = i32x4.splat(k),
    ties = i32x4.sub(places, above);
  const zero = i32x4.splat(0);
  for (; packed < stop; packed += 16, mask += <usize>batch) {
    const value = v128.load(packed),
      higher = v128.andnot(i32x4.gt_s(places, zero), f32x4.le(value, limit)),
      equal = v128.and(i32x4.gt_s(ties, zero), f32x4.eq(value, limit));
    places = i32x4.add(places, higher);
    ties = i32x4.add(ties, equal);
    // Bit b goes to byte b.
    let bytes = (i32x4.bitmask(v128.or(higher, equal)) * 0x00204081) & 0x01010101;
    if (columns == 4) store<i32>(mask, bytes);
    else
      for (let b = 0; b < columns; b++, bytes >>= 8) store<u8>(mask + <usize>b, <u8>bytes);
  }
}
