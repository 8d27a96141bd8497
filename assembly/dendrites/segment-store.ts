import { activityCounts, sortByCell } from "./activity";
import { adaptSegment, bumpSegment, competeSynapses, raiseToThreshold } from "./adapt";
import { u32At } from "./array";
import { bitBytes } from "./bits";
import { checkStore } from "./check";
import { destroyWeakest, growSynapses, mark, unmark } from "./grow";
import { allocate, giveBack } from "./host";
import { Random } from "./random";
import { rowBytes } from "./row";
import { createSegment, destroySegment } from "./segments";
import { releasePages, Slabs } from "./slabs";
import { findSlot } from "./slots";
import { Store } from "./store";
import { createSynapse, destroySynapse, setPermanence } from "./synapses";

/** The store's own functions by pointer. Arguments were checked at the border. */

export function store_bytes(): usize {
  return offsetof<Store>() + offsetof<Slabs>();
}

/** Makes an empty store of the store_bytes() zeroed bytes at `pointer`. */
export function store_create(pointer: usize, inputs: u32, cells: u32, threshold: f32): void {
  const s = changetype<Store>(pointer),
    slabs = changetype<Slabs>(pointer + offsetof<Store>());
  s.slabs = slabs;
  slabs.owner = pointer;
  s.inputs = inputs;
  s.cells = cells;
  s.threshold = threshold;
  slabs.classes = allocate(pointer, 128 << 2);
  s.bins = allocate(pointer, 1024);
  s.inputRows = allocate(pointer, (<usize>inputs) * 2 * rowBytes);
  s.cellRows = allocate(pointer, (<usize>cells) * rowBytes);
  s.marks = allocate(pointer, bitBytes(inputs));
}

/** Gives back everything but the store's own block. */
export function store_release(pointer: usize): void {
  const s = changetype<Store>(pointer);
  releasePages(s.slabs);
  giveBack(pointer, s.slabs.classes);
  giveBack(pointer, s.bins);
  giveBack(pointer, s.inputRows);
  giveBack(pointer, s.cellRows);
  giveBack(pointer, s.marks);
  giveBack(pointer, s.scratch);
  giveBack(pointer, s.freeSynapses);
  giveBack(pointer, s.freeSegments);
  giveBack(pointer, s.segmentCell);
  giveBack(pointer, s.segmentSlots);
  giveBack(pointer, s.segmentSize);
  giveBack(pointer, s.segmentCapacity);
  giveBack(pointer, s.segmentConnected);
  giveBack(pointer, s.generation);
  giveBack(pointer, s.connectedCounts);
  giveBack(pointer, s.potentialCounts);
}

/** The store, about to be changed from outside. */
// @ts-ignore: decorator
@inline
function changed(pointer: usize): Store {
  const s = changetype<Store>(pointer);
  s.changes++;
  return s;
}

export function segment_create(pointer: usize, cell: u32, most: u32): u32 {
  return createSegment(changed(pointer), cell, most);
}

export function segment_destroy(pointer: usize, segment: u32): void {
  destroySegment(changed(pointer), segment);
}

/** Row of a cell's segments in the order they were made. */
export function cell_segments(pointer: usize, cell: u32): usize {
  return changetype<Store>(pointer).cellRows + (<usize>cell) * rowBytes;
}

export function synapse_create(pointer: usize, segment: u32, input: u32, permanence: f32): u32 {
  return createSynapse(changed(pointer), segment, input, permanence);
}

/** The synapse's entry in its segment's slots, or −1. */
export function synapse_find(pointer: usize, segment: u32, input: u32): i32 {
  return findSlot(changetype<Store>(pointer), segment, input);
}

export function synapse_destroy(pointer: usize, segment: u32, slot: u32): void {
  destroySynapse(changed(pointer), segment, slot);
}

export function synapse_set(pointer: usize, segment: u32, slot: u32, permanence: f32): void {
  setPermanence(changed(pointer), segment, slot, permanence);
}

/** As adaptSegment, for each of the segments u32[count]; `active` u32[activeCount] lists cells. */
export function segments_adapt(
  pointer: usize, segments: usize, count: u32, active: usize, activeCount: u32, increment: f32, decrement: f32,
  prune: bool, least: u32,
): void {
  const s = changed(pointer);
  mark(s, active, activeCount);
  for (let i: u32 = 0; i < count; i++)
    adaptSegment(s, u32At(segments, i), s.marks, increment, decrement, prune, least);
  unmark(s, active, activeCount);
}

export function segment_bump(pointer: usize, segment: u32, change: f32): void {
  bumpSegment(changed(pointer), segment, change);
}

export function segment_raise(pointer: usize, segment: u32, wanted: u32): void {
  raiseToThreshold(changed(pointer), segment, wanted);
}

export function segment_compete(pointer: usize, segment: u32, least: u32, most: u32): void {
  competeSynapses(changed(pointer), segment, least, most);
}

/** As destroyWeakest, sparing the synapses of the cells listed. */
export function segment_prune(pointer: usize, segment: u32, count: u32, spared: usize, sparedCount: u32): void {
  const s = changed(pointer);
  mark(s, spared, sparedCount);
  destroyWeakest(s, segment, count);
  unmark(s, spared, sparedCount);
}

export function segment_grow(
  pointer: usize, segment: u32, candidates: usize, count: u32, initial: f32, random: usize, most: u32,
  mostOfSegment: u32,
): void {
  growSynapses(
    changed(pointer), segment, candidates, count, initial, changetype<Random>(random), most, mostOfSegment,
  );
}

/** As activityCounts. */
export function store_activity(pointer: usize, active: usize, count: u32, potential: bool): void {
  activityCounts(changed(pointer), active, count, potential);
}

/** As sortByCell. */
export function sort_by_cell(pointer: usize, n: u32, ids: usize, other: usize): void {
  sortByCell(changetype<Store>(pointer), n, ids, other);
}

/** 0 when every list, count and address agrees with every other; else the number of the first rule that is broken. */
export function store_check(pointer: usize): u32 {
  return checkStore(changetype<Store>(pointer));
}
