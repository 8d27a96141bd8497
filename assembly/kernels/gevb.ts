import { madd, vectorBytes } from "../simd";

/**
 * Vector units: a unit's activity is a vector of K components. All arrays are f32, K·batch contiguous for a unit.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */

/**
 * Input dotted with error: s[j,b] = Σ_k z[j,k,b] · e[k,b], in ascending k from 0.
 *   z [units, components, batch]   e [components, batch]   s [units, batch], overwritten, overlaps neither
 * Units [begin, end).
 */
export function error_dot_f32(begin: i32, end: i32, components: i32, batch: i32, z: usize, e: usize, s: usize): void {
  const row = (<usize>batch) << 2,
    lanes = vectorBytes(batch),
    unit = row * <usize>components;
  for (let j = <usize>begin; j < <usize>end; j++) {
    const vector = z + j * unit,
      out = s + j * row;
    let b: usize = 0;
    for (; b < lanes; b += 16) v128.store(out + b, dot(vector + b, e + b, row, unit));
    for (; b < row; b += 4) {
      let sum: f32 = 0;
      for (let k: usize = 0; k < unit; k += row) sum += load<f32>(vector + b + k) * load<f32>(e + b + k);
      store<f32>(out + b, sum);
    }
  }
}

/** Σ of the products of two columns of four lanes, rows `row` bytes apart, `bytes` in all. */
// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, row: usize, bytes: usize): v128 {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < bytes; k += row) sum = madd(v128.load(a + k), v128.load(b + k), sum);
  return sum;
}

/**
 * Vector gating, in place: gate[i,b] = 1 if Σ_k t[i mod period, k] · h[i,k,b] ≥ 0, else 0; h[i,k,b] becomes
 * gate[i,b] · h[i,k,b], an exact 0 where the gate is shut. A sum that is NaN leaves the gate open, so that it stays seen.
 *   t [period, components]   h [units, components, batch]   gates [units, batch], overwritten; no two overlap
 * The sum runs in ascending k from 0. Units [begin, end).
 */
export function vector_gate_f32(
  begin: i32, end: i32, period: i32, components: i32, batch: i32, t: usize, h: usize, gates: usize,
): void {
  const row = (<usize>batch) << 2,
    lanes = vectorBytes(batch),
    unit = row * <usize>components,
    one = f32x4.splat(1),
    zero = f32x4.splat(0);
  for (let i = begin; i < end; i++) {
    const direction = t + ((<usize>(i % period) * <usize>components) << 2),
      vector = h + <usize>i * unit,
      gate = gates + <usize>i * row;
    let b: usize = 0;
    for (; b < lanes; b += 16) {
      let sum = zero,
        at = direction;
      for (let k: usize = 0; k < unit; k += row) {
        sum = madd(v128.load_splat<f32>(at), v128.load(vector + b + k), sum);
        at += 4;
      }
      const shut = f32x4.lt(sum, zero);
      v128.store(gate + b, v128.andnot(one, shut));
      for (let k: usize = 0; k < unit; k += row)
        v128.store(vector + b + k, v128.andnot(v128.load(vector + b + k), shut));
    }
    for (; b < row; b += 4) {
      let sum: f32 = 0,
        at = direction;
      for (let k: usize = 0; k < unit; k += row) {
        sum += load<f32>(at) * load<f32>(vector + b + k);
        at += 4;
      }
      const shut = sum < 0;
      store<f32>(gate + b, shut ? 0 : 1);
      if (shut) for (let k: usize = 0; k < unit; k += row) store<f32>(vector + b + k, 0);
    }
  }
}

/**
 * Every unit's scalar credit times the error vector: d[i,k,b] = g[i,b] · e[k,b].
 *   g [units, batch]   e [components, batch]   d [units, components, batch], overwritten, overlaps neither
 * Units [begin, end).
 */
export function vector_credit_f32(
  begin: i32, end: i32, components: i32, batch: i32, g: usize, e: usize, d: usize,
): void {
  const row = (<usize>batch) << 2,
    lanes = vectorBytes(batch),
    unit = row * <usize>components;
  for (let i = <usize>begin; i < <usize>end; i++) {
    const credit = g + i * row,
      out = d + i * unit;
    for (let k: usize = 0; k < unit; k += row) {
      let b: usize = 0;
      for (; b < lanes; b += 16)
        v128.store(out + k + b, f32x4.mul(v128.load(credit + b), v128.load(e + k + b)));
      for (; b < row; b += 4) store<f32>(out + k + b, load<f32>(credit + b) * load<f32>(e + k + b));
    }
  }
}
