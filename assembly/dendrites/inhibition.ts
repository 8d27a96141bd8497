import { f32At, setU32, u32At } from "./array";
import { centreHood, Hood, nextRun } from "./hood";
import { Pooler } from "./pooler";

export function inhibitGlobally(p: Pooler): u32 {
  return winners_global_f32(
    p.columns, p.winnersWanted, p.stimulusThreshold, p.boosted,
    changetype<usize>(p) + offsetof<Pooler>("lastThreshold"), p.won, p.winners,
  );
}

/**
 * The `wanted` largest of n values, without those below `least`; of equal ones those with the highest indices. Gives
 * their indices, ascending, and their number.
 *
 * First all that come near `last`, the weakest winner of another time, are listed; should they be enough, the search
 * goes on in the list. Winners are the same whatever `last` was.
 *   values f32[n], not negative, not NaN   last f32[1], overwritten by the weakest that was wanted
 *   scratch u32[n]   out u32[n]; all readable up to the next whole vector
 */
export function winners_global_f32(
  n: u32, wanted: u32, least: u32, values: usize, last: usize, scratch: usize, out: usize,
): u32 {
  if (wanted > n) wanted = n;
  if (!wanted) return 0;
  let listed = list(n, values, reinterpret<u32>(load<f32>(last) * <f32>0.875), out),
    threshold: u32 = 0;
  if (listed >= wanted) {
    for (let i: u32 = 0; i < listed; i++) setU32(scratch, i, u32At(values, u32At(out, i)));
    threshold = kthLargest(listed, wanted, scratch);
  } else {
    threshold = kthLargest(n, wanted, values);
    listed = list(n, values, threshold, out);
  }
  store<u32>(last, threshold);
  // Of the values that equal the weakest winner's, the first ones lose.
  let above: u32 = 0,
    equal: u32 = 0;
  for (let i: u32 = 0; i < listed; i++) {
    const value = u32At(values, u32At(out, i));
    above += <u32>(value > threshold);
    equal += <u32>(value == threshold);
  }
  const limit = max(threshold, reinterpret<u32>(<f32>least));
  let spare = above + equal - wanted,
    count: u32 = 0;
  for (let i: u32 = 0; i < listed; i++) {
    const index = u32At(out, i),
      value = u32At(values, index);
    if (value < limit) continue;
    if (value == threshold && spare) {
      spare--;
      continue;
    }
    setU32(out, count++, index);
  }
  return count;
}

/** Indices of values with at least these bits, ascending; gives their number. */
function list(n: u32, values: usize, threshold: u32, out: usize): u32 {
  const start = out;
  for (let i: u32 = 0; i < n; i += 4) {
    let hits = lanesOf(n, i) & atLeastMask(values, i, threshold);
    for (; hits; hits &= hits - 1) {
      store<u32>(out, i + ctz(hits));
      out += 4;
    }
  }
  return <u32>((out - start) >> 2);
}

// @ts-ignore: decorator
@inline
function lanesOf(n: u32, i: u32): i32 {
  return n - i < 4 ? (1 << (n - i)) - 1 : 15;
}

/** Values that are not negative are ordered as their bits are. */
// @ts-ignore: decorator
@inline
function atLeastMask(values: usize, i: u32, threshold: u32): i32 {
  return i32x4.bitmask(i32x4.gt_s(v128.load(values + ((<usize>i) << 2)), i32x4.splat(threshold - 1)));
}

/**
 * Bits of the k-th largest of n values, k from 1 to n. The interval it lies in is halved again and again, and each time
 * its ends move on to values that exist: few passes, because overlaps take few values or lie far apart.
 */
function kthLargest(n: u32, k: u32, values: usize): u32 {
  const whole = n & ~3;
  let most = i32x4.splat(0),
    low: u32 = 0,
    high: u32 = 0;
  for (let i: u32 = 0; i < whole; i += 4) most = i32x4.max_s(most, v128.load(values + ((<usize>i) << 2)));
  for (let i = whole; i < n; i++) high = max(high, u32At(values, i));
  high = max(high, largestLane(most));
  while (low < high) {
    const middle = low + ((high - low + 1) >> 1),
      wanted = i32x4.splat(middle - 1);
    let negated = i32x4.splat(0),
      above = i32x4.splat(0x7fffffff),
      under = i32x4.splat(0);
    for (let i: u32 = 0; i < whole; i += 4) {
      const value = v128.load(values + ((<usize>i) << 2)),
        reaches = i32x4.gt_s(value, wanted);
      negated = i32x4.add(negated, reaches);
      above = i32x4.min_u(above, v128.or(value, v128.not(reaches)));
      under = i32x4.max_s(under, v128.andnot(value, reaches));
    }
    let count: u32 = -(
        i32x4.extract_lane(negated, 0) + i32x4.extract_lane(negated, 1) +
        i32x4.extract_lane(negated, 2) + i32x4.extract_lane(negated, 3)
      ),
      leastAbove = ~largestLane(v128.not(above)),
      mostUnder = largestLane(under);
    for (let i = whole; i < n; i++) {
      const value = u32At(values, i);
      if (value >= middle) {
        count++;
        leastAbove = min(leastAbove, value);
      } else mostUnder = max(mostUnder, value);
    }
    if (count == k) return leastAbove;
    if (count > k) low = leastAbove;
    else high = mostUnder;
  }
  return low;
}

/** Largest of four u32. */
// @ts-ignore: decorator
@inline
function largestLane(v: v128): u32 {
  const a: u32 = i32x4.extract_lane(v, 0), b: u32 = i32x4.extract_lane(v, 1);
  const c: u32 = i32x4.extract_lane(v, 2), d: u32 = i32x4.extract_lane(v, 3);
  return max(max(a, b), max(c, d));
}

/**
 * Local inhibition: in ascending order a column wins whose boosted overlap reaches the stimulus threshold and has fewer
 * than ⌊½ + density · neighbourhood⌋ better ones in its neighbourhood; an equal one is better when it has won already.
 */
export function inhibitLocally(p: Pooler): u32 {
  const hood = changetype<Hood>(p.hood),
    least = <f32>p.stimulusThreshold;
  memory.fill(p.won, 0, (<usize>p.columns) << 2);
  let count: u32 = 0;
  for (let column: u32 = 0; column < p.columns; column++) {
    const value = f32At(p.boosted, column);
    if (value < least) continue;
    const places = centreHood(hood, column, p.inhibitionRadius),
      allowed = <u32>(<f32>0.5 + p.density * <f32>places);
    let better: u32 = 0;
    while (better < allowed && nextRun(hood))
      better += countBetter(p, hood.start, hood.length, value, allowed - better);
    if (better >= allowed) continue;
    setU32(p.won, column, 0xffffffff);
    setU32(p.winners, count++, column);
  }
  return count;
}

/** How many columns of a run are better than `value`; the count ends where it reaches `enough`. */
// @ts-ignore: decorator
@inline
function countBetter(p: Pooler, start: u32, length: u32, value: f32, enough: u32): u32 {
  const values = p.boosted + ((<usize>start) << 2),
    won = p.won + ((<usize>start) << 2),
    own = f32x4.splat(value);
  let better: u32 = 0;
  for (let i: u32 = 0; i < length && better < enough; i += 4) {
    const others = v128.load(values + ((<usize>i) << 2)),
      ahead = v128.or(f32x4.gt(others, own), v128.and(f32x4.eq(others, own), v128.load(won + ((<usize>i) << 2))));
    better += popcnt(i32x4.bitmask(ahead) & lanesOf(length, i));
  }
  return better;
}
