import { u32At } from "./array";
import { Pooler } from "./pooler";

/** Overlap of every column with the first `count` inputs of `active`: the number of connected synapses from them. */
export function countOverlaps(p: Pooler, count: u32): void {
  turn(p, count, true);
  if (!p.windows) countAll(p);
  else if (p.wordStride == 1) countOneWindow(p);
  else countWindows(p);
  turn(p, count, false);
}

/** Sets or clears the bits of active inputs. */
function turn(p: Pooler, count: u32, on: bool): void {
  const bits = p.activeBits,
    again = p.windows ? p.inputs : 0;
  for (let i: u32 = 0; i < count; i++) {
    const input = u32At(p.active, i);
    turnOne(bits, input, on);
    turnOne(bits, input + again, on);
  }
}

// @ts-ignore: decorator
@inline
function turnOne(bits: usize, place: u32, on: bool): void {
  const word = bits + ((<usize>place >> 5) << 2);
  // What else is in the word goes, too, in the end.
  store<u32>(word, on ? load<u32>(word) | (1 << (place & 31)) : 0);
}

/** The population count of machine words beats that of vectors' bytes where words are 64 bits wide. */
// @ts-ignore: decorator
@inline
function common(a: usize, b: usize): i64 {
  return popcnt(load<i64>(a) & load<i64>(b));
}

/** Words lie over all inputs, a multiple of four of them. */
function countAll(p: Pooler): void {
  const row = (<usize>p.wordStride) << 3,
    active = p.activeBits,
    end = p.overlaps + ((<usize>p.columns) << 2);
  let bits = p.bits;
  for (let out = p.overlaps; out < end; out += 4) {
    let overlap: i64 = 0;
    for (let i: usize = 0; i < row; i += 32) {
      const a = bits + i,
        b = active + i;
      overlap += common(a, b) + common(a + 8, b + 8) + (common(a + 16, b + 16) + common(a + 24, b + 24));
    }
    store<u32>(out, <u32>overlap);
    bits += row;
  }
}

function countOneWindow(p: Pooler): void {
  const bits = p.bits,
    windows = p.windows,
    active = p.activeBits,
    overlaps = p.overlaps;
  for (let at: usize = 0, end = (<usize>p.columns) << 2; at < end; at += 4)
    store<u32>(overlaps + at, <u32>common(bits + (at << 1), active + load<u32>(windows + at)));
}

function countWindows(p: Pooler): void {
  const stride = (<usize>p.wordStride) << 2,
    active = p.activeBits,
    end = p.overlaps + ((<usize>p.columns) << 2);
  let bits = p.bits,
    window = p.windows;
  for (let out = p.overlaps; out < end; out += 4) {
    let overlap: i64 = 0;
    for (const last = window + stride; window < last; window += 4, bits += 8)
      overlap += common(bits, active + load<u32>(window));
    store<u32>(out, <u32>overlap);
  }
}
