import { read4, update4, vectorBytes } from "../simd";

/**
 * Average pooling over windows of size × size that lie side by side. An image's pixel is a row of `pixel` contiguous
 * numbers, channels times whatever follows, so that a window averages whole rows:
 *   x, dx f32[height·width, pixel]   y, d f32[outHeight·outWidth, pixel], out = ⌊side / size⌋
 * Rows and columns that fill no window are left out. Outputs overlap no input.
 */

/**
 * y[(i,j), e] = Σ x[(i·size + u, j·size + v), e] / size² for output positions [begin, end), summed in ascending (u, v)
 * from 0, then divided.
 */
export function average_pool_f32(
  begin: i32, end: i32, width: i32, size: i32, pixel: i32, x: usize, y: usize,
): void {
  const row = <usize>pixel << 2,
    lanes = vectorBytes(pixel),
    wide = row & ~63,
    imageRow = <usize>width * row,
    outWidth = width / size,
    area = f32x4.splat(<f32>size * <f32>size);
  for (let p = begin; p < end; p++) {
    const window = x + (<usize>(p / outWidth) * imageRow + <usize>(p % outWidth) * row) * <usize>size,
      out = y + <usize>p * row;
    let e: usize = 0;
    for (; e < wide; e += 64) average16(size, window + e, row, imageRow, area, out + e);
    for (; e < lanes; e += 16) average(size, window + e, row, imageRow, area, out + e, false);
    for (; e < row; e += 4) average(size, window + e, row, imageRow, area, out + e, true);
  }
}

/** Sixteen columns of one window. */
// @ts-ignore: decorator
@inline
function average16(size: i32, window: usize, row: usize, imageRow: usize, area: v128, y: usize): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let u = 0; u < size; u++) {
    let x = window;
    for (let v = 0; v < size; v++) {
      s0 = f32x4.add(s0, v128.load(x));
      s1 = f32x4.add(s1, v128.load(x, 16));
      s2 = f32x4.add(s2, v128.load(x, 32));
      s3 = f32x4.add(s3, v128.load(x, 48));
      x += row;
    }
    window += imageRow;
  }
  v128.store(y, f32x4.div(s0, area));
  v128.store(y, f32x4.div(s1, area), 16);
  v128.store(y, f32x4.div(s2, area), 32);
  v128.store(y, f32x4.div(s3, area), 48);
}

// @ts-ignore: decorator
@inline
function average(size: i32, window: usize, row: usize, imageRow: usize, area: v128, y: usize, tail: bool): void {
  let sum = f32x4.splat(0);
  for (let u = 0; u < size; u++) {
    let x = window;
    for (let v = 0; v < size; v++) {
      sum = f32x4.add(sum, read4(x, tail));
      x += row;
    }
    window += imageRow;
  }
  update4(y, f32x4.div(sum, area), false, tail);
}

/**
 * dx[(h,w), e] (+)= d[(⌊h / size⌋, ⌊w / size⌋), e] / size² for input positions [begin, end), and 0 for those that lie in
 * no window.
 */
export function average_pool_backward_f32(
  begin: i32, end: i32, height: i32, width: i32, size: i32, pixel: i32, accumulate: bool, d: usize, dx: usize,
): void {
  const row = <usize>pixel << 2,
    lanes = vectorBytes(pixel),
    outHeight = height / size,
    outWidth = width / size,
    area = f32x4.splat(<f32>size * <f32>size);
  for (let q = begin; q < end; q++) {
    const i = q / width / size,
      j = (q % width) / size,
      out = dx + <usize>q * row;
    if (i >= outHeight || j >= outWidth) {
      if (!accumulate) memory.fill(out, 0, row);
      continue;
    }
    const source = d + <usize>(i * outWidth + j) * row;
    let e: usize = 0;
    for (; e < lanes; e += 16) update4(out + e, f32x4.div(read4(source + e, false), area), accumulate, false);
    for (; e < row; e += 4) update4(out + e, f32x4.div(read4(source + e, true), area), accumulate, true);
  }
}
