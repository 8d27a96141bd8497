import { byteOffset, madd } from "../simd";

/**
 * Sparse × dense, Y (+)= A·X: y[i,b] (+)= Σ_p values[p] · x[columnIndices[p], b] over the stored entries p of row i.
 *   A in CSR: rowPointers i32[rows + 1], columnIndices i32[nnz], values f32[nnz]
 *   x f32[columns, n]   y f32[rows, n], overwritten or, when accumulate is not 0, added to; overlaps no input
 * Rows [begin, end) of y are computed. Each y[i,b] adds its terms one by one in ascending p, starting from 0 or from
 * the old y[i,b]: a column's bits depend neither on n nor on its place in the batch. 0 · NaN is NaN.
 */
export function spmm_csr_f32(
  begin: i32, end: i32, n: i32, accumulate: i32,
  rowPointers: usize, columnIndices: usize, values: usize, x: usize, y: usize,
): void {
  const row = <usize>n << 2,
    tiled = row & ~63,
    vectors = row & ~15;
  for (let i = <usize>begin; i < <usize>end && tiled > 0; i++) {
    const from = byteOffset(rowPointers, i),
      to = byteOffset(rowPointers, i + 1);
    for (let c: usize = 0; c < tiled; c += 128)
      tile(tiled - c >= 128, from, to, row, accumulate, columnIndices, values, x + c, y + i * row + c);
  }
  for (let c = tiled; c < vectors; c += 16)
    strip(false, begin, end, row, accumulate, rowPointers, columnIndices, values, x + c, y + c);
  for (let c = vectors; c < row; c += 4)
    strip(true, begin, end, row, accumulate, rowPointers, columnIndices, values, x + c, y + c);
}

/**
 * Transposed sparse × dense, X (+)= Aᵀ·D: x[j,b] (+)= Σ values[p] · d[i,b] over the stored entries p = (i, j) of column j.
 *   A's transposed index: columnPointers i32[columns + 1], rowIndices i32[nnz], permutation i32[nnz] (place in values)
 *   values f32[nnz] in CSR order   d f32[rows, n]   x f32[columns, n], as y in spmm_csr_f32; overlaps no input
 *   gathered f32[nnz] receives the values of columns [begin, end) in column order
 * Columns [begin, end) of A are computed. Gathering first costs one pass; looking each value up inside the product
 * would fetch a cache line of `values` per entry and tile. Terms are added one by one in ascending i.
 */
export function spmm_csc_f32(
  begin: i32, end: i32, n: i32, accumulate: i32,
  columnPointers: usize, rowIndices: usize, permutation: usize, values: usize, d: usize, gathered: usize, x: usize,
): void {
  const to = end > begin ? byteOffset(columnPointers, <usize>end) : 0;
  for (let p = byteOffset(columnPointers, <usize>begin); p < to; p += 4)
    store<f32>(gathered + p, load<f32>(values + byteOffset(permutation + p, 0)));
  spmm_csr_f32(begin, end, n, accumulate, columnPointers, rowIndices, gathered, d, x);
}

/**
 * The product of spmm_csc_f32, bit for bit, without a transposed index: row i of d is scattered over the rows of x.
 *   A in CSR as in spmm_csr_f32   d f32[rows, n]   x f32[columns, n], overwritten or added to; overlaps no input
 * Columns [begin, end) of the batch are computed, for all of A. Faster than gathering while n < 16, as it reads values
 * in order; beyond, storing a sum for each of its terms costs more.
 */
export function spmm_scatter_f32(
  begin: i32, end: i32, rows: i32, columns: i32, n: i32, accumulate: i32,
  rowPointers: usize, columnIndices: usize, values: usize, d: usize, x: usize,
): void {
  const row = <usize>n << 2,
    from = <usize>begin << 2,
    bytes = end > begin ? <usize>(end - begin) << 2 : 0;
  d += from;
  x += from;
  if (!accumulate) for (let j: usize = 0; j < <usize>columns; j++) memory.fill(x + j * row, 0, bytes);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const first = byteOffset(rowPointers, i),
      last = byteOffset(rowPointers, i + 1),
      di = d + i * row;
    let c: usize = 0;
    for (; c + 16 <= bytes; c += 16) {
      const delta = v128.load(di + c);
      for (let p = first; p < last; p += 4) {
        const xj = x + c + <usize>load<u32>(columnIndices + p) * row;
        v128.store(xj, madd(v128.load32_splat(values + p), delta, v128.load(xj)));
      }
    }
    for (; c < bytes; c += 4) {
      const delta = load<f32>(di + c);
      for (let p = first; p < last; p += 4) {
        const xj = x + c + <usize>load<u32>(columnIndices + p) * row;
        store<f32>(xj, load<f32>(xj) + load<f32>(values + p) * delta);
      }
    }
  }
}

/**
 * Sampled dense × dense, the gradient of stored weights: g[p] (+)= Σ_b d[i,b] · x[j,b] for the stored entries p = (i, j).
 *   A's structure as in spmm_csr_f32   d f32[rows, n]   x f32[columns, n]   g f32[nnz], overlaps no input
 * Entries of rows [begin, end) are computed. A dot product adds b = 0, 4, 8 … in lane 0, b = 1, 5, 9 … in lane 1 and so
 * on, then (0 + 1) + (2 + 3), then the last n mod 4 terms one by one, then the old g[p] when accumulate is not 0.
 */
export function sddmm_csr_f32(
  begin: i32, end: i32, n: i32, accumulate: i32,
  rowPointers: usize, columnIndices: usize, d: usize, x: usize, g: usize,
): void {
  const row = <usize>n << 2,
    pairs = row & ~31,
    vectors = row & ~15;
  for (let i = <usize>begin; i < <usize>end; i++) {
    const to = byteOffset(rowPointers, i + 1),
      di = d + i * row;
    // Four entries at a time share each load of d. The row's last group repeats entries and stores only its own.
    for (let p = byteOffset(rowPointers, i); p < to; p += 16) {
      const left = to - p,
        x0 = x + <usize>load<u32>(columnIndices + p) * row,
        x1 = x + <usize>load<u32>(columnIndices + p + (left > 4 ? 4 : 0)) * row,
        x2 = x + <usize>load<u32>(columnIndices + p + (left > 8 ? 8 : 0)) * row,
        x3 = x + <usize>load<u32>(columnIndices + p + (left > 12 ? 12 : 0)) * row;
      let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
      let b: usize = 0;
      for (; b < pairs; b += 32) {
        const u = v128.load(di + b), v = v128.load(di + b, 16);
        a0 = madd(v, v128.load(x0 + b, 16), madd(u, v128.load(x0 + b), a0));
        a1 = madd(v, v128.load(x1 + b, 16), madd(u, v128.load(x1 + b), a1));
        a2 = madd(v, v128.load(x2 + b, 16), madd(u, v128.load(x2 + b), a2));
        a3 = madd(v, v128.load(x3 + b, 16), madd(u, v128.load(x3 + b), a3));
      }
      for (; b < vectors; b += 16) {
        const u = v128.load(di + b);
        a0 = madd(u, v128.load(x0 + b), a0);
        a1 = madd(u, v128.load(x1 + b), a1);
        a2 = madd(u, v128.load(x2 + b), a2);
        a3 = madd(u, v128.load(x3 + b), a3);
      }
      let sums = pairwise(pairwise(a0, a1), pairwise(a2, a3));
      for (; b < row; b += 4) {
        let column = v128.load32_zero(x0 + b);
        column = v128.load_lane<f32>(x1 + b, column, 1);
        column = v128.load_lane<f32>(x2 + b, column, 2);
        column = v128.load_lane<f32>(x3 + b, column, 3);
        sums = madd(v128.load32_splat(di + b), column, sums);
      }
      const out = g + p;
      if (left >= 16) {
        v128.store(out, accumulate ? f32x4.add(v128.load(out), sums) : sums);
      } else {
        storeSum(accumulate, out, f32x4.extract_lane(sums, 0));
        if (left > 4) storeSum(accumulate, out + 4, f32x4.extract_lane(sums, 1));
        if (left > 8) storeSum(accumulate, out + 8, f32x4.extract_lane(sums, 2));
      }
    }
  }
}

/**
 * One row's sums over 16 columns of the batch, or 32 when `wide`. One loop for both: eight sums at once are the fastest
 * on Node 24, and the branch keeps Node 20, which would hoist all loads of a block and spill, at the speed of four.
 */
// @ts-ignore: decorator
@inline
function tile(
  wide: bool, from: usize, to: usize, row: usize, accumulate: i32,
  columnIndices: usize, values: usize, x: usize, y: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
  if (accumulate) {
    a0 = v128.load(y);
    a1 = v128.load(y, 16);
    a2 = v128.load(y, 32);
    a3 = v128.load(y, 48);
    if (wide) {
      a4 = v128.load(y, 64);
      a5 = v128.load(y, 80);
      a6 = v128.load(y, 96);
      a7 = v128.load(y, 112);
    }
  }
  for (let p = from; p < to; p += 4) {
    const xj = x + <usize>load<u32>(columnIndices + p) * row,
      w = v128.load32_splat(values + p);
    a0 = madd(w, v128.load(xj), a0);
    a1 = madd(w, v128.load(xj, 16), a1);
    a2 = madd(w, v128.load(xj, 32), a2);
    a3 = madd(w, v128.load(xj, 48), a3);
    if (wide) {
      a4 = madd(w, v128.load(xj, 64), a4);
      a5 = madd(w, v128.load(xj, 80), a5);
      a6 = madd(w, v128.load(xj, 96), a6);
      a7 = madd(w, v128.load(xj, 112), a7);
    }
  }
  v128.store(y, a0);
  v128.store(y, a1, 16);
  v128.store(y, a2, 32);
  v128.store(y, a3, 48);
  if (wide) {
    v128.store(y, a4, 64);
    v128.store(y, a5, 80);
    v128.store(y, a6, 96);
    v128.store(y, a7, 112);
  }
}

/**
 * Four columns of the batch, or one when `single`, for all rows. Four rows advance side by side as far as the shortest
 * reaches: a lone sum would wait for each addition to finish.
 */
// @ts-ignore: decorator
@inline
function strip(
  single: bool, begin: i32, end: i32, row: usize, accumulate: i32,
  rowPointers: usize, columnIndices: usize, values: usize, x: usize, y: usize,
): void {
  let i = <usize>begin;
  for (; i + 4 <= <usize>end; i += 4) {
    const p0 = byteOffset(rowPointers, i), p1 = byteOffset(rowPointers, i + 1), p2 = byteOffset(rowPointers, i + 2),
      p3 = byteOffset(rowPointers, i + 3), p4 = byteOffset(rowPointers, i + 4),
      shared = min(min(p1 - p0, p2 - p1), min(p3 - p2, p4 - p3)),
      y0 = y + i * row, y1 = y0 + row, y2 = y1 + row, y3 = y2 + row;
    let a0 = first(single, accumulate, y0), a1 = first(single, accumulate, y1),
      a2 = first(single, accumulate, y2), a3 = first(single, accumulate, y3);
    for (let p: usize = 0; p < shared; p += 4) {
      a0 = term(single, p0 + p, row, columnIndices, values, x, a0);
      a1 = term(single, p1 + p, row, columnIndices, values, x, a1);
      a2 = term(single, p2 + p, row, columnIndices, values, x, a2);
      a3 = term(single, p3 + p, row, columnIndices, values, x, a3);
    }
    finish(single, p0 + shared, p1, row, columnIndices, values, x, a0, y0);
    finish(single, p1 + shared, p2, row, columnIndices, values, x, a1, y1);
    finish(single, p2 + shared, p3, row, columnIndices, values, x, a2, y2);
    finish(single, p3 + shared, p4, row, columnIndices, values, x, a3, y3);
  }
  for (; i < <usize>end; i++) {
    const yi = y + i * row;
    finish(single, byteOffset(rowPointers, i), byteOffset(rowPointers, i + 1), row, columnIndices, values, x,
      first(single, accumulate, yi), yi);
  }
}

// @ts-ignore: decorator
@inline
function first(single: bool, accumulate: i32, y: usize): v128 {
  if (!accumulate) return f32x4.splat(0);
  return single ? v128.load32_splat(y) : v128.load(y);
}

// @ts-ignore: decorator
@inline
function term(single: bool, p: usize, row: usize, columnIndices: usize, values: usize, x: usize, sum: v128): v128 {
  const xj = x + <usize>load<u32>(columnIndices + p) * row;
  return madd(v128.load32_splat(values + p), single ? v128.load32_splat(xj) : v128.load(xj), sum);
}

// @ts-ignore: decorator
@inline
function finish(
  single: bool, from: usize, to: usize, row: usize,
  columnIndices: usize, values: usize, x: usize, sum: v128, y: usize,
): void {
  for (let p = from; p < to; p += 4) sum = term(single, p, row, columnIndices, values, x, sum);
  if (single) v128.store_lane<f32>(y, sum, 0);
  else v128.store(y, sum);
}

/** Sums of neighbouring lanes: (a0 + a1, a2 + a3, b0 + b1, b2 + b3). Applied twice it is sum4 of four vectors. */
// @ts-ignore: decorator
@inline
function pairwise(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
}

// @ts-ignore: decorator
@inline
function storeSum(accumulate: i32, out: usize, sum: f32): void {
  store<f32>(out, accumulate ? load<f32>(out) + sum : sum);
}
