/**
 * The lane functions of Box & Muller 1958, doi:10.1214/aoms/1177706645: from two random words a and b,
 * √(−2 ln u)·(cos 2πv, sin 2πv) with u = (a + ½)·2⁻³², v = b·2⁻³². Series coefficients are the exact rationals.
 */
import { madd } from "./simd";

/** √(−2 ln u), 0 … 6.8. With a + ½ = m·2^e, √½ ≤ m < √2, and s = (m − 1)/(m + 1): ln m = 2s(1 + s²/3 + s⁴/5 + …). */
// @ts-ignore: decorator
@inline
export function radius(word: v128): v128 {
  const x = f32x4.add(f32x4.convert_i32x4_u(word), f32x4.splat(0.5)),
    one = f32x4.splat(1);
  const exponent = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23), // the bits of √½ as f32
    m = i32x4.sub(x, i32x4.shl(exponent, 23)),
    s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one)),
    z = f32x4.mul(s, s);
  let p = madd(z, f32x4.splat(1.0 / 9.0), f32x4.splat(1.0 / 7.0));
  p = madd(z, p, f32x4.splat(1.0 / 5.0));
  p = madd(z, p, f32x4.splat(1.0 / 3.0));
  p = madd(z, p, one);
  // −2 ln u = (32 − e)·2 ln 2 − 4sp; a word near 2³² has e = 32, so that nothing cancels where ln u is small.
  const whole = f32x4.convert_i32x4_s(i32x4.sub(i32x4.splat(32), exponent));
  return f32x4.sqrt(
    f32x4.sub(f32x4.mul(whole, f32x4.splat(1.3862943611198906)), f32x4.mul(f32x4.mul(s, p), f32x4.splat(4))),
  );
}

/** 2πv less the nearest quarter turn, −π/4 … π/4: the low 30 bits of the word, read as a signed number. */
// @ts-ignore: decorator
@inline
export function angle(word: v128): v128 {
  const signed = i32x4.shr_s(i32x4.shl(word, 2), 2);
  return f32x4.mul(f32x4.convert_i32x4_s(signed), f32x4.splat(1.462918079267160e-9)); // π/2 · 2⁻³⁰
}

/** Taylor series of the sine, |x| ≤ π/4: the first term left out is below 2 · 10⁻⁹. */
// @ts-ignore: decorator
@inline
export function sine(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = madd(z, f32x4.splat(1.0 / 362880.0), f32x4.splat(-1.0 / 5040.0));
  p = madd(z, p, f32x4.splat(1.0 / 120.0));
  p = madd(z, p, f32x4.splat(-1.0 / 6.0));
  return madd(f32x4.mul(z, x), p, x);
}

/** Taylor series of the cosine, |x| ≤ π/4: the first term left out is below 2 · 10⁻¹⁰. */
// @ts-ignore: decorator
@inline
export function cosine(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = madd(z, f32x4.splat(-1.0 / 3628800.0), f32x4.splat(1.0 / 40320.0));
  p = madd(z, p, f32x4.splat(-1.0 / 720.0));
  p = madd(z, p, f32x4.splat(1.0 / 24.0));
  p = madd(z, p, f32x4.splat(-0.5));
  return madd(z, p, f32x4.splat(1));
}

/** sin(angle + π/2 · (quarters of v + more)), from the sine and cosine of `angle(word)`; more = 1 gives cos 2πv. */
// @ts-ignore: decorator
@inline
export function turned(word: v128, sine: v128, cosine: v128, more: i32): v128 {
  // Quarters of v: the word less its signed low 30 bits, in units of 2³⁰; adding 2²⁹ does that rounding.
  const quarters = i32x4.add(i32x4.shr_u(i32x4.add(word, i32x4.splat(1 << 29)), 30), i32x4.splat(more)),
    odd = i32x4.shr_s(i32x4.shl(quarters, 31), 31),
    negative = i32x4.shl(i32x4.shr_u(quarters, 1), 31);
  return v128.xor(v128.bitselect(cosine, sine, odd), negative);
}
