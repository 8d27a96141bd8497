import { giveSlab, Slabs, slabUnits, takeSlab } from "./slabs";

/** A list of u32 in a slab: its address, 0 while there is none, and its length. */
@unmanaged
export class Row {
  entries: usize;
  length: u32;
}

/** Bytes of a Row. */
export const rowBytes: usize = 8;

/** The word before the first entry holds the slab's size in units of 16 bytes, four words each. */
// @ts-ignore: decorator
@inline
function unitsOf(row: Row): u32 {
  return load<u32>(row.entries - 4);
}

/** Room for one more entry. */
export function reserveRow(slabs: Slabs, row: Row): void {
  const length = row.length;
  if (row.entries && length + 1 < unitsOf(row) << 2) return;
  // The count of words: the length, the word before, the new one, and an eighth to spare.
  const units = slabUnits((length + (length >> 3) + 5) >> 2),
    slab = takeSlab(slabs, units);
  store<u32>(slab, units);
  if (row.entries) {
    memory.copy(slab + 4, row.entries, (<usize>length) << 2);
    giveSlab(slabs, row.entries - 4, unitsOf(row));
  }
  row.entries = slab + 4;
}

/** Appends where reserveRow made room; gives the place. */
// @ts-ignore: decorator
@inline
export function append(row: Row, value: u32): u32 {
  const at = row.length;
  store<u32>(row.entries + ((<usize>at) << 2), value);
  row.length = at + 1;
  return at;
}

/** Gives the slab back when nothing is left. */
export function shrinkRow(slabs: Slabs, row: Row): void {
  if (row.length || !row.entries) return;
  giveSlab(slabs, row.entries - 4, unitsOf(row));
  row.entries = 0;
}
