import { allocate, release } from "./host";

/** Bytes of the first page; later ones hold an eighth of all pages, within these limits. */
const smallestPage: usize = 1 << 16;
const largestPage: usize = 1 << 24;
/** Bytes before a page's slabs: the address of the page before it. */
const pageHeader: usize = 16;

/**
 * Memory for the many short lists of a store, cut from pages of the arena. A slab's size is a number of 16-byte units
 * rounded up to one of four classes per octave (at most 25 % above what was asked); a freed slab waits in the list of
 * its class, threaded through its first word, for the next of that class. No slab ever moves by itself.
 */
@unmanaged
export class Slabs {
  /** The structure whose arena gives the pages. */
  owner: usize;
  /** Newest page, first free byte in it, its end. */
  page: usize;
  free: usize;
  end: usize;
  /** Bytes of all pages, and of all slabs in use. */
  pageBytes: usize;
  usedBytes: usize;
  /** Heads of the lists of free slabs, u32[128]. */
  classes: usize;
}

/** Where units above 8 are rounded: to a multiple of 2^shift. */
// @ts-ignore: decorator
@inline
function shiftOf(units: u32): u32 {
  return units <= 8 ? 0 : 29 - clz(units - 1);
}

/** The units that are in truth set aside for `units`. */
export function slabUnits(units: u32): u32 {
  const shift = shiftOf(units);
  return ((units + (1 << shift) - 1) >> shift) << shift;
}

/** Place of a class in the list of heads; `units` is what slabUnits gave. */
// @ts-ignore: decorator
@inline
function classOf(slabs: Slabs, units: u32): usize {
  const shift = shiftOf(units);
  return slabs.classes + (<usize>((shift << 2) + (units >> shift)) << 2);
}

/** A slab of `units` (a class's size). Its contents are whatever was there. */
export function takeSlab(slabs: Slabs, units: u32): usize {
  const head = classOf(slabs, units),
    bytes = (<usize>units) << 4,
    waiting: usize = load<u32>(head);
  if (waiting) {
    store<u32>(head, load<u32>(waiting));
    slabs.usedBytes += bytes;
    return waiting;
  }
  if (slabs.end - slabs.free < bytes) addPage(slabs, bytes);
  const slab = slabs.free;
  slabs.free += bytes;
  slabs.usedBytes += bytes;
  return slab;
}

export function giveSlab(slabs: Slabs, slab: usize, units: u32): void {
  const head = classOf(slabs, units);
  store<u32>(slab, load<u32>(head));
  store<u32>(head, <u32>slab);
  slabs.usedBytes -= (<usize>units) << 4;
}

function addPage(slabs: Slabs, bytes: usize): void {
  const size = max(min(max(slabs.pageBytes >> 3, smallestPage), largestPage), bytes + pageHeader),
    page = allocate(slabs.owner, size);
  store<u32>(page, <u32>slabs.page);
  slabs.page = page;
  slabs.free = page + pageHeader;
  slabs.end = page + size;
  slabs.pageBytes += size;
}

/** Gives all pages back. */
export function releasePages(slabs: Slabs): void {
  for (let page = slabs.page; page; ) {
    const before: usize = load<u32>(page);
    release(slabs.owner, page);
    page = before;
  }
  slabs.page = 0;
}
