/**
 * The structure that a rewiring leads to, written aside: entries that are not dropped, and those that grow between them.
 *   dropped i32[drops], places of entries, and grown f64[grows ≤ drops], flat positions, both strictly ascending
 *   rowPointers i32[rows + 1]   columnIndices i32[nnz]
 *   pointers i32[rows + 1], and indices i32[nnz − drops + grows] receive the new structure; sources, as long, for every entry
 *   the place where it stood, or −1 for one that has grown. An entry that is dropped and grows again has grown, or, when
 *   `keep` is not 0, has stayed. The first half of grown receives the new places of the grown, i32[grows].
 * @returns how many grow where one is dropped; or −1 − k where dropped[k], −1 − drops − k where grown[k] is out of place
 */
export function merge_csr(
  rows: i32, columns: i32, drops: i32, grows: i32, keep: i32, dropped: usize, grown: usize,
  rowPointers: usize, columnIndices: usize, pointers: usize, indices: usize, sources: usize,
): i32 {
  const nnz = load<i32>(rowPointers + (<usize>rows << 2)),
    cells = <f64>rows * <f64>columns;
  let d = 0,
    g = 0,
    again = 0,
    p = 0, // place in the old list, and in the new one
    q: usize = 0,
    leaving = drops > 0 ? load<i32>(dropped) : nnz,
    coming = grows > 0 ? load<f64>(grown) : cells;
  if (drops > 0 && !(leaving >= 0 && leaving < nnz)) return -1;
  if (grows > 0 && !isCell(coming, -1, cells)) return -1 - drops;
  store<i32>(pointers, 0);
  for (let row = 0; row < rows; row++) {
    const end = load<i32>(rowPointers + (<usize>row << 2), 4),
      base = <f64>row * <f64>columns;
    while (true) {
      // Entries stay up to the next that is dropped, and to where the next one grows.
      const next = <i32>min(coming - base, <f64>columns),
        stop = min(end, leaving);
      let column = 0;
      for (; p < stop; p++, q += 4) {
        column = load<i32>(columnIndices + (<usize>p << 2));
        if (column >= next) break;
        store<i32>(indices + q, column);
        store<i32>(sources + q, p);
      }
      const isEntry = p < end;
      if (isEntry && p == stop) column = load<i32>(columnIndices + (<usize>p << 2));
      if (!isEntry) column = columns;
      if (next == columns && !isEntry) break;
      if (column <= next) {
        // The entry before which nothing grows is one that goes, or stands where one wants to grow.
        if (p !== leaving) return -1 - drops - g;
        p++;
        d++;
        const last = leaving;
        leaving = d < drops ? load<i32>(dropped + (<usize>d << 2)) : nnz;
        if (d < drops && !(leaving > last && leaving < nnz)) return -1 - d;
      }
      if (column >= next) {
        const regrown = column == next;
        store<i32>(indices + q, next);
        store<i32>(sources + q, regrown && keep ? p - 1 : -1);
        store<i32>(grown + (<usize>g << 2), <i32>(q >>> 2)); // read already, being half as far
        q += 4;
        g++;
        again += regrown ? 1 : 0;
        const last = coming;
        coming = g < grows ? load<f64>(grown + (<usize>g << 3)) : cells;
        if (g < grows && !isCell(coming, last, cells)) return -1 - drops - g;
      }
    }
    store<u32>(pointers + (<usize>row << 2), <u32>(q >>> 2), 4);
  }
  return again;
}

/** Whether it is an integer above `last` and below `limit`; NaN is none. */
// @ts-ignore: decorator
@inline
function isCell(value: f64, last: f64, limit: f64): bool {
  return value > last && value < limit && Math.floor(value) == value;
}
