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
