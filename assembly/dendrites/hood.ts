import { setU32, u32At } from "./array";
import { below } from "./random";

/**
 * The places of a grid within `radius` of a centre along every dimension, the centre included, each once however large
 * the radius. They come as runs of neighbours along the last dimension, from centre − radius upwards in every
 * dimension, past the edge on to the other side when the grid wraps around.
 */
@unmanaged
export class Hood {
  axes: u32;
  shape: usize;
  wrap: u32;
  /** By dimension, u32: first coordinate, number of coordinates, and how many of them are behind. */
  first: usize;
  extent: usize;
  done: usize;
  more: bool;
  /** The run: its first place and its length. What is left of it across the edge: the same. */
  start: u32;
  length: u32;
  edgeStart: u32;
  edgeLength: u32;
}

/** Bytes of the three arrays of a hood of a grid. */
export function hoodAxesBytes(axes: u32): usize {
  return (<usize>axes) * 12;
}

/** A hood of a grid; `lists` are its hoodAxesBytes. */
export function openHood(hood: Hood, axes: u32, shape: usize, wrap: u32, lists: usize): void {
  hood.axes = axes;
  hood.shape = shape;
  hood.wrap = wrap;
  hood.first = lists;
  hood.extent = lists + ((<usize>axes) << 2);
  hood.done = lists + ((<usize>axes) << 3);
}

/** Goes to the neighbourhood of a centre, before its first run; gives the number of its places. */
export function centreHood(hood: Hood, centre: u32, radius: u32): u32 {
  let places: u32 = 1;
  for (let axis = <i32>hood.axes - 1; axis >= 0; axis--) {
    const size = u32At(hood.shape, axis),
      at = centre % size;
    centre /= size;
    let first: u32 = 0,
      extent = size;
    if (hood.wrap) {
      // As far below the centre as the radius reaches, which may be several times around.
      const below = radius % size;
      first = at >= below ? at - below : at + size - below;
      if (radius < size >>> 1) extent = min(2 * radius + 1, size);
    } else {
      first = at > radius ? at - radius : 0;
      extent = (radius < size - 1 - at ? at + radius : size - 1) - first + 1;
    }
    setU32(hood.first, axis, first);
    setU32(hood.extent, axis, extent);
    setU32(hood.done, axis, 0);
    places *= extent;
  }
  hood.more = true;
  hood.edgeLength = 0;
  return places;
}

/** Goes to the next run; false when there is none. */
export function nextRun(hood: Hood): bool {
  if (hood.edgeLength) {
    hood.start = hood.edgeStart;
    hood.length = hood.edgeLength;
    hood.edgeLength = 0;
    return true;
  }
  if (!hood.more) return false;
  const last = hood.axes - 1,
    size = u32At(hood.shape, last),
    first = u32At(hood.first, last),
    extent = u32At(hood.extent, last);
  let row: u32 = 0;
  for (let axis: u32 = 0; axis < last; axis++) {
    const along = u32At(hood.shape, axis),
      at = u32At(hood.first, axis) + u32At(hood.done, axis);
    row = row * along + (at < along ? at : at - along);
  }
  row *= size;
  hood.start = row + first;
  hood.length = min(extent, size - first);
  hood.edgeStart = row;
  hood.edgeLength = extent - hood.length;
  // On to the next row: an odometer whose last wheel turns first.
  let axis = <i32>last - 1;
  for (; axis >= 0; axis--) {
    const behind = u32At(hood.done, axis) + 1;
    if (behind < u32At(hood.extent, axis)) {
      setU32(hood.done, axis, behind);
      break;
    }
    setU32(hood.done, axis, 0);
  }
  hood.more = axis >= 0;
  return true;
}
