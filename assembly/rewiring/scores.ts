/**
 * Marks, in a matrix's scores of some rows, the places of entries that stay, as NaN.
 *   dropped i32[drops], places of entries that do not stay, ascending; those of rows before stand before `at`
 *   rowPointers i32[rows + 1]   columnIndices i32[nnz]   scores f32[end − begin, columns]
 * @returns where in `dropped` those of row `end` begin
 */
export function exclude_csr(
  begin: i32, end: i32, columns: i32, drops: i32, at: i32,
  dropped: usize, rowPointers: usize, columnIndices: usize, scores: usize,
): i32 {
  for (let row = begin; row < end; row++) {
    const to = load<i32>(rowPointers + (<usize>row << 2), 4);
    for (let p = load<i32>(rowPointers + (<usize>row << 2)); p < to; p++) {
      if (at < drops && load<i32>(dropped + (<usize>at << 2)) == p) at++;
      else store<f32>(scores + (<usize>load<u32>(columnIndices + (<usize>p << 2)) << 2), f32.NaN);
    }
    scores += <usize>columns << 2;
  }
  return at;
}

/**
 * Moves the chosen of a list of scores to its front, and where each stands to the front of `positions`.
 *   chosen i32[n], ascending   scores f32, of which the first `held` have positions f64[held], and the others stand at
 *   offset, offset + 1, …   positions has room for n
 */
export function keep_chosen(n: i32, held: i32, offset: f64, chosen: usize, scores: usize, positions: usize): void {
  for (let k = 0; k < n; k++) {
    const from = load<i32>(chosen + (<usize>k << 2)); // k or more: read before anything is written there
    store<u32>(scores + (<usize>k << 2), load<u32>(scores + (<usize>from << 2)));
    const position = from < held ? load<f64>(positions + (<usize>from << 3)) : offset + <f64>(from - held);
    store<f64>(positions + (<usize>k << 3), position);
  }
}
