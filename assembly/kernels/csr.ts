import { byteOffset } from "../simd";

/**
 * Transposed index of a CSR structure, by counting sort in O(rows + columns + nnz).
 *   rowPointers i32[rows + 1]   columnIndices i32[nnz]   columnPointers i32[columns + 1], zeroed by the caller
 *   rowIndices i32[nnz]   permutation i32[nnz]: entry q of a column is entry permutation[q] of the CSR arrays
 * Within a column, rows ascend.
 */
export function csr_transpose_i32(
  rows: i32, columns: i32,
  rowPointers: usize, columnIndices: usize, columnPointers: usize, rowIndices: usize, permutation: usize,
): void {
  const nnz = byteOffset(rowPointers, rows),
    last = columnPointers + (<usize>columns << 2);
  for (let p: usize = 0; p < nnz; p += 4) {
    const count = columnPointers + byteOffset(columnIndices + p, 0);
    store<u32>(count, load<u32>(count) + 1);
  }
  let total: u32 = 0;
  for (let c = columnPointers; c <= last; c += 4) {
    const count = load<u32>(c);
    store<u32>(c, total);
    total += count;
  }
  // Each column's pointer walks to the column's end, which is where the next one starts …
  for (let i: usize = 0; i < <usize>rows; i++) {
    const to = load<u32>(rowPointers + (i << 2), 4);
    for (let p = load<u32>(rowPointers + (i << 2)); p < to; p++) {
      const next = columnPointers + byteOffset(columnIndices, p),
        q = load<u32>(next);
      store<u32>(next, q + 1);
      store<u32>(rowIndices + (<usize>q << 2), <u32>i);
      store<u32>(permutation + (<usize>q << 2), p);
    }
  }
  // … so all pointers move up by one.
  memory.copy(columnPointers + 4, columnPointers, <usize>columns << 2);
  store<u32>(columnPointers, 0);
}

/**
 * Takes elements out of a list of 4-byte elements and puts zeros in, no more of them, in place; the others keep their order.
 *   x u32[n] or f32[n]   removed i32[drops]: places in the old list   inserted i32[grows]: places in the new one, whose
 *   length is n − drops + grows; grows ≤ drops
 * Both lists ascend strictly. Between two of their places lies a run of elements that move by the same distance: runs that
 * move down go first, from the front, then those that move up, from the back, so that none is overwritten before it
 * moved. What stands still costs nothing.
 */
export function splice_u32(drops: i32, grows: i32, n: i32, removed: usize, inserted: usize, x: usize): void {
  const end = <usize>n,
    lastRemoved = <usize>drops,
    lastInserted = <usize>grows,
    newEnd = end - lastRemoved + lastInserted;
  let from: usize = 0, to: usize = 0, r: usize = 0, i: usize = 0;
  while (true) {
    const stop = r < lastRemoved ? place(removed, r) : end,
      gap = i < lastInserted ? place(inserted, i) : newEnd,
      run = min(stop - from, gap - to);
    if (to < from) memory.copy(x + (to << 2), x + (from << 2), run << 2);
    from += run;
    to += run;
    if (r < lastRemoved && from == stop) {
      from++;
      r++;
    } else if (i < lastInserted && to == gap) {
      to++;
      i++;
    } else break;
  }
  while (true) {
    const stop = r > 0 ? place(removed, r - 1) + 1 : 0,
      gap = i > 0 ? place(inserted, i - 1) + 1 : 0,
      run = min(from - stop, to - gap);
    from -= run;
    to -= run;
    if (to > from) memory.copy(x + (to << 2), x + (from << 2), run << 2);
    if (r > 0 && from == stop) {
      from--;
      r--;
    } else if (i > 0 && to == gap) {
      to--;
      i--;
    } else break;
  }
  for (; i < lastInserted; i++) store<u32>(x + byteOffset(inserted, i), 0);
}

// @ts-ignore: decorator
@inline
function place(places: usize, i: usize): usize {
  return <usize>load<u32>(places + (i << 2));
}
