import { madd, read4, vectorBytes, write4 } from "../simd";

/**
 * The response that speaks for each unit: d[i,p] = r[i,j*,p], j* = argmax_j |r[i,j,p]|, or of r itself unless
 * `absolute`; the lowest j of equals. NaN wins over all, so that none is hidden.
 *   r f32[units, segments, columns]   d f32[units, columns]   winners i32[units, columns], j*; none may overlap
 * Units [begin, end); segments ≥ 1. Source: Iyer et al. 2022, doi:10.3389/fnbot.2022.846219.
 */
export function select_segments_f32(
  begin: i32, end: i32, segments: i32, columns: i32, absolute: bool, r: usize, d: usize, winners: usize,
): void {
  const row = (<usize>columns) << 2,
    lanes = vectorBytes(columns);
  for (let i = <usize>begin; i < <usize>end; i++) {
    const from = r + i * <usize>segments * row,
      to = i * row;
    let p: usize = 0;
    for (; p < lanes; p += 16) select(segments, row, absolute, from + p, d + to + p, winners + to + p, false);
    for (; p < row; p += 4) select(segments, row, absolute, from + p, d + to + p, winners + to + p, true);
  }
}

// @ts-ignore: decorator
@inline
function select(segments: i32, row: usize, absolute: bool, r: usize, d: usize, winner: usize, tail: bool): void {
  let best = read4(r, tail),
    index = i32x4.splat(0);
  for (let j = 1; j < segments; j++) {
    r += row;
    const value = read4(r, tail),
      not = absolute ? f32x4.le(f32x4.abs(value), f32x4.abs(best)) : f32x4.le(value, best),
      better = v128.andnot(f32x4.eq(best, best), not);
    best = v128.bitselect(value, best, better);
    index = v128.bitselect(i32x4.splat(j), index, better);
  }
  write4(d, best, tail);
  write4(winner, index, tail);
}

/**
 * Gradient of the segments' weights, which reaches the chosen ones alone:
 *   gradient[i,j,:] (+)= Σ_{b : winners[i,a[b]] = j} d[i,b] · c[a[b],:], in ascending b,
 * without columns where d[i,b] = 0.
 *   assigned i32[columns], a above, the context of each column   winners i32[units, contexts]   d f32[units, columns]
 *   c f32[contexts, size]   gradient f32[units, segments, size], overlaps none
 * Units [begin, end). `accumulate` adds to gradient. Source: as above.
 */
export function segment_gradient_f32(
  begin: i32, end: i32, segments: i32, size: i32, contexts: i32, columns: i32, accumulate: bool,
  assigned: usize, winners: usize, d: usize, c: usize, gradient: usize,
): void {
  const row = (<usize>size) << 2,
    unit = row * <usize>segments;
  for (let i = <usize>begin; i < <usize>end; i++) {
    const out = gradient + i * unit;
    if (!accumulate) memory.fill(out, 0, unit);
    for (let b: usize = 0; b < <usize>columns; b++) {
      const factor = load<f32>(d + ((i * <usize>columns + b) << 2));
      if (factor == 0) continue;
      const p = <usize>load<u32>(assigned + (b << 2)),
        j = <usize>load<u32>(winners + ((i * <usize>contexts + p) << 2));
      add(size, factor, c + p * row, out + j * row);
    }
  }
}

/** y += factor · x */
// @ts-ignore: decorator
@inline
function add(size: i32, factor: f32, x: usize, y: usize): void {
  const bytes = (<usize>size) << 2,
    lanes = vectorBytes(size),
    factors = f32x4.splat(factor);
  let i: usize = 0;
  for (; i < lanes; i += 16) v128.store(y + i, madd(factors, v128.load(x + i), v128.load(y + i)));
  for (; i < bytes; i += 4) store<f32>(y + i, load<f32>(y + i) + factor * load<f32>(x + i));
}
