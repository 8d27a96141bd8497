import { log4 } from "../math";
import { addPairs, madd, read4, sum2, sum4, vectorBytes, write4 } from "../simd";

/**
 * Exact t-SNE in two dimensions, van der Maaten & Hinton 2008 (jmlr.org/papers/v9/vandermaaten08a.html): what one step of
 * its gradient descent takes. The map is f32[2, n]: all first coordinates, then all second ones. Sums over the other
 * points are kept as lane l for the points l, l + 4, …, joined as sum4 does, then the last n mod 4 points in order.
 */

/** Student similarity 1 / (1 + dx² + dy²). */
// @ts-ignore: decorator
@inline
function similarity(dx: v128, dy: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, madd(dy, dy, madd(dx, dx, one)));
}

/**
 * The two forces on every point and its part of the normaliser Z = Σ_i z[i], with w_ij = 1 / (1 + |m_i − m_j|²), m = (x, y):
 *   attraction_i = Σ_j p[i,j] w_ij (m_i − m_j)   repulsion_i = Σ_j w_ij² (m_i − m_j)   z[i] = Σ_{j≠i} w_ij
 * so that the gradient of the divergence is 4 (attraction − repulsion / Z).
 *   p f32[n, n], 0 on the diagonal   map, attraction, repulsion f32[2, n]   z f32[n]
 * Points [begin, end) are computed; the outputs overlap nothing.
 */
export function tsne_forces_f32(
  begin: i32, end: i32, n: i32, p: usize, map: usize, attraction: usize, repulsion: usize, z: usize,
): void {
  const row = <usize>n << 2,
    lanes = vectorBytes(n),
    my = map + row;
  for (let i = <usize>begin << 2, last = <usize>end << 2; i < last; i += 4) {
    const q = p + (i >> 2) * row,
      x = v128.load_splat<f32>(map + i),
      y = v128.load_splat<f32>(my + i),
      block = i & ~15;
    let sum = f32x4.splat(0), ax = sum, ay = sum, rx = sum, ry = sum;
    let j: usize = 0;
    for (; j < lanes; j += 16) {
      const dx = f32x4.sub(x, v128.load(map + j)),
        dy = f32x4.sub(y, v128.load(my + j)),
        w = similarity(dx, dy),
        pw = f32x4.mul(v128.load(q + j), w),
        ww = f32x4.mul(w, w);
      // The point itself exerts no force; only its w = 1 is to be left out, before it swamps small ones.
      sum = f32x4.add(sum, j == block ? v128.andnot(w, self4(i)) : w);
      ax = madd(pw, dx, ax);
      ay = madd(pw, dy, ay);
      rx = madd(ww, dx, rx);
      ry = madd(ww, dy, ry);
    }
    let total = sum4(sum), axTotal = sum4(ax), ayTotal = sum4(ay), rxTotal = sum4(rx), ryTotal = sum4(ry);
    for (; j < row; j += 4) {
      const dx = load<f32>(map + i) - load<f32>(map + j),
        dy = load<f32>(my + i) - load<f32>(my + j),
        w: f32 = 1 / (1 + dx * dx + dy * dy),
        pw = load<f32>(q + j) * w,
        ww = w * w;
      if (j != i) total += w;
      axTotal += pw * dx;
      ayTotal += pw * dy;
      rxTotal += ww * dx;
      ryTotal += ww * dy;
    }
    store<f32>(z + i, total);
    store<f32>(attraction + i, axTotal);
    store<f32>(attraction + row + i, ayTotal);
    store<f32>(repulsion + i, rxTotal);
    store<f32>(repulsion + row + i, ryTotal);
  }
}

/** All bits of the lane in which the element at byte i of an array stands. */
// @ts-ignore: decorator
@inline
function self4(i: usize): v128 {
  return i32x4.eq(i32x4(0, 4, 8, 12), i32x4.splat(<i32>(i & 15)));
}

/**
 * out[i] = Σ_j p[i,j] log(p[i,j] / q[i,j]), q[i,j] = w_ij / Z as in tsne_forces_f32, summed in double precision: the rows
 * of the Kullback–Leibler divergence. Terms with p[i,j] = 0 are 0.
 *   p f32[n, n]   map f32[2, n]   out f32[n], overlaps nothing. Rows [begin, end) are computed.
 */
export function tsne_divergence_f32(
  begin: i32, end: i32, n: i32, normaliser: f32, p: usize, map: usize, out: usize,
): void {
  const row = <usize>n << 2,
    lanes = vectorBytes(n),
    my = map + row,
    scale = f32x4.splat(normaliser);
  for (let i = <usize>begin << 2, last = <usize>end << 2; i < last; i += 4) {
    const q = p + (i >> 2) * row,
      x = v128.load_splat<f32>(map + i),
      y = v128.load_splat<f32>(my + i);
    let sum = f64x2.splat(0);
    let j: usize = 0;
    for (; j < lanes; j += 16) {
      const term = divergence(v128.load(q + j), x, y, v128.load(map + j), v128.load(my + j), scale);
      sum = addPairs(sum, term);
    }
    let total = sum2(sum);
    for (; j < row; j += 4) {
      const term = divergence(read4(q + j, true), x, y, read4(map + j, true), read4(my + j, true), scale);
      total += <f64>f32x4.extract_lane(term, 0);
    }
    store<f32>(out + i, <f32>total);
  }
}

/** p log(p Z (1 + dx² + dy²)), 0 where p is 0. */
// @ts-ignore: decorator
@inline
function divergence(p: v128, x: v128, y: v128, xj: v128, yj: v128, normaliser: v128): v128 {
  const dx = f32x4.sub(x, xj),
    dy = f32x4.sub(y, yj),
    inverse = madd(dy, dy, madd(dx, dx, f32x4.splat(1))),
    ratio = f32x4.mul(p, f32x4.mul(normaliser, inverse));
  return v128.and(f32x4.mul(p, log4(ratio)), f32x4.gt(p, f32x4.splat(0)));
}

/**
 * One step of gradient descent with momentum and a gain of its own for every coordinate (Jacobs 1988,
 * doi:10.1016/0893-6080(88)90003-2), g = 4 (exaggeration · attraction − repulsion / normaliser):
 *   gain = gain + 0.2 where g and v have opposite signs, else 0.8 gain, and at least 0.01
 *   v = momentum v − rate · gain · g      y = y + v
 * All f32[2n]; velocity, gains and y are updated in place. Elements [begin, end) are computed.
 */
export function tsne_step_f32(
  begin: i32, end: i32, rate: f32, momentum: f32, exaggeration: f32, normaliser: f32,
  attraction: usize, repulsion: usize, velocity: usize, gains: usize, y: usize,
): void {
  const last = <usize>end << 2,
    pull = f32x4.splat(4 * exaggeration),
    push = f32x4.splat(4 / normaliser),
    inertia = f32x4.splat(momentum),
    pace = f32x4.splat(rate),
    zero = f32x4.splat(0);
  let i = <usize>begin << 2;
  const lanes = i + vectorBytes(end - begin);
  for (; i < last; i += i < lanes ? 16 : 4) {
    const tail = i >= lanes,
      g = f32x4.sub(f32x4.mul(pull, read4(attraction + i, tail)), f32x4.mul(push, read4(repulsion + i, tail))),
      v = read4(velocity + i, tail),
      gain = read4(gains + i, tail),
      downhill = v128.or(
        v128.and(f32x4.gt(g, zero), f32x4.lt(v, zero)),
        v128.and(f32x4.lt(g, zero), f32x4.gt(v, zero)),
      ),
      grown = f32x4.add(gain, f32x4.splat(0.2)),
      shrunk = f32x4.pmax(f32x4.mul(gain, f32x4.splat(0.8)), f32x4.splat(0.01)),
      gainNow = v128.bitselect(grown, shrunk, downhill),
      step = f32x4.sub(f32x4.mul(inertia, v), f32x4.mul(pace, f32x4.mul(gainNow, g)));
    write4(gains + i, gainNow, tail);
    write4(velocity + i, step, tail);
    write4(y + i, f32x4.add(read4(y + i, tail), step), tail);
  }
}
