/** Lane helpers shared by the kernels. All inline: they leave no call and no export behind. */

/** Bytes of `n` f32 values that fill whole 128-bit vectors; the rest is the scalar tail. */
// @ts-ignore: decorator
@inline
export function vectorBytes(n: i32): usize {
  return (<usize>n << 2) & ~15;
}

/** a·b + c, rounded after the product and after the sum (never fused: the same bits on every CPU). */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Sum of the four lanes, ((0 + 1) + (2 + 3)). */
// @ts-ignore: decorator
@inline
export function sum4(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/** Adds four f32 to two sums in double precision: v0 + v2 to the first, v1 + v3 to the second. */
// @ts-ignore: decorator
@inline
export function addPairs(sum: v128, v: v128): v128 {
  const low = f64x2.promote_low_f32x4(v),
    high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
  return f64x2.add(sum, f64x2.add(low, high));
}

/** Sum of the two double-precision lanes. */
// @ts-ignore: decorator
@inline
export function sum2(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Four f32 at `p`, or only the one at `p`, in every lane: so that a loop body is written once for lanes and tail. */
// @ts-ignore: decorator
@inline
export function read4(p: usize, tail: bool): v128 {
  return tail ? v128.load_splat<f32>(p) : v128.load(p);
}

/** Stores all four lanes at `p`, or only the first. */
// @ts-ignore: decorator
@inline
export function write4(p: usize, v: v128, tail: bool): void {
  if (tail) v128.store_lane<f32>(p, v, 0);
  else v128.store(p, v);
}

/** As `write4`, added to what is there when `accumulate`. */
// @ts-ignore: decorator
@inline
export function update4(p: usize, v: v128, accumulate: bool, tail: bool): void {
  write4(p, accumulate ? f32x4.add(read4(p, tail), v) : v, tail);
}

/** Entry i of an array of positions, u32, as a byte offset into f32 or i32 arrays. */
// @ts-ignore: decorator
@inline
export function byteOffset(positions: usize, i: usize): usize {
  return <usize>load<u32>(positions + (i << 2)) << 2;
}
