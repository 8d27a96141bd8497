import { setF32, setU32, u32At } from "./array";
import { flipBit } from "./bits";
import { nthLargest } from "./nth-largest";
import { bitsOf, Pooler, rowOf } from "./pooler";

/** Inverts the bits of those of four synapses that crossed the threshold, and counts. */
function cross(bits: usize, places: usize, crossing: i32, after: i32): i32 {
  const more = popcnt(crossing & after) - popcnt(crossing & ~after);
  for (; crossing; crossing &= crossing - 1) flipBit(bits, u32At(places, ctz(crossing)));
  return more;
}

/** Sums clamped to [0, 1]; never NaN, so the cheaper minimum and maximum do. */
// @ts-ignore: decorator
@inline
function clamp(sum: v128): v128 {
  return f32x4.pmax(f32x4.pmin(sum, f32x4.splat(1)), f32x4.splat(0));
}

/** The changes of four inputs. */
// @ts-ignore: decorator
@inline
function gather(changes: usize, input: usize): v128 {
  let change = v128.load_splat<f32>(changes + ((<usize>load<u32>(input)) << 2));
  change = v128.load_lane<f32>(changes + ((<usize>load<u32>(input, 4)) << 2), change, 1);
  change = v128.load_lane<f32>(changes + ((<usize>load<u32>(input, 8)) << 2), change, 2);
  return v128.load_lane<f32>(changes + ((<usize>load<u32>(input, 12)) << 2), change, 3);
}

/** Every synapse of a column gets the change of its input. */
export function adaptColumn(p: Pooler, column: u32): void {
  const row = rowOf(p, column),
    permanences = p.permanences + row,
    pool = p.pools + row,
    places = p.places + row,
    bits = bitsOf(p, column),
    changes = p.changes,
    end = (<usize>u32At(p.poolSizes, column)) << 2,
    threshold = f32x4.splat(p.threshold);
  let more: i32 = 0,
    at: usize = 0;
  for (; at + 16 < end; at += 32) {
    const a = v128.load(permanences + at),
      b = v128.load(permanences + at, 16),
      freshA = clamp(f32x4.add(a, gather(changes, pool + at))),
      freshB = clamp(f32x4.add(b, gather(changes, pool + at + 16))),
      afterA = f32x4.ge(freshA, threshold),
      afterB = f32x4.ge(freshB, threshold),
      crossingA = v128.xor(afterA, f32x4.ge(a, threshold)),
      crossingB = v128.xor(afterB, f32x4.ge(b, threshold));
    v128.store(permanences + at, freshA);
    v128.store(permanences + at, freshB, 16);
    // Eight at once: few cross in a step.
    if (!v128.any_true(v128.or(crossingA, crossingB))) continue;
    more += cross(bits, places + at, i32x4.bitmask(crossingA), i32x4.bitmask(afterA));
    more += cross(bits, places + at + 16, i32x4.bitmask(crossingB), i32x4.bitmask(afterB));
  }
  for (; at < end; at += 16) {
    const old = v128.load(permanences + at),
      fresh = clamp(f32x4.add(old, gather(changes, pool + at))),
      after = f32x4.ge(fresh, threshold),
      crossing = i32x4.bitmask(v128.xor(after, f32x4.ge(old, threshold)));
    v128.store(permanences + at, fresh);
    if (crossing) more += cross(bits, places + at, crossing, i32x4.bitmask(after));
  }
  setU32(p.connected, column, u32At(p.connected, column) + more);
}

/** Adds `change` to every permanence of a column. */
export function bumpColumn(p: Pooler, column: u32, change: f32): void {
  const row = rowOf(p, column),
    permanences = p.permanences + row,
    places = p.places + row,
    bits = bitsOf(p, column),
    size = u32At(p.poolSizes, column),
    threshold = f32x4.splat(p.threshold);
  let more: i32 = 0;
  for (let i: u32 = 0; i < size; i += 4) {
    const at = (<usize>i) << 2,
      old = v128.load(permanences + at),
      fresh = clamp(f32x4.add(old, f32x4.splat(change))),
      after = i32x4.bitmask(f32x4.ge(fresh, threshold));
    let crossing = after ^ i32x4.bitmask(f32x4.ge(old, threshold));
    v128.store(permanences + at, fresh);
    if (size - i < 4) {
      crossing &= (1 << (size - i)) - 1;
      for (let beyond = size - i; beyond < 4; beyond++) setF32(permanences + at, beyond, 0);
    }
    if (crossing) more += cross(bits, places + at, crossing, after);
  }
  setU32(p.connected, column, u32At(p.connected, column) + more);
}

/** Lifts all permanences of a column alike until `stimulusThreshold` synapses (or all, if fewer) are connected. */
export function raiseColumn(p: Pooler, column: u32): void {
  const size = u32At(p.poolSizes, column),
    wanted = min(p.stimulusThreshold, size);
  if (u32At(p.connected, column) >= wanted) return;
  const lift = p.threshold - nthLargest(p.permanences + rowOf(p, column), size, wanted);
  if (lift > 0) bumpColumn(p, column, lift);
}

/** Permanence of one synapse by its place in the pool, kept within [0, 1]. */
export function setColumnPermanence(p: Pooler, column: u32, slot: u32, permanence: f32): void {
  const row = rowOf(p, column) + ((<usize>slot) << 2),
    old = load<f32>(p.permanences + row) >= p.threshold,
    fresh = max<f32>(0, min<f32>(1, permanence)),
    now = fresh >= p.threshold;
  store<f32>(p.permanences + row, fresh);
  if (old != now)
    setU32(p.connected, column, u32At(p.connected, column) + cross(bitsOf(p, column), p.places + row, 1, now ? 1 : 0));
}
