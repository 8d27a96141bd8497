import { kthKey, signed, topHistogram } from "../radix";
import { vectorBytes } from "../simd";

/** Those of 0 … n − 1 that are not among the k listed, both ascending.   listed i32[k]   out i32[n − k] */
export function complement_i32(n: i32, k: i32, listed: usize, out: usize): void {
  const last = listed + (<usize>k << 2);
  for (let i = 0; i < n; i++) {
    const hit = listed < last && load<i32>(listed) == i;
    if (hit) {
      listed += 4;
    } else {
      store<i32>(out, i);
      out += 4;
    }
  }
}

/**
 * Places, ascending, of the share of the positive and the share of the negative weights nearest to zero, as SET's own code
 * counts them. With the weights in order, f the place of the first nearest to 0 and l that after the last nearest, kept is
 * what lies strictly below the weight at ⌊(1 − share)·f⌋ or strictly above that at ⌊l + share·(n − l)⌋. So at least one
 * goes, and of equals all.
 *   x f32[n], finite   counts i32[4096], scratch   out i32[n]
 * @returns how many go
 * Source: Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3, and its code.
 */
export function drop_signed_f32(n: i32, share: f64, x: usize, counts: usize, out: usize): i32 {
  if (n == 0) return 0;
  const lanes = vectorBytes(n),
    bytes = <usize>n << 2,
    start = out;
  let nearests = f32x4.splat(f32.MAX_VALUE),
    i: usize = 0;
  for (; i < lanes; i += 16) nearests = f32x4.pmin(nearests, f32x4.abs(v128.load(x + i)));
  for (; i < bytes; i += 4) nearests = f32x4.pmin(nearests, f32x4.abs(v128.load_splat<f32>(x + i)));
  nearests = f32x4.pmin(nearests, i32x4.shuffle(nearests, nearests, 2, 3, 0, 1));
  const nearest = min<f32>(f32x4.extract_lane(nearests, 0), f32x4.extract_lane(nearests, 1)),
    first = numberBelow(n, -nearest, x),
    after = n - numberBelow(n, -nearest, x, true);
  topHistogram(signed, n, x, counts);
  const low = atRank(n, <i32>((1 - share) * <f64>first), x, counts),
    high = atRank(n, <i32>min<f64>(n - 1, <f64>after + share * <f64>(n - after)), x, counts),
    lows = f32x4.splat(low),
    highs = f32x4.splat(high);
  for (i = 0; i < lanes; i += 16) {
    const w = v128.load(x + i),
      hits = i32x4.bitmask(v128.and(f32x4.ge(w, lows), f32x4.le(w, highs))),
      place = <i32>(i >>> 2);
    // Where the hits are cannot be predicted: every place is written, and kept by moving on.
    store<i32>(out, place);
    out += (hits & 1) << 2;
    store<i32>(out, place + 1);
    out += (hits & 2) << 1;
    store<i32>(out, place + 2);
    out += hits & 4;
    store<i32>(out, place + 3);
    out += (hits & 8) >>> 1;
  }
  for (; i < bytes; i += 4) {
    const w = load<f32>(x + i);
    if (w < low || w > high) continue;
    store<i32>(out, <i32>(i >>> 2));
    out += 4;
  }
  return <i32>((out - start) >>> 2);
}

/** How many x, or −x, are below a number. */
function numberBelow(n: i32, limit: f32, x: usize, negated: bool = false): i32 {
  const lanes = x + vectorBytes(n),
    last = x + (<usize>n << 2),
    limits = f32x4.splat(limit),
    signs = i32x4.splat(negated ? 0x80000000 : 0);
  let counts = i32x4.splat(0);
  for (; x < lanes; x += 16) counts = i32x4.sub(counts, f32x4.lt(v128.xor(v128.load(x), signs), limits));
  let count = sumOfLanes(counts);
  for (; x < last; x += 4) count += f32x4.extract_lane(v128.xor(v128.load_splat<f32>(x), signs), 0) < limit ? 1 : 0;
  return count;
}

// @ts-ignore: decorator
@inline
function sumOfLanes(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** The number that `rank` others come before in ascending order; 0 for −0.   counts i32[4096], its first half the top histogram */
function atRank(n: i32, rank: i32, x: usize, counts: usize): f32 {
  const key = kthKey(signed, n, n - rank, x, counts, counts + (2048 << 2));
  return reinterpret<f32>(key < 0 ? key ^ 0x80000000 : ~key);
}
