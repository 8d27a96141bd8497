import { vectorBytes } from "../simd";

/** y[i] = x[i] where x[i] > 0, else 0. x, y f32[n]; y may be x. NaN becomes 0. */
export function relu_f32(begin: i32, end: i32, x: usize, y: usize): void {
  const from = (<usize>begin) << 2,
    bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin);
  x += from;
  y += from;
  const zero = f32x4.splat(0);
  let i: usize = 0;
  for (; i < lanes; i += 16) v128.store(y + i, f32x4.pmax(zero, v128.load(x + i)));
  for (; i < bytes; i += 4) {
    const value = load<f32>(x + i);
    store<f32>(y + i, value > 0 ? value : 0);
  }
}
