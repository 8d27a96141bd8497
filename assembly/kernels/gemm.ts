import { madd, vectorBytes } from "../simd";
import { columns } from "./gemv";

/**
 * Dense matrix products. All matrices are f32, row-major; C overlaps neither A nor B; rows [begin, end) of C are computed.
 *
 * Every tile keeps at most eight vector accumulators and takes one depth per trip: V8 of Node 20 spills beyond that.
 * A tile that reaches past the last row repeats that row instead, computing and storing the same values again, so no
 * tile needs a scalar twin for left-over rows. `nn` and `tn` are one product seen through different strides of A.
 */

/** Depths per pass where A is read down its columns: so many cache lines of A stay in the first-level cache. */
const COLUMN_DEPTH: i32 = 64;

/** Elements of B per pass that stay in the first-level cache while all rows of C go by. */
const PASS_ELEMENTS: i32 = 8192;

/** C[i,j] (+)= Σ_p A[i,p] · B[p,j], summed in ascending p from 0 (accumulate: from C). A [m,k], B [k,n], C [m,n]. */
export function gemm_nn_f32(
  begin: i32, end: i32, n: i32, k: i32, a: usize, b: usize, c: usize, accumulate: i32,
): void {
  const pass = max(COLUMN_DEPTH, PASS_ELEMENTS / max(n, 1));
  multiply(begin, end, n, k, pass, a, <usize>k << 2, 4, b, c, accumulate);
}

/** C[i,j] (+)= Σ_p A[p,i] · B[p,j], summed in ascending p from 0 (accumulate: from C). A [k,m], B [k,n], C [m,n]. */
export function gemm_tn_f32(
  begin: i32, end: i32, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, accumulate: i32,
): void {
  multiply(begin, end, n, k, COLUMN_DEPTH, a, 4, <usize>m << 2, b, c, accumulate);
}

/**
 * C[i,j] (+)= Σ_p A[i,p] · B[j,p]. A [m,k], B [n,k], C [m,n].
 * Lane l sums p = l, l+4, … of the k − k mod 4 first terms, the lanes are added as sum4 does, then the remaining terms
 * in ascending p, then (accumulate) the old C, except that for k = 1 a sum of two negative zeros keeps its sign.
 */
export function gemm_nt_f32(
  begin: i32, end: i32, n: i32, k: i32, a: usize, b: usize, c: usize, accumulate: i32,
): void {
  if (k == 1) return multiply(begin, end, n, 1, 1, a, 4, 4, b, c, accumulate); // an outer product: Bᵀ lies as B does
  const row = <usize>k << 2,
    rowOfC = <usize>n << 2,
    block = max(4, (PASS_ELEMENTS / max(k, 1)) & ~3);
  for (let from = 0; from < n; from += block) {
    const to = min(from + block, n);
    for (let i = begin; i < end; i += 2) {
      const both = i + 1 < end,
        a0 = a + <usize>i * row,
        a1 = both ? a0 + row : a0,
        c0 = c + <usize>i * rowOfC,
        c1 = both ? c0 + rowOfC : c0;
      let b0 = b + <usize>from * row;
      for (let j = from; j < to; j += 4) {
        const count = to - j,
          b1 = count > 1 ? b0 + row : b0,
          b2 = count > 2 ? b1 + row : b1,
          b3 = count > 3 ? b2 + row : b2,
          column = <usize>j << 2;
        dot2x4(k, a0, a1, b0, b1, b2, b3, c0 + column, c1 + column, count, accumulate);
        b0 += row << 2;
      }
    }
  }
}

/** A(i,p) stands at a + i·rowStep + p·depthStep. `pass` depths at a time run over all of C, which carries the sums. */
function multiply(
  begin: i32, end: i32, n: i32, k: i32, pass: i32,
  a: usize, rowStep: usize, depthStep: usize, b: usize, c: usize, accumulate: i32,
): void {
  const row = <usize>n << 2,
    lanes = vectorBytes(n),
    wide = row & ~63;
  let from = 0;
  do {
    const depth = min(pass, k - from);
    if (wide > 0)
      for (let i = begin; i < end; i += 2) {
        const both = i + 1 < end,
          a0 = a + <usize>i * rowStep,
          a1 = both ? a0 + rowStep : a0,
          c0 = c + <usize>i * row,
          c1 = both ? c0 + row : c0;
        for (let j: usize = 0; j < wide; j += 64)
          tile2x16(depth, a0, a1, depthStep, b + j, row, c0 + j, c1 + j, accumulate);
      }
    if (wide < lanes)
      for (let i = begin; i < end; i += 4) {
        const count = end - i,
          a0 = a + <usize>i * rowStep,
          a1 = count > 1 ? a0 + rowStep : a0,
          a2 = count > 2 ? a1 + rowStep : a1,
          a3 = count > 3 ? a2 + rowStep : a2,
          c0 = c + <usize>i * row,
          c1 = count > 1 ? c0 + row : c0,
          c2 = count > 2 ? c1 + row : c1,
          c3 = count > 3 ? c2 + row : c2;
        for (let j = wide; j < lanes; j += 16)
          tile4x4(depth, a0, a1, a2, a3, depthStep, b + j, row, c0 + j, c1 + j, c2 + j, c3 + j, accumulate);
      }
    if (lanes < row) columns(begin, end, depth, a, rowStep, depthStep, b, c, lanes, row, accumulate);
    a += <usize>depth * depthStep;
    b += <usize>depth * row;
    from += depth;
    accumulate = 1;
  } while (from < k);
}

/** Two rows by sixteen columns; keep: the sums go on from what C holds. */
function tile2x16(
  depth: i32, a0: usize, a1: usize, step: usize, b: usize, row: usize, c0: usize, c1: usize, keep: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00;
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  if (keep) {
    s00 = v128.load(c0);
    s01 = v128.load(c0, 16);
    s02 = v128.load(c0, 32);
    s03 = v128.load(c0, 48);
    s10 = v128.load(c1);
    s11 = v128.load(c1, 16);
    s12 = v128.load(c1, 32);
    s13 = v128.load(c1, 48);
  }
  for (; depth > 0; depth--) {
    const x0 = v128.load_splat<f32>(a0),
      x1 = v128.load_splat<f32>(a1),
      b0 = v128.load(b),
      b1 = v128.load(b, 16),
      b2 = v128.load(b, 32),
      b3 = v128.load(b, 48);
    s00 = madd(x0, b0, s00);
    s01 = madd(x0, b1, s01);
    s02 = madd(x0, b2, s02);
    s03 = madd(x0, b3, s03);
    s10 = madd(x1, b0, s10);
    s11 = madd(x1, b1, s11);
    s12 = madd(x1, b2, s12);
    s13 = madd(x1, b3, s13);
    a0 += step;
    a1 += step;
    b += row;
  }
  v128.store(c0, s00);
  v128.store(c0, s01, 16);
  v128.store(c0, s02, 32);
  v128.store(c0, s03, 48);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c1, s12, 32);
  v128.store(c1, s13, 48);
}

/** Four rows by four columns. */
function tile4x4(
  depth: i32, a0: usize, a1: usize, a2: usize, a3: usize, step: usize, b: usize, row: usize,
  c0: usize, c1: usize, c2: usize, c3: usize, keep: i32,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  if (keep) {
    s0 = v128.load(c0);
    s1 = v128.load(c1);
    s2 = v128.load(c2);
    s3 = v128.load(c3);
  }
  for (; depth > 0; depth--) {
    const y = v128.load(b);
    s0 = madd(v128.load_splat<f32>(a0), y, s0);
    s1 = madd(v128.load_splat<f32>(a1), y, s1);
    s2 = madd(v128.load_splat<f32>(a2), y, s2);
    s3 = madd(v128.load_splat<f32>(a3), y, s3);
    a0 += step;
    a1 += step;
    a2 += step;
    a3 += step;
    b += row;
  }
  v128.store(c0, s0);
  v128.store(c1, s1);
  v128.store(c2, s2);
  v128.store(c3, s3);
}

/** Two rows of A by four rows of B; the first `count` of the four columns are stored, all four from 4 on. */
function dot2x4(
  k: i32, a0: usize, a1: usize, b0: usize, b1: usize, b2: usize, b3: usize,
  c0: usize, c1: usize, count: i32, accumulate: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00;
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  for (let p = k >> 2; p > 0; p--) {
    const x0 = v128.load(a0),
      x1 = v128.load(a1),
      y0 = v128.load(b0),
      y1 = v128.load(b1),
      y2 = v128.load(b2),
      y3 = v128.load(b3);
    s00 = madd(x0, y0, s00);
    s10 = madd(x1, y0, s10);
    s01 = madd(x0, y1, s01);
    s11 = madd(x1, y1, s11);
    s02 = madd(x0, y2, s02);
    s12 = madd(x1, y2, s12);
    s03 = madd(x0, y3, s03);
    s13 = madd(x1, y3, s13);
    a0 += 16;
    a1 += 16;
    b0 += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
  }
  let s0 = sum4x4(s00, s01, s02, s03),
    s1 = sum4x4(s10, s11, s12, s13);
  for (let p = k & 3; p > 0; p--) {
    let y = v128.load32_zero(b0);
    y = v128.load_lane<f32>(b1, y, 1);
    y = v128.load_lane<f32>(b2, y, 2);
    y = v128.load_lane<f32>(b3, y, 3);
    s0 = madd(v128.load_splat<f32>(a0), y, s0);
    s1 = madd(v128.load_splat<f32>(a1), y, s1);
    a0 += 4;
    a1 += 4;
    b0 += 4;
    b1 += 4;
    b2 += 4;
    b3 += 4;
  }
  if (count > 3) {
    // Both loads come before both stores: c1 may be c0.
    if (accumulate) {
      s0 = f32x4.add(s0, v128.load(c0));
      s1 = f32x4.add(s1, v128.load(c1));
    }
    v128.store(c0, s0);
    v128.store(c1, s1);
    return;
  }
  if (accumulate) {
    s0 = f32x4.add(s0, loadFirst(c0, count));
    s1 = f32x4.add(s1, loadFirst(c1, count));
  }
  storeFirst(c0, s0, count);
  storeFirst(c1, s1, count);
}

/** The four sums of four vectors' lanes, each ((0 + 1) + (2 + 3)) as in sum4. */
// @ts-ignore: decorator
@inline
function sum4x4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5),
    ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7),
    cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  return f32x4.add(
    f32x4.add(v128.shuffle<f64>(ab01, cd01, 0, 2), v128.shuffle<f64>(ab01, cd01, 1, 3)),
    f32x4.add(v128.shuffle<f64>(ab23, cd23, 0, 2), v128.shuffle<f64>(ab23, cd23, 1, 3)),
  );
}

/** The first one to three values at p, the other lanes 0. */
function loadFirst(p: usize, count: i32): v128 {
  let v = v128.load32_zero(p);
  if (count > 1) v = v128.load_lane<f32>(p, v, 1, 4);
  if (count > 2) v = v128.load_lane<f32>(p, v, 2, 8);
  return v;
}

/** Stores the first one to three lanes at p. */
function storeFirst(p: usize, v: v128, count: i32): void {
  v128.store_lane<f32>(p, v, 0);
  if (count > 1) v128.store_lane<f32>(p, v, 1, 4);
  if (count > 2) v128.store_lane<f32>(p, v, 2, 8);
}
