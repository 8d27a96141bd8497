import { f32At, setF32, u32At } from "./array";
import { expThroughDouble } from "./exp";
import { centreHood, Hood, nextRun } from "./hood";
import { Pooler } from "./pooler";
import { bumpColumn } from "./pooler-rows";

/**
 * Share of the last `period` steps in which each of n was active: cycles ← cycles · (P − 1)/P, + 1/P where active.
 *   active u32[count], each once   cycles f32[n], readable and writable up to the next whole vector
 */
export function duty_cycles_f32(n: u32, period: u32, active: usize, count: u32, cycles: usize): void {
  const keep = f32x4.splat((<f32>period - 1) / <f32>period),
    gain = <f32>1 / <f32>period,
    end = cycles + ((<usize>n) << 2);
  for (let at = cycles; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), keep));
  for (let i: u32 = 0; i < count; i++) {
    const at = cycles + ((<usize>u32At(active, i)) << 2);
    store<f32>(at, load<f32>(at) + gain);
  }
}

/** The same for the share of steps with an overlap above 0; then columns that have too few get a bump. */
export function updateOverlapDuty(p: Pooler, period: u32): void {
  const keep = f32x4.splat((<f32>period - 1) / <f32>period),
    gain = f32x4.splat(<f32>1 / <f32>period),
    bump = p.connectedPermanence / 10,
    columns = p.columns;
  for (let column: u32 = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2,
      overlapping = i32x4.ne(v128.load(p.overlaps + at), i32x4.splat(0)),
      fresh = f32x4.add(f32x4.mul(v128.load(p.overlapDuty + at), keep), v128.and(gain, overlapping));
    v128.store(p.overlapDuty + at, fresh);
    // Behind the last column both are 0.
    let weak = i32x4.bitmask(f32x4.lt(fresh, v128.load(p.minimumDuty + at)));
    for (; weak; weak &= weak - 1) bumpColumn(p, column + ctz(weak), bump);
  }
}

/** boost = exp((target − active duty) · strength); target is the density, or in local inhibition the mean around. */
export function updateBoostFactors(p: Pooler): void {
  const strength = f32x4.splat(p.boostStrength),
    columns = p.columns;
  for (let column: u32 = 0; column < columns; column += 4) {
    const at = (<usize>column) << 2,
      target = p.globalInhibition ? f32x4.splat(p.density) : meansAround(p, column),
      lack = f32x4.sub(target, v128.load(p.activeDuty + at));
    v128.store(p.boostFactors + at, expThroughDouble(f32x4.mul(lack, strength)));
  }
}

/** Mean active duty in the neighbourhoods of four columns, each summed in the order of its runs. */
// @ts-ignore: decorator
@inline
function meansAround(p: Pooler, column: u32): v128 {
  const hood = changetype<Hood>(p.hood),
    size = u32At(p.columnShape, p.columnAxes - 1),
    along = column % size,
    radius = p.inhibitionRadius;
  if (along >= radius && radius < size && along + 3 < size - radius) {
    // Four neighbourhoods that differ by where they start: a lane each.
    const places = centreHood(hood, column, radius);
    let sum = f32x4.splat(0);
    while (nextRun(hood)) {
      const run = p.activeDuty + ((<usize>hood.start) << 2);
      for (let i: u32 = 0; i < hood.length; i++) sum = f32x4.add(sum, v128.load(run + ((<usize>i) << 2)));
    }
    return f32x4.div(sum, f32x4.splat(<f32>places));
  }
  let means = f32x4.splat(meanAround(p, column));
  if (column + 1 < p.columns) means = f32x4.replace_lane(means, 1, meanAround(p, column + 1));
  if (column + 2 < p.columns) means = f32x4.replace_lane(means, 2, meanAround(p, column + 2));
  if (column + 3 < p.columns) means = f32x4.replace_lane(means, 3, meanAround(p, column + 3));
  return means;
}

function meanAround(p: Pooler, column: u32): f32 {
  const hood = changetype<Hood>(p.hood),
    places = centreHood(hood, column, p.inhibitionRadius);
  let sum: f32 = 0;
  while (nextRun(hood)) for (let i: u32 = 0; i < hood.length; i++) sum += f32At(p.activeDuty, hood.start + i);
  return sum / <f32>places;
}

/** Below this share of steps a column is weak: a fraction of the largest share of all, or of the neighbourhood. */
export function updateMinimumDuty(p: Pooler): void {
  const hood = changetype<Hood>(p.hood);
  if (p.globalInhibition) {
    let most: f32 = 0;
    for (let column: u32 = 0; column < p.columns; column++) most = max(most, f32At(p.overlapDuty, column));
    for (let column: usize = 0; column < p.columns; column++)
      store<f32>(p.minimumDuty + (column << 2), p.minimumDutyFraction * most);
    return;
  }
  for (let column: u32 = 0; column < p.columns; column++) {
    let most: f32 = 0;
    centreHood(hood, column, p.inhibitionRadius);
    while (nextRun(hood))
      for (let i: u32 = 0; i < hood.length; i++) most = max(most, f32At(p.overlapDuty, hood.start + i));
    setF32(p.minimumDuty, column, p.minimumDutyFraction * most);
  }
}
