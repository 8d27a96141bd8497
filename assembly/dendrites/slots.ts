import { setU32, u16At, u32At } from "./array";
import { giveSlab, slabUnits, takeSlab } from "./slabs";
import { Store } from "./store";

/**
 * The synapses of one segment lie side by side in a slab of `capacity` units: all presynaptic cells u32, then all
 * permanences f32, then all ids u32, then the synapses' places in their presynaptic cells' lists u32. Entry 0 to
 * size − 1 are in use, in the order of creation but for the last one, which fills the gap a destroyed one leaves.
 */

// @ts-ignore: decorator
@inline
export function slotsOf(s: Store, segment: u32): usize {
  return u32At(s.segmentSlots, segment);
}

/** Distance in bytes from a segment's presynaptic cells to its permanences, from these to its ids, and so on. */
// @ts-ignore: decorator
@inline
export function strideOf(s: Store, segment: u32): usize {
  return (<usize>u32At(s.segmentCapacity, segment)) << 2;
}

/** A segment's permanences. */
// @ts-ignore: decorator
@inline
export function permanencesOf(s: Store, segment: u32): usize {
  return slotsOf(s, segment) + strideOf(s, segment);
}

/** Room for `size` synapses on a segment, which may move its slots. */
export function reserveSlots(s: Store, segment: u32, size: u32): void {
  const held = u32At(s.segmentCapacity, segment);
  if (size <= held) return;
  const units = slabUnits(size),
    from = slotsOf(s, segment),
    to = takeSlab(s.slabs, units),
    bytes = (<usize>u16At(s.segmentSize, segment)) << 2;
  for (let array: usize = 0; from && array < 4; array++)
    memory.copy(to + array * ((<usize>units) << 2), from + array * ((<usize>held) << 2), bytes);
  if (from) giveSlab(s.slabs, from, held);
  setU32(s.segmentSlots, segment, <u32>to);
  setU32(s.segmentCapacity, segment, units);
}

/** Entry of the synapse from `input`, or −1. */
export function findSlot(s: Store, segment: u32, input: u32): i32 {
  const inputs = slotsOf(s, segment),
    size = u16At(s.segmentSize, segment),
    wanted = i32x4.splat(input);
  for (let i: u32 = 0; i < size; i += 4) {
    // A slab ends on a whole vector; what lies beyond the last synapse is no hit.
    const hits = i32x4.bitmask(i32x4.eq(v128.load(inputs + ((<usize>i) << 2)), wanted));
    if (hits) {
      const at = i + ctz(hits);
      return at < size ? <i32>at : -1;
    }
  }
  return -1;
}
