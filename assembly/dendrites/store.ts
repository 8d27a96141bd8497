import { u32At } from "./array";
import { reallocate } from "./host";
import { Slabs } from "./slabs";

/**
 * Dendritic segments with their synapses. A synapse is a presynaptic cell and a permanence in [0, 1]; it is connected
 * when the permanence reaches `threshold`. Every presynaptic cell keeps two lists of the segments it has a synapse on,
 * one of its connected and one of its unconnected synapses: activity walks these from the active cells.
 *
 * The arrays by segment grow together; slots, lists and the cells' own lists of segments are slabs.
 */
@unmanaged
export class Store {
  slabs: Slabs;
  /** Presynaptic cells, cells that have segments. */
  inputs: u32;
  cells: u32;
  /** Connected from here on: f32(connected permanence − 1e-6). */
  threshold: f32;

  /** Room for segments, and the number of ids ever given. */
  segmentRoom: u32;
  segmentIds: u32;
  /** By segment: its cell, slots, number of synapses, room for them, number connected, generation (odd: alive). */
  segmentCell: usize; // u32
  segmentSlots: usize; // u32, addresses
  segmentSize: usize; // u16
  segmentCapacity: usize; // u32
  segmentConnected: usize; // u16
  generation: usize; // u32
  /** By segment, of the last activity: active connected synapses, active synapses. */
  connectedCounts: usize; // u16
  potentialCounts: usize; // u16

  /** By cell: Row of its segments in the order they were made. */
  cellRows: usize;
  /** By presynaptic cell: Row of segments with a connected synapse from it, Row of those with an unconnected one. */
  inputRows: usize;

  /** Ids of synapses: they only break ties. Number ever given, and those given back, last in first out. */
  synapseIds: u32;
  freeSynapses: usize;
  freeSynapseCount: u32;
  freeSynapseRoom: u32;
  /** Segment ids given back, last in first out; there is room for all. */
  freeSegments: usize;
  freeSegmentCount: u32;

  synapses: u32;
  /** Bits by presynaptic cell, clear between calls unless one threw: then `marked` says so. */
  marks: usize;
  /** u32[256], where a radix sort counts. */
  bins: usize;
  /** Words for one segment's synapses or more. */
  scratch: usize;
  scratchRoom: u32;
  marked: u32;
  /** Calls from outside that changed something or counted activity: whoever keeps lists of segments looks here. */
  changes: u32;
}

// @ts-ignore: decorator
@inline
export function isAlive(s: Store, segment: u32): bool {
  return segment < s.segmentIds && (u32At(s.generation, segment) & 1) != 0;
}

/** Words of scratch for at least `count` synapses or candidates. */
export function reserveScratch(s: Store, count: u32): void {
  if (count <= s.scratchRoom) return;
  const room = max(count + (count >> 1), 256);
  s.scratch = reallocate(changetype<usize>(s), s.scratch, 0, (<usize>room) << 2);
  s.scratchRoom = room;
}

/** Room for `count` more ids of segments. Arrays already exchanged stay exchanged when a later one finds no room. */
export function reserveSegments(s: Store, count: u32): void {
  const fresh = count > s.freeSegmentCount ? count - s.freeSegmentCount : 0,
    needed = s.segmentIds + fresh;
  if (needed <= s.segmentRoom) return;
  const room = max(needed + (needed >> 1), 64),
    held = <usize>s.segmentRoom,
    owner = changetype<usize>(s);
  s.segmentCell = reallocate(owner, s.segmentCell, held << 2, (<usize>room) << 2);
  s.segmentSlots = reallocate(owner, s.segmentSlots, held << 2, (<usize>room) << 2);
  s.freeSegments = reallocate(owner, s.freeSegments, held << 2, (<usize>room) << 2);
  s.segmentSize = reallocate(owner, s.segmentSize, held << 1, (<usize>room) << 1);
  s.segmentCapacity = reallocate(owner, s.segmentCapacity, held << 2, (<usize>room) << 2);
  s.segmentConnected = reallocate(owner, s.segmentConnected, held << 1, (<usize>room) << 1);
  s.generation = reallocate(owner, s.generation, held << 2, (<usize>room) << 2);
  // Read in whole vectors.
  s.connectedCounts = reallocate(owner, s.connectedCounts, held << 1, ((<usize>room) << 1) + 16);
  s.potentialCounts = reallocate(owner, s.potentialCounts, held << 1, ((<usize>room) << 1) + 16);
  s.segmentRoom = room;
}
