import { f32At, u16At, u32At } from "./array";
import { bitAt, bitBytes, setBits } from "./bits";
import { drawNext, Random, shuffle } from "./random";
import { slotsOf, strideOf } from "./slots";
import { reserveScratch, Store } from "./store";
import { createSynapse, destroySynapse } from "./synapses";

/**
 * Destroys the `count` synapses of lowest permanence, of equals those with the lowest ids, but none whose presynaptic
 * cell is marked.
 */
export function destroyWeakest(s: Store, segment: u32, count: u32): void {
  for (; count > 0; count--) {
    const size = u16At(s.segmentSize, segment),
      inputs = slotsOf(s, segment),
      stride = strideOf(s, segment);
    let weakest: i32 = -1,
      least: f32 = 2,
      id: u32 = 0;
    for (let slot: u32 = 0; slot < size; slot++) {
      const input = u32At(inputs, slot),
        permanence = f32At(inputs + stride, slot);
      if (permanence > least || bitAt(s.marks, input)) continue;
      const own = u32At(inputs + 2 * stride, slot);
      if (permanence == least && own > id) continue;
      weakest = slot;
      least = permanence;
      id = own;
    }
    if (weakest < 0) return;
    destroySynapse(s, segment, weakest);
  }
}

/** Marks the cells listed, and no others: what a call that found no memory left behind is wiped away. */
export function mark(s: Store, cells: usize, count: u32): void {
  wipeMarks(s);
  s.marked = 1;
  setBits(s.marks, cells, count, true);
}

/** Takes the marks of the cells listed away: all there are. */
export function unmark(s: Store, cells: usize, count: u32): void {
  setBits(s.marks, cells, count, false);
  s.marked = 0;
}

export function wipeMarks(s: Store): void {
  if (s.marked) memory.fill(s.marks, 0, bitBytes(s.inputs));
  s.marked = 0;
}

/**
 * Grows synapses of permanence `initial` from up to `most` of the candidates (from all when `most` is 0), drawn without
 * replacement. Where `mostOfSegment` would be passed, the weakest synapses whose cell is no candidate make room.
 *   candidates u32[count], each cell once
 */
export function growSynapses(
  s: Store, segment: u32, candidates: usize, count: u32, initial: f32, random: Random, most: u32, mostOfSegment: u32,
): void {
  let wanted = most && most < count ? most : count;
  const size = u16At(s.segmentSize, segment);
  if (size + wanted > mostOfSegment) {
    mark(s, candidates, count);
    destroyWeakest(s, segment, size + wanted - mostOfSegment);
    unmark(s, candidates, count);
    const left = u16At(s.segmentSize, segment);
    wanted = min(wanted, mostOfSegment > left ? mostOfSegment - left : 0);
  }
  if (!wanted) return;
  const target = u16At(s.segmentSize, segment) + wanted;
  let order = candidates;
  const drawn = most != 0 && most < count;
  if (drawn) {
    reserveScratch(s, count);
    order = s.scratch;
    memory.copy(order, candidates, (<usize>count) << 2);
    if (random.compatible) shuffle(random, order, count);
  }
  for (let i: u32 = 0; i < count && u16At(s.segmentSize, segment) < target; i++) {
    if (drawn && !random.compatible) drawNext(random, order, i, count);
    createSynapse(s, segment, u32At(order, i), initial);
  }
}
