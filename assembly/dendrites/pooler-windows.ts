import { f32At, setU32, u32At } from "./array";
import { setBit } from "./bits";
import { allocate } from "./host";
import { bitsOf, Pooler, roundUp, rowOf } from "./pooler";

/** Lays out the words of bits once pools are there, and sets the bits of connected synapses. */
export function layBits(p: Pooler): void {
  const owner = changetype<usize>(p),
    columns = <usize>p.columns,
    all = roundUp((p.inputs + 63) >>> 6, 4);
  let most: u32 = 1;
  for (let column: u32 = 0; column < p.columns; column++) most = max(most, coverPool(p, column, 0, 0));
  // A word that has to be looked up costs more than one that is next.
  const windowed = most + (most >> 1) < all;
  p.wordStride = windowed ? most : all;
  p.bits = allocate(owner, (columns * p.wordStride) << 3);
  p.places = p.pools;
  if (windowed) {
    p.windows = allocate(owner, (columns * p.wordStride) << 2);
    p.places = allocate(owner, (columns * p.synapseStride) << 2);
  }
  for (let column: u32 = 0; column < p.columns; column++) {
    if (windowed)
      coverPool(p, column, p.windows + (((<usize>column) * p.wordStride) << 2), p.places + rowOf(p, column));
    setConnectedBits(p, column);
  }
}

/**
 * Covers a column's pool by windows, each as far on as the first input that is not covered yet allows, beginning behind
 * the widest gap. Gives their number, and unless `windows` is 0 their bytes and every synapse's bit.
 */
function coverPool(p: Pooler, column: u32, windows: usize, places: usize): u32 {
  const pool = p.pools + rowOf(p, column),
    size = u32At(p.poolSizes, column);
  if (!size) return 0;
  let first: u32 = 0,
    widest = u32At(pool, 0) + p.inputs - u32At(pool, size - 1);
  for (let slot: u32 = 1; slot < size; slot++) {
    const gap = u32At(pool, slot) - u32At(pool, slot - 1);
    if (gap <= widest) continue;
    widest = gap;
    first = slot;
  }
  let count: u32 = 0,
    begin: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const slot = first + i < size ? first + i : first + i - size,
      at = u32At(pool, slot) + (slot < first ? p.inputs : 0);
    if (!count || at - begin >= 64) {
      begin = at & ~7;
      if (windows) setU32(windows, count, begin >> 3);
      count++;
    }
    if (windows) setU32(places, slot, ((count - 1) << 6) + at - begin);
  }
  return count;
}

/** Sets the bits of a column's connected synapses where none is set, and counts them. */
function setConnectedBits(p: Pooler, column: u32): void {
  const row = rowOf(p, column),
    bits = bitsOf(p, column),
    size = u32At(p.poolSizes, column);
  let connected: u32 = 0;
  for (let slot: u32 = 0; slot < size; slot++) {
    if (f32At(p.permanences + row, slot) < p.threshold) continue;
    setBit(bits, u32At(p.places + row, slot), true);
    connected++;
  }
  setU32(p.connected, column, connected);
}
