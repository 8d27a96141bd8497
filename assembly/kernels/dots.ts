import { madd } from "../simd";
import { PASS_ELEMENTS } from "./products";

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
