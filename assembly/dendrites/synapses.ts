import { f32At, setF32, setU16, setU32, u16At, u32At } from "./array";
import { reallocate } from "./host";
import { append, reserveRow, Row, rowBytes, shrinkRow } from "./row";
import { findSlot, permanencesOf, reserveSlots, slotsOf, strideOf } from "./slots";
import { Store } from "./store";

/** The presynaptic cell's list a synapse stands in: that of connected or that of unconnected ones. */
// @ts-ignore: decorator
@inline
export function listOf(s: Store, input: u32, connected: bool): Row {
  return changetype<Row>(s.inputRows + ((<usize>input) << 1) * rowBytes + (connected ? 0 : rowBytes));
}

// @ts-ignore: decorator
@inline
export function clampUnit(permanence: f32): f32 {
  return max<f32>(0, min<f32>(1, permanence));
}

/** Takes the entry at `place` out of a list; the list's last one fills the gap, its synapse learns its new place. */
function takeOut(s: Store, input: u32, list: Row, place: u32): void {
  const last = list.length - 1;
  list.length = last;
  if (place == last) return;
  const moved = u32At(list.entries, last),
    slot = findSlot(s, moved, input);
  setU32(list.entries, place, moved);
  setU32(slotsOf(s, moved) + 3 * strideOf(s, moved), slot, place);
}

/** Moves the synapse in `slot` to the other list of its presynaptic cell. */
export function cross(s: Store, segment: u32, slot: u32, connected: bool): void {
  const inputs = slotsOf(s, segment),
    places = inputs + 3 * strideOf(s, segment),
    input = u32At(inputs, slot),
    to = listOf(s, input, connected);
  reserveRow(s.slabs, to);
  takeOut(s, input, listOf(s, input, !connected), u32At(places, slot));
  setU32(places, slot, append(to, segment));
  setU16(s.segmentConnected, segment, u16At(s.segmentConnected, segment) + (connected ? 1 : -1));
}

/** Sets a permanence, clamped to [0, 1]. */
export function setPermanence(s: Store, segment: u32, slot: u32, permanence: f32): void {
  const permanences = permanencesOf(s, segment),
    value = clampUnit(permanence),
    connected = value >= s.threshold;
  if (connected != f32At(permanences, slot) >= s.threshold) cross(s, segment, slot, connected);
  setF32(permanences, slot, value);
}

/** The synapse's slot. One that is there keeps the higher of the two permanences. */
export function createSynapse(s: Store, segment: u32, input: u32, permanence: f32): u32 {
  const found = findSlot(s, segment, input),
    value = clampUnit(permanence);
  if (found >= 0) {
    if (value > f32At(permanencesOf(s, segment), found)) setPermanence(s, segment, found, value);
    return found;
  }
  const connected = value >= s.threshold,
    slot = u16At(s.segmentSize, segment),
    list = listOf(s, input, connected);
  reserveSlots(s, segment, slot + 1);
  reserveRow(s.slabs, list);
  const id = s.freeSynapseCount ? u32At(s.freeSynapses, --s.freeSynapseCount) : s.synapseIds++,
    inputs = slotsOf(s, segment),
    stride = strideOf(s, segment);
  setU32(inputs, slot, input);
  setF32(inputs + stride, slot, value);
  setU32(inputs + 2 * stride, slot, id);
  setU32(inputs + 3 * stride, slot, append(list, segment));
  setU16(s.segmentSize, segment, slot + 1);
  if (connected) setU16(s.segmentConnected, segment, u16At(s.segmentConnected, segment) + 1);
  s.synapses++;
  return slot;
}

/** Room to note `count` more freed ids of synapses. */
export function reserveFreeSynapses(s: Store, count: u32): void {
  const needed = s.freeSynapseCount + count;
  if (needed <= s.freeSynapseRoom) return;
  const room = max(needed + (needed >> 1), 64);
  s.freeSynapses = reallocate(
    changetype<usize>(s), s.freeSynapses, (<usize>s.freeSynapseCount) << 2, (<usize>room) << 2,
  );
  s.freeSynapseRoom = room;
}

/** The last synapse of the segment takes the slot. */
export function destroySynapse(s: Store, segment: u32, slot: u32): void {
  reserveFreeSynapses(s, 1);
  const inputs = slotsOf(s, segment),
    stride = strideOf(s, segment),
    input = u32At(inputs, slot),
    connected = f32At(inputs + stride, slot) >= s.threshold,
    list = listOf(s, input, connected),
    last = u16At(s.segmentSize, segment) - 1;
  takeOut(s, input, list, u32At(inputs + 3 * stride, slot));
  shrinkRow(s.slabs, list);
  setU32(s.freeSynapses, s.freeSynapseCount++, u32At(inputs + 2 * stride, slot));
  for (let array: usize = 0; array < 4; array++)
    setU32(inputs + array * stride, slot, u32At(inputs + array * stride, last));
  setU16(s.segmentSize, segment, last);
  if (connected) setU16(s.segmentConnected, segment, u16At(s.segmentConnected, segment) - 1);
  s.synapses--;
}
