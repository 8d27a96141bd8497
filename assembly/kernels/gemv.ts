import { madd } from "../simd";

/**
 * The columns of a dense product that fill no vector: all of C for a batch of one to three, else the last n mod 4.
 * Called by gemm; lanes are rows of C, so that each element is still summed in ascending depth.
 *
 * C[i,j] = Σ_p A(i,p) · B[p,j] for rows [begin, end) and the byte columns [from, row), going on from C where keep is
 * set. A(i,p) stands at a + i·rowStep + p·depthStep, and one of the two steps is 4: A lies by rows or by columns.
 */
export function columns(
  begin: i32, end: i32, depth: i32, a: usize, rowStep: usize, depthStep: usize,
  b: usize, c: usize, from: usize, row: usize, keep: i32,
): void {
  let i = begin;
  for (; end - i >= 16; i += 16) {
    const rows = a + <usize>i * rowStep,
      out = c + <usize>i * row;
    for (let j = from; j < row; j += 4)
      if (rowStep == 4) tile16x1ByColumns(depth, rows, depthStep, b + j, out + j, row, keep);
      else tile16x1ByRows(depth, rows, rowStep, b + j, out + j, row, keep);
  }
  for (; i < end; i += 4) {
    const count = end - i,
      rows = a + <usize>i * rowStep,
      out = c + <usize>i * row;
    for (let j = from; j < row; j += 4) tile4x1(depth, count, rows, rowStep, depthStep, b + j, out + j, row, keep);
  }
}

/** One to four rows of one column, the last one repeated. */
function tile4x1(
  depth: i32, count: i32, a0: usize, rowStep: usize, depthStep: usize, b: usize, c0: usize, row: usize, keep: i32,
): void {
  const c1 = count > 1 ? c0 + row : c0,
    c2 = count > 2 ? c1 + row : c1,
    c3 = count > 3 ? c2 + row : c2;
  let a1 = count > 1 ? a0 + rowStep : a0,
    a2 = count > 2 ? a1 + rowStep : a1,
    a3 = count > 3 ? a2 + rowStep : a2;
  let s0: f32 = 0, s1: f32 = 0, s2: f32 = 0, s3: f32 = 0;
  if (keep) {
    s0 = load<f32>(c0);
    s1 = load<f32>(c1);
    s2 = load<f32>(c2);
    s3 = load<f32>(c3);
  }
  for (; depth > 0; depth--) {
    const y = load<f32>(b);
    s0 += load<f32>(a0) * y;
    s1 += load<f32>(a1) * y;
    s2 += load<f32>(a2) * y;
    s3 += load<f32>(a3) * y;
    a0 += depthStep;
    a1 += depthStep;
    a2 += depthStep;
    a3 += depthStep;
    b += row;
  }
  store<f32>(c0, s0);
  store<f32>(c1, s1);
  store<f32>(c2, s2);
  store<f32>(c3, s3);
}

/** Sixteen rows of one column of a matrix whose columns are contiguous. */
function tile16x1ByColumns(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, keep: i32): void {
  const quarter = row << 2;
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  if (keep) {
    s0 = gather4(c, row);
    s1 = gather4(c + quarter, row);
    s2 = gather4(c + 2 * quarter, row);
    s3 = gather4(c + 3 * quarter, row);
  }
  for (; depth > 0; depth--) {
    const y = v128.load_splat<f32>(b);
    s0 = madd(v128.load(a), y, s0);
    s1 = madd(v128.load(a, 16), y, s1);
    s2 = madd(v128.load(a, 32), y, s2);
    s3 = madd(v128.load(a, 48), y, s3);
    a += step;
    b += row;
  }
  scatter4(c, row, s0);
  scatter4(c + quarter, row, s1);
  scatter4(c + 2 * quarter, row, s2);
  scatter4(c + 3 * quarter, row, s3);
}

/** Sixteen rows of one column of a matrix whose rows are contiguous: transposed four by four. */
function tile16x1ByRows(depth: i32, a: usize, step: usize, b: usize, c: usize, row: usize, keep: i32): void {
  const quarter = row << 2,
    stride = step << 2;
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  if (keep) {
    s0 = gather4(c, row);
    s1 = gather4(c + quarter, row);
    s2 = gather4(c + 2 * quarter, row);
    s3 = gather4(c + 3 * quarter, row);
  }
  for (; depth > 3; depth -= 4) {
    const y0 = v128.load_splat<f32>(b),
      y1 = v128.load_splat<f32>(b + row),
      y2 = v128.load_splat<f32>(b + 2 * row),
      y3 = v128.load_splat<f32>(b + 3 * row);
    s0 = madd4x4(a, step, y0, y1, y2, y3, s0);
    s1 = madd4x4(a + stride, step, y0, y1, y2, y3, s1);
    s2 = madd4x4(a + 2 * stride, step, y0, y1, y2, y3, s2);
    s3 = madd4x4(a + 3 * stride, step, y0, y1, y2, y3, s3);
    a += 16;
    b += row << 2;
  }
  for (; depth > 0; depth--) {
    const y = v128.load_splat<f32>(b);
    s0 = madd(gather4(a, step), y, s0);
    s1 = madd(gather4(a + stride, step), y, s1);
    s2 = madd(gather4(a + 2 * stride, step), y, s2);
    s3 = madd(gather4(a + 3 * stride, step), y, s3);
    a += 4;
    b += row;
  }
  scatter4(c, row, s0);
  scatter4(c + quarter, row, s1);
  scatter4(c + 2 * quarter, row, s2);
  scatter4(c + 3 * quarter, row, s3);
}

/** Four rows of A by four depths, transposed in registers so that each depth is one vector, added one after the other. */
// @ts-ignore: decorator
@inline
function madd4x4(a: usize, step: usize, y0: v128, y1: v128, y2: v128, y3: v128, sum: v128): v128 {
  const r0 = v128.load(a),
    r1 = v128.load(a + step),
    r2 = v128.load(a + 2 * step),
    r3 = v128.load(a + 3 * step),
    low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5),
    low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5),
    high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7),
    high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  sum = madd(v128.shuffle<f64>(low01, low23, 0, 2), y0, sum);
  sum = madd(v128.shuffle<f64>(low01, low23, 1, 3), y1, sum);
  sum = madd(v128.shuffle<f64>(high01, high23, 0, 2), y2, sum);
  return madd(v128.shuffle<f64>(high01, high23, 1, 3), y3, sum);
}

/** Four values `step` bytes apart. */
// @ts-ignore: decorator
@inline
function gather4(p: usize, step: usize): v128 {
  let v = v128.load32_zero(p);
  v = v128.load_lane<f32>(p + step, v, 1);
  v = v128.load_lane<f32>(p + 2 * step, v, 2);
  return v128.load_lane<f32>(p + 3 * step, v, 3);
}

// @ts-ignore: decorator
@inline
function scatter4(p: usize, step: usize, v: v128): void {
  v128.store_lane<f32>(p, v, 0);
  v128.store_lane<f32>(p + step, v, 1);
  v128.store_lane<f32>(p + 2 * step, v, 2);
  v128.store_lane<f32>(p + 3 * step, v, 3);
}
