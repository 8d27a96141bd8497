/**
 * Flat positions of places without an entry, given by their ranks among all such places in order; those of entries that
 * are to go count as such. Rows without a wanted place are passed over: O(rows + wanted + drops + entries of the others).
 *   dropped i32[drops], places of entries   rowPointers i32[rows + 1]   columnIndices i32[nnz]
 *   wanted f64[count], ranks, receives the positions; both lists strictly ascending
 * @returns whether all elements of both lists are in place; nothing was written when not
 */
export function vacancies_csr(
  rows: i32, columns: i32, drops: i32, count: i32,
  dropped: usize, rowPointers: usize, columnIndices: usize, wanted: usize,
): bool {
  const nnz = load<i32>(rowPointers + (<usize>rows << 2)),
    vacancies = <f64>rows * <f64>columns - <f64>nnz + <f64>drops;
  for (let k = 0, last = -1; k < drops; k++) {
    const place = load<i32>(dropped + (<usize>k << 2));
    if (!(place > last && place < nnz)) return false;
    last = place;
  }
  for (let k = 0, last: f64 = -1; k < count; k++) {
    const rank = load<f64>(wanted + (<usize>k << 3));
    if (!(rank > last && rank < vacancies && Math.floor(rank) == rank)) return false;
    last = rank;
  }
  let k = 0,
    d = 0,
    before: f64 = 0; // vacancies of the rows above
  for (let row = 0; k < count; row++) {
    let p = load<i32>(rowPointers + (<usize>row << 2)),
      next = d,
      stayers = 0;
    const end = load<i32>(rowPointers + (<usize>row << 2), 4);
    while (d < drops && load<i32>(dropped + (<usize>d << 2)) < end) d++;
    const inRow = <f64>(columns - (end - p) + (d - next));
    // Within a row the place of rank r stands behind as many stayers as have at most r vacancies before them.
    for (; k < count; k++) {
      const at = wanted + (<usize>k << 3),
        ranked = load<f64>(at) - before;
      if (!(ranked < inRow)) break;
      const rank = <i32>ranked;
      for (; p < end; p++) {
        if (next < d && load<i32>(dropped + (<usize>next << 2)) == p) next++;
        else if (load<i32>(columnIndices + (<usize>p << 2)) - stayers <= rank) stayers++;
        else break;
      }
      store<f64>(at, <f64>row * <f64>columns + <f64>(rank + stayers));
    }
    before += inRow;
  }
  return true;
}
