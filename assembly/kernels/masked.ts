import { madd } from "../simd";

/**
 * x[i] = 0 where mask[i] is 0, NaN and infinities included; other elements keep their bits.
 *   mask u8[n]   x f32[n], in place
 */
export function mask_apply_f32(begin: i32, end: i32, mask: usize, x: usize): void {
  let i = <usize>begin;
  for (; i + 4 <= <usize>end; i += 4) {
    const xi = x + (i << 2);
    v128.store(xi, v128.and(v128.load(xi), lanesOf(mask + i)));
  }
  for (; i < <usize>end; i++) if (!load<u8>(mask + i)) store<f32>(x + (i << 2), 0);
}

/**
 * w[i] += scale · delta[i] where mask[i] is not 0; other elements keep their bits.
 *   mask u8[n]   delta f32[n]   w f32[n], may be delta
 */
export function masked_add_f32(begin: i32, end: i32, scale: f32, mask: usize, delta: usize, w: usize): void {
  const scales = f32x4.splat(scale);
  let i = <usize>begin;
  for (; i + 4 <= <usize>end; i += 4) {
    const wi = w + (i << 2),
      old = v128.load(wi);
    v128.store(wi, v128.bitselect(madd(scales, v128.load(delta + (i << 2)), old), old, lanesOf(mask + i)));
  }
  for (; i < <usize>end; i++) {
    const wi = w + (i << 2);
    if (load<u8>(mask + i)) store<f32>(wi, load<f32>(wi) + scale * load<f32>(delta + (i << 2)));
  }
}

/** Four mask bytes as four 32-bit lanes, all ones where the byte is not 0. */
// @ts-ignore: decorator
@inline
function lanesOf(mask: usize): v128 {
  const bytes = i16x8.extend_low_i8x16_u(v128.load32_zero(mask));
  return i32x4.ne(i32x4.extend_low_i16x8_u(bytes), i32x4.splat(0));
}
