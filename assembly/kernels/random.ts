/**
 * Random fills. Element i comes from word i mod 4 of Philox block position + ⌊i/4⌋, whatever range it is computed in.
 */
import { angle, cosine, radius, sine, turned } from "../boxmuller";
import { multiplier0, multiplier1, weyl0, weyl1 } from "../philox";
import { madd, vectorBytes } from "../simd";

const bits = 0;
const uniform = 1;
const normal = 2;
const bernoulli = 3;
const bernoulliBytes = 4;

/** x[i] = the word itself; x i32[n]. */
export function fill_bits_i32(
  begin: i32, end: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, x: usize,
): void {
  fill(bits, begin, end, key0, key1, stream0, stream1, position, 0, 0, 0, x);
}

/** x[i] uniform in [low, high): min(low + u·(high − low), largest f32 below high), u = ⌊word/256⌋ · 2⁻²⁴. x f32[n]. */
export function fill_uniform_f32(
  begin: i32, end: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, low: f32, high: f32, x: usize,
): void {
  fill(uniform, begin, end, key0, key1, stream0, stream1, position, low, high, 0, x);
}

/**
 * x[i] normal with this mean and standard deviation; x f32[n]. Words 0, 1 of a block give elements 0, 1, words 2, 3 give
 * 2, 3. Source: Box & Muller 1958, doi:10.1214/aoms/1177706645: √(−2 ln u)·(cos 2πv, sin 2πv), u = (word + ½)·2⁻³².
 */
export function fill_normal_f32(
  begin: i32, end: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, mean: f32, deviation: f32,
  x: usize,
): void {
  fill(normal, begin, end, key0, key1, stream0, stream1, position, mean, deviation, 0, x);
}

/** x[i] = 1 where word < threshold (0 … 2³²), else 0. x f32[n]. */
export function fill_bernoulli_f32(
  begin: i32, end: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, threshold: f64, x: usize,
): void {
  fill(bernoulli, begin, end, key0, key1, stream0, stream1, position, 0, 0, threshold, x);
}

/** x[i] = 1 where word < threshold (0 … 2³²), else 0. x u8[n]. */
export function fill_bernoulli_u8(
  begin: i32, end: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, threshold: f64, x: usize,
): void {
  fill(bernoulliBytes, begin, end, key0, key1, stream0, stream1, position, 0, 0, threshold, x);
}

/** y[i] = x[i]·scale where mask[i] is not 0, else 0. x, y f32[n], mask u8[n]; y may be x. */
export function dropout_f32(begin: i32, end: i32, scale: f32, x: usize, mask: usize, y: usize): void {
  maskedScale(false, begin, end, scale, x, mask, y);
}

/** y[i] += x[i]·scale where mask[i] is not 0. x, y f32[n], mask u8[n]; y may be x. */
export function dropout_add_f32(begin: i32, end: i32, scale: f32, x: usize, mask: usize, y: usize): void {
  maskedScale(true, begin, end, scale, x, mask, y);
}

/**
 * Sixteen elements per trip: lane l of c0 … c3 is block 4g + l, transposed before the store. Groups that [begin, end)
 * cuts are computed whole and stored in part, so no element depends on the range. `kind` is a constant in each caller.
 */
// @ts-ignore: decorator
@inline
function fill(
  kind: i32, begin: i32, end: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64,
  a: f32, b: f32, threshold: f64, x: usize,
): void {
  const first = <u64>position,
    m0 = i32x4.splat(multiplier0),
    m1 = i32x4.splat(multiplier1),
    always = i32x4.splat(threshold >= 4294967296.0 ? -1 : 0),
    bound = i32x4.splat(threshold >= 4294967296.0 ? 0 : <i32>(<u32>threshold)),
    from = f32x4.splat(a),
    span = f32x4.splat(kind == uniform ? b - a : b),
    largest = f32x4.splat(below(b));
  for (let i = begin & ~15; i < end; i += 16) {
    const block = first + <u64>(i >> 2),
      low = i32x4.splat(<i32>block);
    let c0 = i32x4.add(low, i32x4(0, 1, 2, 3)),
      c1 = i32x4.sub(i32x4.splat(<i32>(block >> 32)), i32x4.lt_u(c0, low)), // carry: true is −1
      c2 = i32x4.splat(stream0),
      c3 = i32x4.splat(stream1),
      k0 = key0,
      k1 = key1;
    for (let round = 0; round < 10; round++) {
      const p0 = i64x2.extmul_low_i32x4_u(c0, m0),
        q0 = i64x2.extmul_high_i32x4_u(c0, m0),
        p1 = i64x2.extmul_low_i32x4_u(c2, m1),
        q1 = i64x2.extmul_high_i32x4_u(c2, m1);
      c0 = v128.xor(v128.xor(i32x4.shuffle(p1, q1, 1, 3, 5, 7), c1), i32x4.splat(k0));
      c1 = i32x4.shuffle(p1, q1, 0, 2, 4, 6);
      c2 = v128.xor(v128.xor(i32x4.shuffle(p0, q0, 1, 3, 5, 7), c3), i32x4.splat(k1));
      c3 = i32x4.shuffle(p0, q0, 0, 2, 4, 6);
      k0 += weyl0;
      k1 += weyl1;
    }
    if (kind == uniform) {
      c0 = f32x4.pmin(madd(unit(c0), span, from), largest);
      c1 = f32x4.pmin(madd(unit(c1), span, from), largest);
      c2 = f32x4.pmin(madd(unit(c2), span, from), largest);
      c3 = f32x4.pmin(madd(unit(c3), span, from), largest);
    } else if (kind == normal) {
      const r0 = radius(c0),
        r1 = radius(c2),
        angle0 = angle(c1),
        angle1 = angle(c3),
        sine0 = sine(angle0),
        sine1 = sine(angle1),
        cosine0 = cosine(angle0),
        cosine1 = cosine(angle1);
      c0 = madd(f32x4.mul(r0, turned(c1, sine0, cosine0, 1)), span, from);
      c1 = madd(f32x4.mul(r0, turned(c1, sine0, cosine0, 0)), span, from);
      c2 = madd(f32x4.mul(r1, turned(c3, sine1, cosine1, 1)), span, from);
      c3 = madd(f32x4.mul(r1, turned(c3, sine1, cosine1, 0)), span, from);
    } else if (kind != bits) {
      c0 = v128.or(i32x4.lt_u(c0, bound), always);
      c1 = v128.or(i32x4.lt_u(c1, bound), always);
      c2 = v128.or(i32x4.lt_u(c2, bound), always);
      c3 = v128.or(i32x4.lt_u(c3, bound), always);
    }
    const low01 = i32x4.shuffle(c0, c1, 0, 4, 1, 5),
      high01 = i32x4.shuffle(c0, c1, 2, 6, 3, 7),
      low23 = i32x4.shuffle(c2, c3, 0, 4, 1, 5),
      high23 = i32x4.shuffle(c2, c3, 2, 6, 3, 7);
    c0 = i32x4.shuffle(low01, low23, 0, 1, 4, 5);
    c1 = i32x4.shuffle(low01, low23, 2, 3, 6, 7);
    c2 = i32x4.shuffle(high01, high23, 0, 1, 4, 5);
    c3 = i32x4.shuffle(high01, high23, 2, 3, 6, 7);
    const whole = i >= begin && i + 16 <= end;
    if (kind == bernoulliBytes) {
      const chosen = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(c0, c1), i16x8.narrow_i32x4_s(c2, c3)),
        ones = v128.and(chosen, i8x16.splat(1));
      if (whole) v128.store(x + <usize>i, ones);
      else storeWithin(ones, i, begin, end, x);
    } else {
      if (kind == bernoulli) {
        const one = f32x4.splat(1);
        c0 = v128.and(c0, one);
        c1 = v128.and(c1, one);
        c2 = v128.and(c2, one);
        c3 = v128.and(c3, one);
      }
      const at = (<isize>i) << 2,
        out = x + <usize>at;
      if (whole) {
        v128.store(out, c0);
        v128.store(out, c1, 16);
        v128.store(out, c2, 32);
        v128.store(out, c3, 48);
      } else {
        const start = (<isize>begin) << 2,
          stop = (<isize>end) << 2;
        storeWithin(c0, at, start, stop, x);
        storeWithin(c1, at + 16, start, stop, x);
        storeWithin(c2, at + 32, start, stop, x);
        storeWithin(c3, at + 48, start, stop, x);
      }
    }
  }
}

/** Largest f32 below `high`. */
function below(high: f32): f32 {
  if (high == 0) return reinterpret<f32>(0x80000001);
  const bits = reinterpret<i32>(high);
  return reinterpret<f32>(high > 0 ? bits - 1 : bits + 1);
}

/** The upper 24 bits of each word as a number of [0, 1). */
// @ts-ignore: decorator
@inline
function unit(word: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(word, 8)), f32x4.splat(1.0 / 16777216.0));
}

/** Stores those of the sixteen bytes from byte `at` of x on that lie in [start, stop). */
function storeWithin(bytes: v128, at: isize, start: isize, stop: isize, x: usize): void {
  const low = i64x2.extract_lane(bytes, 0),
    high = i64x2.extract_lane(bytes, 1);
  for (let i: isize = 0; i < 16; i++) {
    const half = i < 8 ? low : high;
    if (at + i >= start && at + i < stop) store<u8>(x + <usize>(at + i), <u8>(half >> ((<i64>i & 7) << 3)));
  }
}

// @ts-ignore: decorator
@inline
function maskedScale(add: bool, begin: i32, end: i32, scale: f32, x: usize, mask: usize, y: usize): void {
  const bytes = (<usize>(end - begin)) << 2,
    lanes = vectorBytes(end - begin),
    from = (<usize>begin) << 2,
    factor = f32x4.splat(scale),
    zero = i32x4.splat(0);
  x += from;
  y += from;
  mask += <usize>begin;
  let i: usize = 0;
  for (; i < lanes; i += 16) {
    const kept = i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load_zero<u32>(mask + (i >> 2)))), zero);
    const value = v128.and(f32x4.mul(v128.load(x + i), factor), kept);
    v128.store(y + i, add ? f32x4.add(v128.load(y + i), value) : value);
  }
  for (; i < bytes; i += 4) {
    const value = load<u8>(mask + (i >> 2)) != 0 ? load<f32>(x + i) * scale : 0;
    store<f32>(y + i, add ? load<f32>(y + i) + value : value);
  }
}
