import { madd } from "../simd";
import { columns } from "./gemv";

/**
 * The tiles that dense products and convolutions are made of. All matrices are f32 with contiguous columns of B and C.
 *
 * The inner index runs over `segments` × `depth`: a dense product is one segment, a convolution has one per kernel row
 * (the inputs a kernel row sees are contiguous), and the accumulators stay in registers over all of them.
 *
 * Every tile keeps at most eight vector accumulators and takes one depth per trip: V8 of Node 20 spills beyond that.
 * A tile that reaches past the last row repeats that row instead, computing and storing the same values again, so no
 * tile needs a scalar twin for left-over rows.
 */

/** Depths per pass where a tile's lines of A or B lie far apart: so many stay in the first-level cache and its TLB. */
export const STRIDED_DEPTH: i32 = 64;

/** Elements of B per pass that stay in the first-level cache while all rows of C go by. */
export const PASS_ELEMENTS: i32 = 8192;

/**
 * C[i,j] = Σ_s Σ_p A(i,s,p) · B(s,p,j) for rows [begin, end), summed in ascending (s, p) from 0, or from C where keep
 * is set; every element has the same bits wherever it stands. C overlaps neither A nor B.
 *   A(i,s,p) at a + i·rowStep + s·aSegment + p·depthStep, where rowStep or depthStep is 4
 *   B(s,p,j) at b + s·bSegment + p·row + 4j   C[i,j] at c + i·row + 4j   row = 4n
 * `pass` terms at a time run over all of C, which carries the sums: whole segments where they are that short.
 */
export function product(
  begin: i32, end: i32, n: i32, segments: i32, depth: i32, pass: i32,
  a: usize, rowStep: usize, depthStep: usize, aSegment: usize, b: usize, bSegment: usize, c: usize, keep: i32,
): void {
  const row = <usize>n << 2,
    together = max(1, pass / max(depth, 1));
  for (let s = 0; s < segments; s += together) {
    const count = min(together, segments - s);
    let at = a + <usize>s * aSegment,
      bt = b + <usize>s * bSegment,
      from = 0;
    do {
      const part = min(pass, depth - from);
      panel(begin, end, row, count, part, at, rowStep, depthStep, aSegment, bt, bSegment, c, keep);
      at += <usize>part * depthStep;
      bt += <usize>part * row;
      from += part;
      keep = 1;
    } while (from < depth);
  }
}

/** One pass of `product`. */
function panel(
  begin: i32, end: i32, row: usize, segments: i32, depth: i32,
  a: usize, rowStep: usize, depthStep: usize, aSegment: usize, b: usize, bSegment: usize, c: usize, keep: i32,
): void {
  const lanes = row & ~15,
    wide = row & ~63,
    aSkip = aSegment - <usize>depth * depthStep,
    bSkip = bSegment - <usize>depth * row;
  if (wide > 0)
    for (let i = begin; i < end; i += 2) {
      const both = i + 1 < end,
        a0 = a + <usize>i * rowStep,
        a1 = both ? a0 + rowStep : a0,
        c0 = c + <usize>i * row,
        c1 = both ? c0 + row : c0;
      for (let j: usize = 0; j < wide; j += 64)
        tile2x16(segments, depth, a0, a1, depthStep, aSkip, b + j, row, bSkip, c0 + j, c1 + j, keep);
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
        tile4x4(
          segments, depth, a0, a1, a2, a3, depthStep, aSkip, b + j, row, bSkip, c0 + j, c1 + j, c2 + j, c3 + j, keep,
        );
    }
  if (lanes < row)
    for (let s = 0; s < segments; s++) {
      columns(begin, end, depth, a, rowStep, depthStep, b, c, lanes, row, keep);
      a += aSegment;
      b += bSegment;
      keep = 1;
    }
}

/** Two rows by sixteen columns; keep: the sums go on from what C holds. */
function tile2x16(
  segments: i32, depth: i32, a0: usize, a1: usize, step: usize, aSkip: usize,
  b: usize, row: usize, bSkip: usize, c0: usize, c1: usize, keep: i32,
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
  for (; segments > 0; segments--) {
    for (let p = depth; p > 0; p--) {
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
    a0 += aSkip;
    a1 += aSkip;
    b += bSkip;
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
  segments: i32, depth: i32, a0: usize, a1: usize, a2: usize, a3: usize, step: usize, aSkip: usize,
  b: usize, row: usize, bSkip: usize, c0: usize, c1: usize, c2: usize, c3: usize, keep: i32,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  if (keep) {
    s0 = v128.load(c0);
    s1 = v128.load(c1);
    s2 = v128.load(c2);
    s3 = v128.load(c3);
  }
  for (; segments > 0; segments--) {
    for (let p = depth; p > 0; p--) {
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
    a0 += aSkip;
    a1 += aSkip;
    a2 += aSkip;
    a3 += aSkip;
    b += bSkip;
  }
  v128.store(c0, s0);
  v128.store(c1, s1);
  v128.store(c2, s2);
  v128.store(c3, s3);
}


/**
 * C[i,j] (+)= Σ_s Σ_p A(i,s,p) · B(j,s,p) for rows [begin, end) and all `columns`: dots of contiguous stretches.
 * Lane l sums p = l, l+4, … of the depth − depth mod 4 first terms of every segment, the lanes are added as sum4 does,
 * then the remaining terms in ascending (s, p), then (accumulate) the old C. C overlaps neither A nor B.
 *   A(i,s,p) at a + i·aRow + s·aSegment + 4p   B(j,s,p) at b + j·bRow + s·bSegment + 4p   C[i,j] at c + i·cRow + 4j
 * Blocks of columns, at least four, stay in the first-level cache while all rows go by.
 */
export function dotProduct(
  begin: i32, end: i32, columns: i32, segments: i32, depth: i32,
  a: usize, aRow: usize, aSegment: usize, b: usize, bRow: usize, bSegment: usize, c: usize, cRow: usize, accumulate: i32,
): void {
  const block = max(4, (PASS_ELEMENTS / max(segments * depth, 1)) & ~3);
  for (let from = 0; from < columns; from += block) {
    const to = min(from + block, columns);
    for (let i = begin; i < end; i += 2) {
      const both = i + 1 < end,
        a0 = a + <usize>i * aRow,
        a1 = both ? a0 + aRow : a0,
        c0 = c + <usize>i * cRow,
        c1 = both ? c0 + cRow : c0;
      let b0 = b + <usize>from * bRow;
      for (let j = from; j < to; j += 4) {
        const column = <usize>j << 2;
        dot2x4(segments, depth, a0, a1, aSegment, b0, bRow, bSegment, c0 + column, c1 + column, to - j, accumulate);
        b0 += bRow << 2;
      }
    }
  }
}

/** Two rows of A by four rows of B; the first `count` of the four columns are stored, all four from 4 on. */
function dot2x4(
  segments: i32, depth: i32, a0: usize, a1: usize, aSegment: usize, b0: usize, bRow: usize, bSegment: usize,
  c0: usize, c1: usize, count: i32, accumulate: i32,
): void {
  const whole = <usize>(depth >> 2) << 4,
    aSkip = aSegment - whole,
    bSkip = bSegment - whole;
  let b1 = count > 1 ? b0 + bRow : b0,
    b2 = count > 2 ? b1 + bRow : b1,
    b3 = count > 3 ? b2 + bRow : b2;
  const a0Tail = a0 + whole,
    a1Tail = a1 + whole,
    b0Tail = b0 + whole,
    b1Tail = b1 + whole,
    b2Tail = b2 + whole,
    b3Tail = b3 + whole;
  let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00;
  let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  for (let s = segments; s > 0; s--) {
    for (let p = depth >> 2; p > 0; p--) {
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
    a0 += aSkip;
    a1 += aSkip;
    b0 += bSkip;
    b1 += bSkip;
    b2 += bSkip;
    b3 += bSkip;
  }
  let s0 = sum4x4(s00, s01, s02, s03),
    s1 = sum4x4(s10, s11, s12, s13);
  for (let s: usize = 0; s < <usize>segments; s++)
    for (let p = s * aSegment, q = s * bSegment, left = depth & 3; left > 0; left--) {
      let y = v128.load32_zero(b0Tail + q);
      y = v128.load_lane<f32>(b1Tail + q, y, 1);
      y = v128.load_lane<f32>(b2Tail + q, y, 2);
      y = v128.load_lane<f32>(b3Tail + q, y, 3);
      s0 = madd(v128.load_splat<f32>(a0Tail + p), y, s0);
      s1 = madd(v128.load_splat<f32>(a1Tail + p), y, s1);
      p += 4;
      q += 4;
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
