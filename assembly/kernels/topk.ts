import { keyAt, keys, kthKey, signed, topHistogram, unsigned } from "../radix";
import { vectorBytes } from "../simd";

/** Finds the k-th largest key; a last sweep writes what lies above it and the first of what equals it. O(n + k). */
function select(relevant: i32, n: i32, k: i32, x: usize, counts: usize, out: usize): void {
  if (k <= 0) return;
  topHistogram(relevant, n, x, counts);
  const prefix = kthKey(relevant, n, k, x, counts, counts);
  let rank = load<i32>(counts);
  const lanes = vectorBytes(n),
    bytes = (<usize>n) << 2,
    stop = out + ((<usize>k) << 2),
    rare = k < n >>> 4,
    threshold = i32x4.splat(prefix);
  let i: usize = 0;
  for (; i < lanes; i += 16) {
    const key = keys(relevant, v128.load(x + i));
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
    const key = keyAt(relevant, x + i);
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
  select(signed, n, k, x, counts, out);
}

/** Indices of the k largest |x[i]|; else as top_k_f32. */
export function top_k_by_magnitude_f32(n: i32, k: i32, x: usize, counts: usize, out: usize): void {
  select(unsigned, n, k, x, counts, out);
}
