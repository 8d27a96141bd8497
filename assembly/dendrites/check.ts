import { f32At, setU32, u16At, u32At } from "./array";
import { bitAt, setBit } from "./bits";
import { unmark, wipeMarks } from "./grow";
import { segmentsOf } from "./segments";
import { slotsOf, strideOf } from "./slots";
import { isAlive, Store } from "./store";
import { listOf } from "./synapses";

/**
 * Everything the store promises, in one walk over all segments, synapses and lists: 0, or which promise is broken.
 *   1 a segment's cell or size   2 a synapse's cell, permanence or id   3 a synapse and its place in its cell's list
 *   4 the number of connected synapses   5 cells' lists of segments   6 lists longer than the synapses
 *   7 free ids and ids in use   8 total of synapses   9 a presynaptic cell twice on one segment   10 marks left over
 */
export function checkStore(s: Store): u32 {
  wipeMarks(s);
  for (let input: u32 = 0; input < s.inputs; input += 32) if (u32At(s.marks, input >> 5)) return 10;
  let synapses: u32 = 0,
    alive: u32 = 0;
  for (let segment: u32 = 0; segment < s.segmentIds; segment++) {
    const size = u16At(s.segmentSize, segment);
    if (!isAlive(s, segment)) {
      if (size || u32At(s.segmentSlots, segment)) return 1;
      continue;
    }
    alive++;
    synapses += size;
    const wrong = checkSegment(s, segment);
    if (wrong) return wrong;
  }
  if (alive + s.freeSegmentCount != s.segmentIds) return 7;
  if (synapses != s.synapses || synapses + s.freeSynapseCount != s.synapseIds) return 8;
  for (let i: u32 = 0; i < s.freeSegmentCount; i++) {
    const segment = u32At(s.freeSegments, i);
    if (segment >= s.segmentIds || isAlive(s, segment)) return 7;
  }
  for (let i: u32 = 0; i < s.freeSynapseCount; i++) if (u32At(s.freeSynapses, i) >= s.synapseIds) return 7;

  const listed = listedSegments(s);
  for (let segment: u32 = 0; segment < s.segmentIds; segment++)
    setU32(s.segmentCell, segment, u32At(s.segmentCell, segment) & ~seen);
  if (listed != alive) return 5;
  let entries: u32 = 0;
  for (let input: u32 = 0; input < s.inputs; input++)
    entries += listOf(s, input, true).length + listOf(s, input, false).length;
  return entries == synapses ? 0 : 6;
}

/** Marks a segment's cell while cells' lists are walked; there are fewer cells than this. */
const seen: u32 = 1 << 31;

/** How many living segments the cells list, each once and under its cell; all ones when a list is wrong. */
function listedSegments(s: Store): u32 {
  let listed: u32 = 0;
  for (let cell: u32 = 0; cell < s.cells; cell++) {
    const row = segmentsOf(s, cell);
    listed += row.length;
    for (let i: u32 = 0; i < row.length; i++) {
      const segment = u32At(row.entries, i);
      if (!isAlive(s, segment) || u32At(s.segmentCell, segment) != cell) return -1;
      setU32(s.segmentCell, segment, cell | seen);
    }
  }
  return listed;
}

function checkSegment(s: Store, segment: u32): u32 {
  const size = u16At(s.segmentSize, segment),
    inputs = slotsOf(s, segment),
    stride = strideOf(s, segment);
  if (u32At(s.segmentCell, segment) >= s.cells || size > u32At(s.segmentCapacity, segment)) return 1;
  s.marked = 1;
  let connected: u32 = 0;
  for (let slot: u32 = 0; slot < size; slot++) {
    const input = u32At(inputs, slot),
      permanence = f32At(inputs + stride, slot),
      isConnected = permanence >= s.threshold;
    if (input >= s.inputs || !(permanence >= 0 && permanence <= 1)) return 2;
    if (u32At(inputs + 2 * stride, slot) >= s.synapseIds) return 2;
    const list = listOf(s, input, isConnected),
      place = u32At(inputs + 3 * stride, slot);
    if (place >= list.length || u32At(list.entries, place) != segment) return 3;
    if (bitAt(s.marks, input)) return 9;
    setBit(s.marks, input, true);
    if (isConnected) connected++;
  }
  unmark(s, inputs, size);
  return connected == u16At(s.segmentConnected, segment) ? 0 : 4;
}
