import { f32At, setF32, setU32, u16At, u32At } from "./array";
import { bitAt } from "./bits";
import { nthLargest } from "./nth-largest";
import { destroySegment } from "./segments";
import { findSlot, permanencesOf, slotsOf, strideOf } from "./slots";
import { reserveScratch, Store } from "./store";
import { cross, destroySynapse, setPermanence } from "./synapses";

/** Below this a permanence counts as nothing, and by so much the threshold lies under the connected permanence. */
export const epsilon: f32 = 1e-6;

/** All bits set when the cell is active, else 0. */
// @ts-ignore: decorator
@inline
function activeMask(active: usize, input: u32): i32 {
  return -(<i32>bitAt(active, input));
}

/**
 * Every synapse of the segment whose presynaptic cell is active gets + `increment`, every other one − `decrement`,
 * clamped to [0, 1]; synapses whose permanence crosses the threshold change lists. With `prune` those that would fall
 * below epsilon are destroyed, in their order, and then the segment when fewer than `least` are left.
 *   active bits by presynaptic cell
 * @returns whether the segment is still there
 */
export function adaptSegment(
  s: Store, segment: u32, active: usize, increment: f32, decrement: f32, prune: bool, least: u32,
): bool {
  const size = u16At(s.segmentSize, segment),
    inputs = slotsOf(s, segment),
    permanences = inputs + strideOf(s, segment),
    up = f32x4.splat(increment),
    down = f32x4.splat(-decrement),
    threshold = f32x4.splat(s.threshold);
  let doomed: u32 = 0;
  if (prune) reserveScratch(s, size);
  for (let i: u32 = 0; i < size; i += 4) {
    const input = inputs + ((<usize>i) << 2),
      at = permanences + ((<usize>i) << 2),
      lanes = min(size - i, 4),
      valid: i32 = (1 << lanes) - 1;
    // Beyond the last synapse lies what may be no cell: its place is never read.
    let mask = i32x4.splat(activeMask(active, load<u32>(input)));
    if (lanes > 1) mask = i32x4.replace_lane(mask, 1, activeMask(active, load<u32>(input, 4)));
    if (lanes > 2) mask = i32x4.replace_lane(mask, 2, activeMask(active, load<u32>(input, 8)));
    if (lanes > 3) mask = i32x4.replace_lane(mask, 3, activeMask(active, load<u32>(input, 12)));
    const old = v128.load(at),
      sum = f32x4.add(old, v128.bitselect(up, down, mask)),
      clamped = f32x4.max(f32x4.splat(0), f32x4.min(f32x4.splat(1), sum));
    let keep = valid;
    if (prune) {
      keep &= ~i32x4.bitmask(f32x4.lt(sum, f32x4.splat(epsilon)));
      for (let gone = valid & ~keep; gone; gone &= gone - 1)
        setU32(s.scratch, doomed++, load<u32>(input + ((<usize>ctz(gone)) << 2)));
    }
    const after = i32x4.bitmask(f32x4.ge(clamped, threshold));
    let crossing = (after ^ i32x4.bitmask(f32x4.ge(old, threshold))) & keep;
    for (; crossing; crossing &= crossing - 1) {
      // The list changes before the number does, one by one: should room be lacking, the store is as valid as before.
      const lane = ctz(crossing);
      cross(s, segment, i + lane, ((after >> lane) & 1) != 0);
      setF32(at, lane, lane & 2
        ? (lane & 1 ? f32x4.extract_lane(clamped, 3) : f32x4.extract_lane(clamped, 2))
        : (lane & 1 ? f32x4.extract_lane(clamped, 1) : f32x4.extract_lane(clamped, 0)));
    }
    if (keep == 15) v128.store(at, clamped);
    else {
      if (keep & 1) store<f32>(at, f32x4.extract_lane(clamped, 0));
      if (keep & 2) store<f32>(at, f32x4.extract_lane(clamped, 1), 4);
      if (keep & 4) store<f32>(at, f32x4.extract_lane(clamped, 2), 8);
      if (keep & 8) store<f32>(at, f32x4.extract_lane(clamped, 3), 12);
    }
  }
  for (let i: u32 = 0; i < doomed; i++) destroySynapse(s, segment, findSlot(s, segment, u32At(s.scratch, i)));
  if (!prune || u16At(s.segmentSize, segment) >= least) return true;
  destroySegment(s, segment);
  return false;
}

/** Adds `change` to every permanence of the segment. */
export function bumpSegment(s: Store, segment: u32, change: f32): void {
  const size = u16At(s.segmentSize, segment),
    permanences = permanencesOf(s, segment);
  for (let slot: u32 = 0; slot < size; slot++)
    setPermanence(s, segment, slot, f32At(permanences, slot) + change);
}

/** Lifts all permanences alike until `wanted` synapses (or all, if fewer) are connected. */
export function raiseToThreshold(s: Store, segment: u32, wanted: u32): void {
  const size = u16At(s.segmentSize, segment);
  if (u16At(s.segmentConnected, segment) >= wanted || !size) return;
  const lift = s.threshold - nthLargest(permanencesOf(s, segment), size, min(wanted, size));
  if (lift > 0) bumpSegment(s, segment, lift);
}

/** Shifts all permanences alike so that from `least` to `most` synapses are connected, as far as ties allow. */
export function competeSynapses(s: Store, segment: u32, least: u32, most: u32): void {
  const size = u16At(s.segmentSize, segment),
    connected = u16At(s.segmentConnected, segment);
  if (!size || (connected >= least && connected <= most)) return;
  const n = min(connected < least ? least : most, size);
  if (!n) return;
  bumpSegment(s, segment, s.threshold + epsilon - nthLargest(permanencesOf(s, segment), size, n));
}
