/** Where a square kernel meets an image with zero padding, along one axis. All inline. */

/** Number of output positions. */
// @ts-ignore: decorator
@inline
export function outputs(size: i32, kernel: i32, stride: i32, padding: i32): i32 {
  return (size + 2 * padding - kernel) / stride + 1;
}

/** First kernel row (or column) that lies inside of the image when the kernel begins at `corner`. */
// @ts-ignore: decorator
@inline
export function firstTap(corner: i32): i32 {
  return max(0, -corner);
}

/** One past the last such kernel row. */
// @ts-ignore: decorator
@inline
export function endTap(corner: i32, size: i32, kernel: i32): i32 {
  return min(kernel, size - corner);
}

/** First output position whose kernel reaches the input position `at`, which is counted from the padding's edge. */
// @ts-ignore: decorator
@inline
export function firstOutput(at: i32, kernel: i32, stride: i32): i32 {
  return at < kernel ? 0 : (at - kernel) / stride + 1;
}

/**
 * How many output positions from `at` on, at most `longest`, see the same kernel columns [v0, v1): the first one's
 * kernel begins at column `corner`.
 */
// @ts-ignore: decorator
@inline
export function runLength(longest: i32, corner: i32, size: i32, kernel: i32, stride: i32, v0: i32, v1: i32): i32 {
  let run = 1;
  for (corner += stride; run < longest; corner += stride, run++)
    if (firstTap(corner) != v0 || endTap(corner, size, kernel) != v1) break;
  return run;
}
