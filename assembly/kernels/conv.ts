import { endTap, firstOutput, firstTap, outputs, runLength } from "../window";
import { dotProduct } from "./dots";
import { PASS_ELEMENTS, product, STRIDED_DEPTH } from "./products";

/**
 * Convolution and its locally connected form, with zero padding. All arrays are f32 and contiguous:
 *   x [height·width·channels, n]        feature (h·width + w)·channels + c
 *   y, d [outHeight·outWidth·units, n]  out = ⌊(size + 2·padding − kernel) / stride⌋ + 1
 *   weights [units, kernel, kernel, channels], or with `local` [outHeight·outWidth, units, kernel, kernel, channels]
 * Output position (i,j) sees input (i·stride + u − padding, j·stride + v − padding) under kernel row u and column v;
 * what lies outside of the image is left out of every sum. 0 ≤ padding < kernel ≤ size + 2·padding.
 *
 * The inputs that one kernel row sees are one block of rows of x, its weights one stretch of every unit's, so each
 * position is a dense product over strided segments: nothing is unfolded or copied. Outputs overlap no input.
 */

/** Positions × columns of a dot product at a stretch: as much as lets five more rows stay in the first-level cache. */
const RUN_ELEMENTS: i32 = 1024;

/**
 * y[p·units + o, b] (+)= Σ_{u,v,c} weights[o,u,v,c] · x[(p under u,v), c, b] for output positions [begin, end).
 * Summed in ascending (u, v, c), starting from 0, or with `accumulate` from y.
 */
export function conv2d_f32(
  begin: i32, end: i32, height: i32, width: i32, channels: i32, units: i32, kernel: i32, stride: i32, padding: i32,
  n: i32, local: bool, accumulate: bool, x: usize, weights: usize, y: usize,
): void {
  const row = <usize>n << 2,
    pixel = <usize>channels * row,
    tap = <usize>channels << 2,
    kernelRow = <usize>kernel * tap,
    unit = <usize>kernel * kernelRow,
    imageRow = <usize>width * pixel,
    outWidth = outputs(width, kernel, stride, padding),
    pass = max(STRIDED_DEPTH, PASS_ELEMENTS / max(n, 1));
  for (let p = begin; p < end; p++) {
    const top = (p / outWidth) * stride - padding,
      left = (p % outWidth) * stride - padding,
      u = firstTap(top),
      v = firstTap(left),
      own = local ? <usize>p * <usize>units * unit : 0;
    product(
      0, units, n, endTap(top, height, kernel) - u, (endTap(left, width, kernel) - v) * channels, pass,
      weights + own + <usize>u * kernelRow + <usize>v * tap, unit, 4, kernelRow,
      x + <usize>(top + u) * imageRow + <usize>(left + v) * pixel, imageRow,
      y + <usize>p * <usize>units * row, accumulate,
    );
  }
}

/**
 * dx[q·channels + c, b] (+)= Σ weights[o,u,v,c] · d[p·units + o, b] over the output positions p that see q (under their
 * u,v) and all units, for input positions [begin, end). Summed in ascending (p, o), starting from 0, or with
 * `accumulate` from dx; 0 where no position sees q.
 */
export function conv2d_backward_f32(
  begin: i32, end: i32, height: i32, width: i32, channels: i32, units: i32, kernel: i32, stride: i32, padding: i32,
  n: i32, local: bool, accumulate: bool, weights: usize, d: usize, dx: usize,
): void {
  const row = <usize>n << 2,
    pixel = <usize>units * row,
    tap = <usize>channels << 2,
    kernelRow = <usize>kernel * tap,
    unit = <usize>kernel * kernelRow,
    own = local ? <usize>units * unit : 0,
    outHeight = outputs(height, kernel, stride, padding),
    outWidth = outputs(width, kernel, stride, padding);
  for (let q = begin; q < end; q++) {
    const h = q / width + padding,
      w = (q % width) + padding,
      i1 = min(outHeight, h / stride + 1),
      j0 = firstOutput(w, kernel, stride),
      j1 = min(outWidth, w / stride + 1),
      out = dx + <usize>q * <usize>channels * row;
    let keep = accumulate;
    if (j0 < j1)
      for (let i = firstOutput(h, kernel, stride); i < i1; i++) {
        const p = <usize>i * <usize>outWidth + <usize>j0;
        product(
          0, channels, n, j1 - j0, units, STRIDED_DEPTH,
          weights + p * own + <usize>(h - i * stride) * kernelRow + <usize>(w - j0 * stride) * tap,
          4, unit, own - <usize>stride * tap,
          d + p * pixel, pixel, out, keep,
        );
        keep = true;
      }
    if (!keep) memory.fill(out, 0, <usize>channels * row);
  }
}

/**
 * gradient[o,u,v,c] (+)= Σ_p Σ_b d[p·units + o, b] · x[(p under u,v), c, b] for units [begin, end); `local` without the
 * sum over p, one gradient per position.
 * The positions of an output row are taken in runs that see the same kernel columns, at most max(1, 1024 / n) long, with
 * `local` one by one. A run's sum is dotProduct's, a segment per position; the runs are added one after the other.
 */
export function conv2d_weight_gradient_f32(
  begin: i32, end: i32, height: i32, width: i32, channels: i32, units: i32, kernel: i32, stride: i32, padding: i32,
  n: i32, local: bool, accumulate: bool, d: usize, x: usize, gradient: usize,
): void {
  const row = <usize>n << 2,
    pixel = <usize>channels * row,
    tap = <usize>channels << 2,
    kernelRow = <usize>kernel * tap,
    unit = <usize>kernel * kernelRow,
    imageRow = <usize>width * pixel,
    own = local ? <usize>units * unit : 0,
    outHeight = outputs(height, kernel, stride, padding),
    outWidth = outputs(width, kernel, stride, padding),
    longest = local ? 1 : max(1, RUN_ELEMENTS / max(n, 1));
  for (let i = 0; i < outHeight; i++) {
    const top = i * stride - padding,
      u0 = firstTap(top),
      u1 = endTap(top, height, kernel);
    for (let j = 0, run = 1; j < outWidth; j += run) {
      const p = <usize>i * <usize>outWidth + <usize>j,
        left = j * stride - padding,
        v0 = firstTap(left),
        v1 = endTap(left, width, kernel),
        taps = (v1 - v0) * channels,
        g = gradient + p * own;
      run = runLength(min(longest, outWidth - j), left, width, kernel, stride, v0, v1);
      if (!accumulate && (local ? v1 - v0 < kernel || u1 - u0 < kernel : p == 0))
        memory.fill(g + <usize>begin * unit, 0, <usize>(end - begin) * unit);
      for (let u = u0; u < u1; u++)
        dotProduct(
          begin, end, taps, run, n,
          d + p * <usize>units * row, row, <usize>units * row,
          x + <usize>(top + u) * imageRow + <usize>(left + v0) * pixel, row, <usize>stride * pixel,
          g + <usize>u * kernelRow + <usize>v0 * tap, unit, local ? accumulate : true,
        );
    }
  }
}
