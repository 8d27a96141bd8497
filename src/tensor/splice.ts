import type { Rewiring } from "./rewiring.js";
import type { DataType, Tensor } from "./tensor.js";

/** Room for two lists as long as those that are spliced. */
export type SpliceRoom = readonly [Tensor<"i32">, Tensor<"i32">];

/** Where a larger share than this goes, a list is gathered anew faster than its runs move. */
const fewest = 1 / 32;

/**
 * Takes the elements at places `removed` out of lists of 4-byte elements and puts zeros in at places `inserted` of the new ones,
 * in place; the others keep their order. What a list becomes shorter by, at its end, is left over.
 */
export function splice(
  lists: readonly Tensor<DataType>[],
  { removed, inserted }: Pick<Rewiring, "removed" | "inserted">,
  [places, others]: SpliceRoom,
): void {
  const { size } = places,
    { kernels, buffer } = places.arena,
    end = size - removed.length + inserted.length;
  if (removed.length <= fewest * size) {
    places.data.set(removed);
    others.data.set(inserted);
    for (const { ptr } of lists) kernels.splice_u32(removed.length, inserted.length, size, places.ptr, others.ptr, ptr);
    return;
  }
  writeSources(places.data, removed, inserted, end);
  const gathered = others.data.subarray(0, end);
  for (const { ptr } of lists) {
    kernels.gather_i32(0, end, ptr, places.ptr, others.ptr);
    for (let k = 0; k < inserted.length; k++) gathered[inserted[k]!] = 0;
    new Int32Array(buffer, ptr, end).set(gathered);
  }
}

/** The old place of every element of the new list; any at those that are put in. */
function writeSources(sources: Int32Array, removed: Int32Array, inserted: Int32Array, end: number): void {
  for (let to = 0, from = 0, r = 0, i = 0; to < end; to++) {
    if (i < inserted.length && inserted[i] === to) {
      sources[to] = 0;
      i++;
      continue;
    }
    while (r < removed.length && removed[r] === from) {
      r++;
      from++;
    }
    sources[to] = from++;
  }
}
