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
