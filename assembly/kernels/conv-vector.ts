import { madd, read4, write4 } from "../simd";
import { endTap, firstTap, outputs, runLength } from "../window";
import { dotProduct } from "./dots";

/**
 * Weight gradient of a vector network's first convolution: every unit holds a vector of `components`, all of which
 * see the same scalar image x [height·width·channels, n]. The delta of component κ of unit o at position p is
 * credit[p·units + o, b] · error[κ, b]; it is never formed as a whole. For units [begin, end) and all components:
 *   gradient[o,κ,u,v,c] (+)= Σ_b error[κ,b] · S[o,u,v,c,b],
 *   S[o,u,v,c,b] = Σ_p credit[p·units + o, b] · x[(p under u,v), c, b]
 * The error is the same at all positions, so the sum over them comes first and serves all components: as many times less
 * work than a product with the delta. S is summed in ascending p from 0, the sum over b is dotProduct's.
 *   credit f32[positions·units, n]   error f32[components, n]   x as in conv.ts
 *   scratch f32[2·kernel·kernel·channels, n], overwritten
 *   gradient f32[units·components, kernel, kernel, channels]
 */
export function conv2d_vector_weight_gradient_f32(
  begin: i32, end: i32, height: i32, width: i32, channels: i32, units: i32, components: i32,
  kernel: i32, stride: i32, padding: i32, n: i32, accumulate: bool,
  credit: usize, error: usize, x: usize, scratch: usize, gradient: usize,
): void {
  const row = <usize>n << 2,
    pixel = <usize>channels * row,
    taps = kernel * kernel * channels,
    patch = <usize>taps * row,
    weights = <usize>components * (<usize>taps << 2),
    imageRow = <usize>width * pixel,
    outHeight = outputs(height, kernel, stride, padding),
    outWidth = outputs(width, kernel, stride, padding);
  for (let o = begin; o < end; o += 2) {
    const both = o + 1 < end,
      s1 = both ? scratch + patch : scratch,
      g = gradient + <usize>o * weights;
    memory.fill(scratch, 0, patch << 1);
    for (let i = 0; i < outHeight; i++) {
      const top = i * stride - padding,
        u1 = endTap(top, height, kernel);
      for (let j = 0, run = 1; j < outWidth; j += run) {
        const a = credit + ((<usize>i * <usize>outWidth + <usize>j) * <usize>units + <usize>o) * row,
          left = j * stride - padding,
          v0 = firstTap(left),
          v1 = endTap(left, width, kernel),
          count = (v1 - v0) * channels;
        run = runLength(outWidth - j, left, width, kernel, stride, v0, v1);
        for (let u = firstTap(top); u < u1; u++) {
          const b = x + <usize>(top + u) * imageRow + <usize>(left + v0) * pixel,
            at = (<usize>u * <usize>kernel + <usize>v0) * pixel;
          for (let c = 0; c < count; c += 4) {
            const tap = <usize>c * row;
            correlate2x4(
              run, row, a, both ? row : 0, <usize>units * row, b + tap, <usize>stride * pixel,
              scratch + at + tap, s1 + at + tap, count - c,
            );
          }
        }
      }
    }
    dotProduct(0, components, taps, 1, n, error, row, 0, scratch, row, 0, g, <usize>taps << 2, accumulate);
    if (both)
      dotProduct(0, components, taps, 1, n, error, row, 0, s1, row, 0, g + weights, <usize>taps << 2, accumulate);
  }
}

/**
 * The same for a locally connected layer, which has weights of its own at every position p:
 *   gradient[p,o,κ,u,v,c] (+)= Σ_b D[κ,b] · x[(p under u,v), c, b],   D[κ,b] = credit[p·units + o, b] · error[κ, b]
 * for units [begin, end) and all components, the sum over b as dotProduct's.
 *   scratch f32[components, n], overwritten   gradient f32[positions, units·components, kernel, kernel, channels]
 */
export function local2d_vector_weight_gradient_f32(
  begin: i32, end: i32, height: i32, width: i32, channels: i32, units: i32, components: i32,
  kernel: i32, stride: i32, padding: i32, n: i32, accumulate: bool,
  credit: usize, error: usize, x: usize, scratch: usize, gradient: usize,
): void {
  const row = <usize>n << 2,
    pixel = <usize>channels * row,
    tap = <usize>channels << 2,
    kernelRow = <usize>kernel * tap,
    unit = <usize>kernel * kernelRow,
    weights = <usize>components * unit,
    imageRow = <usize>width * pixel,
    outWidth = outputs(width, kernel, stride, padding),
    positions = outputs(height, kernel, stride, padding) * outWidth;
  for (let p = 0; p < positions; p++) {
    const top = (p / outWidth) * stride - padding,
      left = (p % outWidth) * stride - padding,
      u0 = firstTap(top),
      u1 = endTap(top, height, kernel),
      v0 = firstTap(left),
      v1 = endTap(left, width, kernel),
      clear = !accumulate && (u1 - u0 < kernel || v1 - v0 < kernel);
    for (let o = begin; o < end; o++) {
      const at = <usize>p * <usize>units + <usize>o,
        g = gradient + at * weights;
      if (clear) memory.fill(g, 0, weights);
      multiplyRows(components, row, credit + at * row, error, scratch);
      for (let u = u0; u < u1; u++)
        dotProduct(
          0, components, (v1 - v0) * channels, 1, n, scratch, row, 0,
          x + <usize>(top + u) * imageRow + <usize>(left + v0) * pixel, row, 0,
          g + <usize>u * kernelRow + <usize>v0 * tap, unit, accumulate,
        );
    }
  }
}

/** y[k,b] = factor[b] · x[k,b]. */
function multiplyRows(rows: i32, row: usize, factor: usize, x: usize, y: usize): void {
  const lanes = row & ~15;
  for (let k = 0; k < rows; k++) {
    let b: usize = 0;
    for (; b < lanes; b += 16) v128.store(y + b, f32x4.mul(v128.load(factor + b), v128.load(x + b)));
    for (; b < row; b += 4) store<f32>(y + b, load<f32>(factor + b) * load<f32>(x + b));
    x += row;
    y += row;
  }
}

/**
 * S[r,j,b] += Σ_p A(p)[r,b] · B(p)[j,b] for two units r and the first `count` of four taps j: the tile of a dot product
 * that runs along the positions and keeps the examples apart.
 */
function correlate2x4(
  positions: i32, row: usize, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  s0: usize, s1: usize, count: i32,
): void {
  const t1 = count > 1 ? row : 0,
    t2 = count > 2 ? t1 + row : t1,
    t3 = count > 3 ? t2 + row : t2,
    lanes = row & ~15;
  let at: usize = 0;
  for (; at < lanes; at += 16)
    correlate(false, positions, a + at, aRow, aStep, b + at, t1, t2, t3, bStep, s0 + at, s1 + at);
  for (; at < row; at += 4)
    correlate(true, positions, a + at, aRow, aStep, b + at, t1, t2, t3, bStep, s0 + at, s1 + at);
}

// @ts-ignore: decorator
@inline
function correlate(
  tail: bool, positions: i32, a: usize, aRow: usize, aStep: usize,
  b: usize, t1: usize, t2: usize, t3: usize, bStep: usize, s0: usize, s1: usize,
): void {
  let s00 = read4(s0, tail), s01 = read4(s0 + t1, tail), s02 = read4(s0 + t2, tail), s03 = read4(s0 + t3, tail);
  let s10 = read4(s1, tail), s11 = read4(s1 + t1, tail), s12 = read4(s1 + t2, tail), s13 = read4(s1 + t3, tail);
  for (let p = positions; p > 0; p--) {
    const x0 = read4(a, tail),
      x1 = read4(a + aRow, tail),
      y0 = read4(b, tail),
      y1 = read4(b + t1, tail),
      y2 = read4(b + t2, tail),
      y3 = read4(b + t3, tail);
    s00 = madd(x0, y0, s00);
    s10 = madd(x1, y0, s10);
    s01 = madd(x0, y1, s01);
    s11 = madd(x1, y1, s11);
    s02 = madd(x0, y2, s02);
    s12 = madd(x1, y2, s12);
    s03 = madd(x0, y3, s03);
    s13 = madd(x1, y3, s13);
    a += aStep;
    b += bStep;
  }
  write4(s0, s00, tail);
  write4(s0 + t1, s01, tail);
  write4(s0 + t2, s02, tail);
  write4(s0 + t3, s03, tail);
  write4(s1, s10, tail);
  write4(s1 + t1, s11, tail);
  write4(s1 + t2, s12, tail);
  write4(s1 + t3, s13, tail);
}
