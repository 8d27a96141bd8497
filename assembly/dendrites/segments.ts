import { f32At, setU16, setU32, u16At, u32At } from "./array";
import { append, reserveRow, Row, rowBytes, shrinkRow } from "./row";
import { giveSlab } from "./slabs";
import { permanencesOf, slotsOf } from "./slots";
import { isAlive, reserveSegments, Store } from "./store";
import { destroySynapse, reserveFreeSynapses } from "./synapses";

// @ts-ignore: decorator
@inline
export function segmentsOf(s: Store, cell: u32): Row {
  return changetype<Row>(s.cellRows + (<usize>cell) * rowBytes);
}

/** Synapses go from the last to the first, then the segment leaves its cell and its id waits for the next one. */
export function destroySegment(s: Store, segment: u32): void {
  const size = u16At(s.segmentSize, segment);
  reserveFreeSynapses(s, size);
  for (let slot = <i32>size - 1; slot >= 0; slot--) destroySynapse(s, segment, slot);
  const capacity = u32At(s.segmentCapacity, segment),
    row = segmentsOf(s, u32At(s.segmentCell, segment));
  if (capacity) giveSlab(s.slabs, slotsOf(s, segment), capacity);
  setU32(s.segmentSlots, segment, 0);
  setU32(s.segmentCapacity, segment, 0);
  let at: u32 = 0;
  while (u32At(row.entries, at) != segment) at++;
  row.length--;
  const gap = row.entries + ((<usize>at) << 2);
  memory.copy(gap, gap + 4, (<usize>(row.length - at)) << 2);
  shrinkRow(s.slabs, row);
  setU32(s.generation, segment, u32At(s.generation, segment) + 1);
  setU16(s.connectedCounts, segment, 0);
  setU16(s.potentialCounts, segment, 0);
  setU32(s.freeSegments, s.freeSegmentCount++, segment);
}

/** The cell's segment with the smallest Σ permanence²; of equals the one with the smallest id. */
function weakestSegment(s: Store, row: Row): u32 {
  let weakest: u32 = 0,
    least: f32 = Infinity;
  for (let i: u32 = 0; i < row.length; i++) {
    const segment = u32At(row.entries, i),
      size = u16At(s.segmentSize, segment),
      permanences = permanencesOf(s, segment);
    let sum: f32 = 0;
    for (let slot: u32 = 0; slot < size; slot++) {
      const permanence = f32At(permanences, slot);
      sum += permanence * permanence;
    }
    if (sum < least || (sum == least && segment < weakest)) {
      least = sum;
      weakest = segment;
    }
  }
  return weakest;
}

/** A segment without synapses on `cell`, which first loses its weakest ones until fewer than `most` are left. */
export function createSegment(s: Store, cell: u32, most: u32): u32 {
  const row = segmentsOf(s, cell);
  while (row.length >= most) destroySegment(s, weakestSegment(s, row));
  reserveSegments(s, 1);
  reserveRow(s.slabs, row);
  const segment = s.freeSegmentCount ? u32At(s.freeSegments, --s.freeSegmentCount) : s.segmentIds++;
  setU32(s.segmentCell, segment, cell);
  setU32(s.segmentSlots, segment, 0);
  setU32(s.segmentCapacity, segment, 0);
  setU16(s.segmentSize, segment, 0);
  setU16(s.segmentConnected, segment, 0);
  setU32(s.generation, segment, u32At(s.generation, segment) + 1);
  append(row, segment);
  return segment;
}

/** Whether `segment` is a living one. */
export function segment_alive(pointer: usize, segment: u32): bool {
  return isAlive(changetype<Store>(pointer), segment);
}
