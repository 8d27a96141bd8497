import { f32At, setF32, setU16, setU32, u16At, u32At } from "./array";
import { append, reserveRow } from "./row";
import { segmentsOf } from "./segments";
import { reserveSlots, slotsOf, strideOf } from "./slots";
import { reserveSegments, Store } from "./store";
import { listOf, reserveFreeSynapses } from "./synapses";

/**
 * Fills an empty store with what was saved: every number lies in its range and every living segment stands in `order`
 * once (the caller saw to that); checkStore finds what else may be wrong.
 *   generations, cells u32[segmentIds]   sizes u16[segmentIds]   order u32[alive]: segments as they were made
 *   freeSegments, freeSynapses u32   inputs u32, permanences f32, ids u32: synapses of segment 0, of segment 1, …
 */
export function store_restore(
  pointer: usize, segmentIds: u32, generations: usize, cells: usize, sizes: usize, order: usize, alive: u32,
  freeSegments: usize, freeSegmentCount: u32, synapseIds: u32, freeSynapses: usize, freeSynapseCount: u32,
  inputs: usize, permanences: usize, ids: usize,
): void {
  const s = changetype<Store>(pointer);
  reserveSegments(s, segmentIds);
  reserveFreeSynapses(s, freeSynapseCount);
  memory.copy(s.generation, generations, (<usize>segmentIds) << 2);
  memory.copy(s.segmentCell, cells, (<usize>segmentIds) << 2);
  memory.copy(s.freeSegments, freeSegments, (<usize>freeSegmentCount) << 2);
  memory.copy(s.freeSynapses, freeSynapses, (<usize>freeSynapseCount) << 2);
  s.segmentIds = segmentIds;
  s.freeSegmentCount = freeSegmentCount;
  s.synapseIds = synapseIds;
  s.freeSynapseCount = freeSynapseCount;
  for (let i: u32 = 0; i < alive; i++) {
    const segment = u32At(order, i),
      row = segmentsOf(s, u32At(cells, segment));
    reserveRow(s.slabs, row);
    append(row, segment);
  }
  let synapse: u32 = 0;
  for (let segment: u32 = 0; segment < segmentIds; segment++) {
    const size = u16At(sizes, segment);
    if (!size) continue;
    reserveSlots(s, segment, size);
    const slots = slotsOf(s, segment),
      stride = strideOf(s, segment);
    let connected: u32 = 0;
    for (let slot: u32 = 0; slot < size; slot++, synapse++) {
      const input = u32At(inputs, synapse),
        permanence = f32At(permanences, synapse),
        isConnected = permanence >= s.threshold,
        list = listOf(s, input, isConnected);
      reserveRow(s.slabs, list);
      setU32(slots, slot, input);
      setF32(slots + stride, slot, permanence);
      setU32(slots + 2 * stride, slot, u32At(ids, synapse));
      setU32(slots + 3 * stride, slot, append(list, segment));
      if (isConnected) connected++;
    }
    setU16(s.segmentSize, segment, size);
    setU16(s.segmentConnected, segment, connected);
    s.synapses += size;
  }
}
