import { columnOf, firstMisplaced, stays, toggle } from "./mark";

/**
 * The structure that a rewiring leads to, written aside: entries that are not dropped, and those that grow between them.
 *   dropped i32[drops], places of entries, and grown f64[grows ≤ drops], flat positions, both strictly ascending
 *   rowPointers i32[rows + 1]   columnIndices i32[nnz], in which the dropped are marked meanwhile
 *   pointers i32[rows + 1], and indices i32[nnz + 1] in its first nnz − drops + grows receive the new structure; sources, as
 *   long, for every entry the place where it stood, or −1 for one that has grown. An entry that is dropped and grows again
 *   has grown, or, when `keep` is not 0, has stayed. The first half of grown receives the new places of the grown, i32[grows].
 * @returns how many grow where one is dropped; or −1 − k where dropped[k], −1 − drops − k where grown[k] is out of place
 */
export function merge_csr(
  rows: i32, columns: i32, drops: i32, grows: i32, keep: i32, dropped: usize, grown: usize,
  rowPointers: usize, columnIndices: usize, pointers: usize, indices: usize, sources: usize,
): i32 {
  const nnz = load<i32>(rowPointers + (<usize>rows << 2)),
    misplaced = firstMisplaced(drops, nnz, dropped);
  if (misplaced >= 0) return -1 - misplaced;
  toggle(drops, dropped, columnIndices);
  const again = merge(rows, columns, grows, keep, grown, rowPointers, columnIndices, pointers, indices, sources);
  toggle(drops, dropped, columnIndices);
  return again < 0 ? again - drops : again;
}

function merge(
  rows: i32, columns: i32, grows: i32, keep: i32, grown: usize,
  rowPointers: usize, columnIndices: usize, pointers: usize, indices: usize, sources: usize,
): i32 {
  let g = 0,
    again = 0,
    p = 0, // place in the old list
    q: usize = 0, // bytes from the new list's beginning
    last: f64 = -1;
  store<i32>(pointers, 0);
  for (let row = 0; row < rows; row++) {
    const to = load<i32>(rowPointers + (<usize>row << 2), 4),
      base = <f64>row * <f64>columns,
      limit = base + <f64>columns;
    // First the columns of those that grow in the row, as integers where positions were read: they are half as long.
    let until = g;
    for (; until < grows; until++) {
      const cell = load<f64>(grown + (<usize>until << 3));
      if (cell >= limit) break;
      if (!(cell > last && Math.floor(cell) == cell)) return -1 - until;
      store<i32>(grown + (<usize>until << 2), <i32>(cell - base));
      last = cell;
    }
    while (true) {
      const next = g < until ? load<i32>(grown + (<usize>g << 2)) : columns;
      // Entries up to where one grows. Which of them go cannot be predicted: all are written, and kept by moving on.
      let entry = columns;
      for (; p < to; p++) {
        entry = load<i32>(columnIndices + (<usize>p << 2));
        const column = columnOf(entry);
        if (column >= next) break;
        store<i32>(indices + q, column);
        store<i32>(sources + q, p);
        q += <usize>stays(entry) << 2;
      }
      if (next == columns) break;
      const regrown = p < to && columnOf(entry) == next;
      if (regrown && stays(entry)) return -1 - g;
      store<i32>(indices + q, next);
      store<i32>(sources + q, regrown && keep ? p : -1);
      store<i32>(grown + (<usize>g << 2), <i32>(q >>> 2));
      again += <i32>regrown;
      p += <i32>regrown;
      q += 4;
      g++;
    }
    store<u32>(pointers + (<usize>row << 2), <u32>(q >>> 2), 4);
  }
  return g < grows ? -1 - g : again;
}
