/** One step of Horner's rule: series · r + c. */
// @ts-ignore: decorator
@inline
function step(series: v128, r: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(series, r), f64x2.splat(c));
}

/**
 * eˣ of two doubles, |x| < 700: the operations of src/elementary.ts in its order, so that both give the same bits.
 */
// @ts-ignore: decorator
@inline
export function exp2(x: v128): v128 {
  const one = f64x2.splat(1),
    k = f64x2.floor(f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), f64x2.splat(0.5))),
    reduced = f64x2.sub(x, f64x2.mul(k, f64x2.splat(3048493539143.0 / 4398046511104.0))),
    low = f64x2.mul(k, f64x2.splat(5.497923018708371e-14)),
    r = f64x2.sub(reduced, low);
  let series = step(f64x2.splat(1.0 / 87178291200.0), r, 1.0 / 6227020800.0);
  series = step(series, r, 1.0 / 479001600.0);
  series = step(series, r, 1.0 / 39916800.0);
  series = step(series, r, 1.0 / 3628800.0);
  series = step(series, r, 1.0 / 362880.0);
  series = step(series, r, 1.0 / 40320.0);
  series = step(series, r, 1.0 / 5040.0);
  series = step(series, r, 1.0 / 720.0);
  series = step(series, r, 1.0 / 120.0);
  series = step(series, r, 1.0 / 24.0);
  series = step(series, r, 1.0 / 6.0);
  series = step(series, r, 0.5);
  series = f64x2.mul(series, f64x2.mul(r, r));
  const sum = f64x2.add(one, r),
    lost = f64x2.add(f64x2.sub(r, f64x2.sub(sum, one)), f64x2.sub(f64x2.sub(reduced, r), low)),
    power = f64x2.add(sum, f64x2.add(lost, series));
  // 2^52 + 1023 + k has the exponent of 2^k in its lowest bits.
  const exponent = f64x2.add(k, f64x2.splat(4503599627370496.0 + 1023.0));
  return f64x2.mul(power, i64x2.shl(exponent, 52));
}

/** eˣ of four f32, |x| < 87, each rounded from a double within a unit of its last place. */
// @ts-ignore: decorator
@inline
export function expThroughDouble(x: v128): v128 {
  const low = f32x4.demote_f64x2_zero(exp2(f64x2.promote_low_f32x4(x))),
    high = f32x4.demote_f64x2_zero(exp2(f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3))));
  return v128.shuffle<f32>(low, high, 0, 1, 4, 5);
}
