import { columnOf, firstMisplaced, stays, toggle } from "./mark";

/**
 * Flat positions of places without an entry, given by their ranks among all such places in order; those of entries that
 * are to go count as such. Rows without a wanted place are passed over: O(rows + wanted + drops + entries of the others).
 *   dropped i32[drops], places of entries   rowPointers i32[rows + 1]
 *   columnIndices i32[nnz], in which the dropped are marked meanwhile
 *   wanted f64[count], ranks, receives the positions; both lists strictly ascending
 * @returns whether all elements of both lists are in place; nothing was written when not
 */
export function vacancies_csr(
  rows: i32, columns: i32, drops: i32, count: i32,
  dropped: usize, rowPointers: usize, columnIndices: usize, wanted: usize,
): bool {
  const nnz = load<i32>(rowPointers + (<usize>rows << 2)),
    vacancies = <f64>rows * <f64>columns - <f64>nnz + <f64>drops;
  for (let k = 0, last: f64 = -1; k < count; k++) {
    const rank = load<f64>(wanted + (<usize>k << 3));
    if (!(rank > last && rank < vacancies && Math.floor(rank) == rank)) return false;
    last = rank;
  }
  if (firstMisplaced(drops, nnz, dropped) >= 0) return false;
  toggle(drops, dropped, columnIndices);
  let k = 0,
    leaving = dropped, // the first of those that go in this row, or behind it
    before: f64 = 0; // vacancies of the rows above
  for (let row = 0; k < count; row++) {
    let p = load<i32>(rowPointers + (<usize>row << 2)),
      stayers = 0;
    const end = load<i32>(rowPointers + (<usize>row << 2), 4),
      first = leaving;
    while (leaving < dropped + (<usize>drops << 2) && load<i32>(leaving) < end) leaving += 4;
    const inRow = columns - (end - p) + <i32>((leaving - first) >>> 2);
    // Within a row the place of rank r stands behind as many stayers as have at most r vacancies before them.
    let ahead = rankIn(wanted, k, count, before, inRow);
    for (; ahead < inRow; k++) {
      const rank = ahead;
      ahead = rankIn(wanted, k + 1, count, before, inRow); // ready before it is needed
      for (; p < end; p++) {
        const entry = load<i32>(columnIndices + (<usize>p << 2)),
          isBehind = <i32>(columnOf(entry) - stayers > rank);
        if (stays(entry) & isBehind) break; // one branch: which of them stay cannot be predicted
        stayers += stays(entry);
      }
      store<f64>(wanted + (<usize>k << 3), <f64>row * <f64>columns + <f64>(rank + stayers));
    }
    before += <f64>inRow;
  }
  toggle(drops, dropped, columnIndices);
  return true;
}

/** The k-th rank, counted from the beginning of a row; `inRow` where that lies behind the row. */
// @ts-ignore: decorator
@inline
function rankIn(wanted: usize, k: i32, count: i32, before: f64, inRow: i32): i32 {
  return k < count ? <i32>min(load<f64>(wanted + (<usize>k << 3)) - before, <f64>inRow) : inRow;
}
