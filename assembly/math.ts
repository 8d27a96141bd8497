/**
 * Elementary functions on four f32 lanes. All inline, all built from IEEE additions, products, one division and bit
 * operations, so every CPU and engine gives the same bits (NaN payloads aside). A tail element goes through the same
 * function in one lane of a vector and gets the same bits as a full vector.
 *
 * Errors are the largest over all 2^32 inputs, in units in the last place of the exact result, against double-precision
 * Math.*. The polynomials are weighted minimax fits, their coefficients rounded to f32 one by one, lowest power first,
 * each time refitting the rest. NaN gives NaN everywhere.
 */

/** Adding it to |v| < 2^22 rounds v to the nearest integer, held in the low bits. */
// @ts-ignore: decorator
@inline
const ROUND: f32 = 12582912; // 1.5 · 2^23

// @ts-ignore: decorator
@inline
const LOG2_E: f32 = 1.44269504;

/** ln 2 in two parts; the high one has 9 significant bits, so its product with an exponent is exact. */
// @ts-ignore: decorator
@inline
const LN2_HIGH: f32 = 0.693359375;
// @ts-ignore: decorator
@inline
const LN2_LOW: f32 = -2.12194440e-4;

/** t·x + c for a constant c: one Horner step. */
// @ts-ignore: decorator
@inline
function step(t: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(t, x), f32x4.splat(c));
}

/** x − n·ln 2 for integral |n| < 2^15, accurate to the last place of the result. */
// @ts-ignore: decorator
@inline
function reduceByLn2(x: v128, n: v128): v128 {
  const high = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  return f32x4.sub(high, f32x4.mul(n, f32x4.splat(LN2_LOW)));
}

/** eʳ for |r| ≤ ln 2 / 2, as 1 + (r + r²·Q(r)). */
// @ts-ignore: decorator
@inline
function expKernel(r: v128): v128 {
  let q = step(f32x4.splat(0.001382073387503624), r, 0.008368677459657192);
  q = step(q, r, 0.04166826605796814);
  q = step(q, r, 0.1666652113199234);
  q = step(q, r, 0.4999999403953552);
  q = f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
  return f32x4.add(f32x4.splat(1), q);
}

/**
 * eˣ = 2ⁿ·eʳ, n = round(x / ln 2), |r| ≤ ln 2 / 2. Largest error 0.991 ulp, subnormal results (x < −87.33) included.
 * exp(x) = 0 for x < −103.97, −∞ included, and ∞ for x > 88.72.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  // pmin and pmax with x in first place let a NaN through.
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104)),
    rounded = f32x4.add(f32x4.mul(bounded, f32x4.splat(LOG2_E)), f32x4.splat(ROUND)),
    r = reduceByLn2(bounded, f32x4.sub(rounded, f32x4.splat(ROUND)));
  // 2ⁿ in two factors: n reaches −150 and 128, where one f32 cannot hold it.
  const n = i32x4.sub(rounded, f32x4.splat(ROUND)),
    half = i32x4.shr_s(n, 1);
  return f32x4.mul(f32x4.mul(expKernel(r), powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)));
}

/** 2ⁿ for integers −127 < n < 128; bits of n above the lowest nine are ignored. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), i32x4.splat(0x3f800000));
}

/**
 * Natural logarithm: x = 2ᵉ·(1 + f), √½ ≤ 1 + f < √2, and with s = f / (2 + f)
 *   log(1 + f) = 2 artanh s = f − f²/2 + s·(f²/2 + s²·P(s²)).
 * Largest error 0.840 ulp, subnormal x included. log(±0) = −∞, log(∞) = ∞, x < 0 gives NaN.
 */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  const zero = f32x4.splat(0),
    infinity = f32x4.splat(Infinity),
    root: v128 = i32x4.splat(0x3f3504f3), // √½
    subnormal = f32x4.lt(x, f32x4.splat(1.1754943508222875e-38)),
    scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, subnormal),
    offset = i32x4.sub(scaled, root),
    exponent = i32x4.sub(i32x4.shr_s(offset, 23), v128.and(subnormal, i32x4.splat(23))),
    mantissa = i32x4.add(v128.and(offset, i32x4.splat(0x7fffff)), root),
    e = f32x4.convert_i32x4_s(exponent),
    f = f32x4.sub(mantissa, f32x4.splat(1)),
    s = f32x4.div(f, f32x4.add(f, f32x4.splat(2))),
    z = f32x4.mul(s, s),
    halfSquare = f32x4.mul(f32x4.mul(f, f), f32x4.splat(0.5));
  let p = step(f32x4.splat(0.29870572686195374), z, 0.399775892496109);
  p = f32x4.mul(step(p, z, 0.6666677594184875), z);
  p = f32x4.add(f32x4.mul(s, f32x4.add(halfSquare, p)), f32x4.mul(e, f32x4.splat(LN2_LOW)));
  const y = f32x4.add(f32x4.sub(f, f32x4.sub(halfSquare, p)), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
  // All bits set is a NaN.
  const defined = v128.or(y, v128.not(f32x4.ge(x, zero))),
    finite = v128.bitselect(infinity, defined, f32x4.eq(x, infinity));
  return v128.bitselect(f32x4.splat(-Infinity), finite, f32x4.eq(x, zero));
}

/**
 * tanh x = 1 − 2 / (e²ˣ + 1) for |x| ≥ 0.55, and x + x³·P(x²) below, which keeps the relative precision of small x.
 * Largest error 1.459 ulp, subnormal x included. tanh(±0) = ±0; ±1 from |x| > 9.02 on.
 */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000)),
    magnitude = v128.xor(x, sign),
    // Beyond 10 the result is 1, and e²ˣ must not overflow.
    twice = f32x4.pmin(f32x4.add(magnitude, magnitude), f32x4.splat(20)),
    rounded = f32x4.add(f32x4.mul(twice, f32x4.splat(LOG2_E)), f32x4.splat(ROUND)),
    r = reduceByLn2(twice, f32x4.sub(rounded, f32x4.splat(ROUND))),
    exponential = f32x4.mul(expKernel(r), powerOfTwo(rounded)),
    one = f32x4.splat(1),
    large = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exponential, one))),
    z = f32x4.mul(x, x);
  let p = step(f32x4.splat(0.01643787883222103), z, -0.05267200991511345);
  p = step(p, z, 0.1332072913646698);
  p = step(p, z, -0.3333294689655304);
  const small = f32x4.add(f32x4.mul(f32x4.mul(p, z), magnitude), magnitude);
  return v128.or(sign, v128.bitselect(large, small, f32x4.ge(magnitude, f32x4.splat(0.55))));
}

/**
 * Logistic sigmoid 1 / (1 + e⁻ˣ). With z = e^−|x| and s = z / (1 + z): 1 − s for x ≥ 0, and z − z·s for x < 0, where
 * the rounding of the quotient weighs little.
 * Largest error 1.864 ulp, subnormal results included; 0 for x < −103.97, 1 for x > 17.33.
 */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1),
    z = exp4(v128.or(x, i32x4.splat(0x80000000))),
    s = f32x4.div(z, f32x4.add(one, z)),
    total = v128.bitselect(z, one, f32x4.lt(x, f32x4.splat(0)));
  return f32x4.sub(total, f32x4.mul(total, s));
}
