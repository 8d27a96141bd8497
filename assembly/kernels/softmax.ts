import { exp4, log4 } from "../math";
import { read4, update4, vectorBytes, write4 } from "../simd";

/**
 * Softmax over the classes of every column, and the two losses. Everything is [features, batch]: lanes run over the
 * batch, each column is summed from its first row to its last, so a column's bits depend on that column alone.
 */

/** Largest of the column's values. pmax(a, b) is a unless a < b, so NaN is passed over here and shows in the sum. */
// @ts-ignore: decorator
@inline
function columnMaximum(classes: i32, row: usize, x: usize, tail: bool): v128 {
  let largest = f32x4.splat(-Infinity);
  for (let i = 0; i < classes; i++, x += row) largest = f32x4.pmax(largest, read4(x, tail));
  return largest;
}

/** y[i] /= sum for the column's values. */
// @ts-ignore: decorator
@inline
function divideColumn(classes: i32, row: usize, sum: v128, y: usize, tail: bool): void {
  const factor = f32x4.div(f32x4.splat(1), sum);
  for (let i = 0; i < classes; i++, y += row) write4(y, f32x4.mul(read4(y, tail), factor), tail);
}

// @ts-ignore: decorator
@inline
function softmaxColumn(classes: i32, row: usize, x: usize, y: usize, tail: bool): void {
  const largest = columnMaximum(classes, row, x, tail);
  let sum = f32x4.splat(0),
    out = y;
  for (let i = 0; i < classes; i++, x += row, out += row) {
    const e = exp4(f32x4.sub(read4(x, tail), largest));
    sum = f32x4.add(sum, e);
    write4(out, e, tail);
  }
  divideColumn(classes, row, sum, y, tail);
}

/**
 * y[i,b] = exp(x[i,b] − m_b) / Σ_j exp(x[j,b] − m_b), m_b = max_j x[j,b], for columns [begin, end).
 *   x, y f32[classes, batch]; y may be x
 * −∞ gives 0. A column with NaN or +∞, or of −∞ alone, becomes NaN.
 */
export function softmax_f32(begin: i32, end: i32, classes: i32, batch: i32, x: usize, y: usize): void {
  const row = (<usize>batch) << 2,
    last = (<usize>end) << 2;
  let b = (<usize>begin) << 2;
  const lanes = b + vectorBytes(end - begin);
  for (; b < lanes; b += 16) softmaxColumn(classes, row, x + b, y + b, false);
  for (; b < last; b += 4) softmaxColumn(classes, row, x + b, y + b, true);
}

// @ts-ignore: decorator
@inline
function crossEntropyColumn(
  classes: i32, row: usize, x: usize, label: usize, p: usize, loss: usize, tail: bool,
): void {
  const largest = columnMaximum(classes, row, x, tail),
    wanted = read4(label, tail);
  let sum = f32x4.splat(0),
    labelled = f32x4.splat(0),
    out = p;
  for (let i = 0; i < classes; i++, x += row, out += row) {
    const shifted = f32x4.sub(read4(x, tail), largest),
      e = exp4(shifted);
    // Read before the store: p may be x.
    labelled = v128.bitselect(shifted, labelled, i32x4.eq(wanted, i32x4.splat(i)));
    sum = f32x4.add(sum, e);
    write4(out, e, tail);
  }
  divideColumn(classes, row, sum, p, tail);
  write4(loss, f32x4.sub(log4(sum), labelled), tail);
}

/**
 * Softmax and cross-entropy of the columns [begin, end):
 *   losses[b] = log Σ_j exp(x[j,b] − m_b) − (x[label_b, b] − m_b),   p = softmax(x)
 *   x, p f32[classes, batch], p may be x   labels i32[batch]   losses f32[batch], overlaps neither
 * Columns from `count` on get p = 0 and loss 0; their labels are not looked at.
 * Returns the first column whose label is not in [0, classes), with nothing written; −1 when there is none.
 */
export function softmax_cross_entropy_f32(
  begin: i32, end: i32, classes: i32, batch: i32, count: i32, x: usize, labels: usize, p: usize, losses: usize,
): i32 {
  const active = max(begin, min(end, count));
  for (let b = begin; b < active; b++) {
    if (load<u32>(labels + ((<usize>b) << 2)) >= <u32>classes) return b;
  }
  const row = (<usize>batch) << 2,
    last = (<usize>active) << 2,
    rest = (<usize>(end - active)) << 2;
  let b = (<usize>begin) << 2;
  const lanes = b + vectorBytes(active - begin);
  for (; b < lanes; b += 16) crossEntropyColumn(classes, row, x + b, labels + b, p + b, losses + b, false);
  for (; b < last; b += 4) crossEntropyColumn(classes, row, x + b, labels + b, p + b, losses + b, true);
  for (let i: usize = 0; i < <usize>classes; i++) memory.fill(p + i * row + last, 0, rest);
  memory.fill(losses + last, 0, rest);
  return -1;
}

/**
 * g[i,b] (+)= (p[i,b] − [i = label_b]) · scale for classes [begin, end): the gradient of scale · Σ_b losses[b].
 *   p, g f32[classes, batch], g may be p   labels i32[batch]
 * Below 2^-100 it is 0. Columns from `count` on get 0 (nothing added). `accumulate` adds to g.
 */
export function softmax_cross_entropy_backward_f32(
  begin: i32, end: i32, batch: i32, count: i32, scale: f32, accumulate: bool, p: usize, labels: usize, g: usize,
): void {
  const row = (<usize>batch) << 2,
    active = (<usize>count) << 2,
    lanes = vectorBytes(count),
    factor = f32x4.splat(scale),
    one = f32x4.splat(1);
  for (let i = begin; i < end; i++) {
    const source = p + <usize>i * row,
      out = g + <usize>i * row,
      own = i32x4.splat(i);
    let b: usize = 0;
    for (; b < lanes; b += 16) {
      const hot = v128.and(i32x4.eq(read4(labels + b, false), own), one);
      update4(out + b, strong(f32x4.mul(f32x4.sub(read4(source + b, false), hot), factor)), accumulate, false);
    }
    for (; b < active; b += 4) {
      const hot = v128.and(i32x4.eq(read4(labels + b, true), own), one);
      update4(out + b, strong(f32x4.mul(f32x4.sub(read4(source + b, true), hot), factor)), accumulate, true);
    }
    if (!accumulate) memory.fill(out + active, 0, row - active);
  }
}

/**
 * Values below 2^-100 become 0. A class e^70 times less likely than another is no error to learn from, but its products with
 * the activity of all layers would be subnormal, and every operation on one costs about a hundred times a normal one.
 */
// @ts-ignore: decorator
@inline
function strong(value: v128): v128 {
  return v128.andnot(value, f32x4.lt(f32x4.abs(value), f32x4.splat(7.888609052210118e-31)));
}

/**
 * losses[b] = ½ Σ_i (x[i,b] − target[i,b])² for columns [begin, end), summed from the first row to the last.
 *   x, target f32[features, batch]   losses f32[batch], overlaps neither. Columns from `count` on get 0.
 */
export function squared_error_f32(
  begin: i32, end: i32, features: i32, batch: i32, count: i32, x: usize, target: usize, losses: usize,
): void {
  const row = (<usize>batch) << 2,
    first = (<usize>begin) << 2,
    active = max(begin, min(end, count)),
    lanes = first + vectorBytes(active - begin),
    last = (<usize>active) << 2;
  memory.fill(losses + first, 0, (<usize>(end - begin)) << 2);
  for (let i = 0; i < features; i++, x += row, target += row) {
    let b = first;
    for (; b < lanes; b += 16) {
      const d = f32x4.sub(v128.load(x + b), v128.load(target + b));
      v128.store(losses + b, f32x4.add(v128.load(losses + b), f32x4.mul(d, d)));
    }
    for (; b < last; b += 4) {
      const d = load<f32>(x + b) - load<f32>(target + b);
      store<f32>(losses + b, load<f32>(losses + b) + d * d);
    }
  }
  for (let b = first; b < last; b += 4) store<f32>(losses + b, load<f32>(losses + b) * <f32>0.5);
}

/**
 * g[i,b] (+)= (x[i,b] − target[i,b]) · scale for rows [begin, end): the gradient of scale · Σ_b losses[b].
 *   x, target, g f32[features, batch]; g may be x or target. Columns from `count` on get 0 (nothing added).
 */
export function squared_error_backward_f32(
  begin: i32, end: i32, batch: i32, count: i32, scale: f32, accumulate: bool, x: usize, target: usize, g: usize,
): void {
  const row = (<usize>batch) << 2,
    active = (<usize>count) << 2,
    lanes = vectorBytes(count),
    factor = f32x4.splat(scale);
  for (let i = <usize>begin; i < <usize>end; i++) {
    const a = x + i * row,
      t = target + i * row,
      out = g + i * row;
    let b: usize = 0;
    for (; b < lanes; b += 16) {
      const d = f32x4.sub(read4(a + b, false), read4(t + b, false));
      update4(out + b, f32x4.mul(d, factor), accumulate, false);
    }
    for (; b < active; b += 4) {
      const d = f32x4.sub(read4(a + b, true), read4(t + b, true));
      update4(out + b, f32x4.mul(d, factor), accumulate, true);
    }
    if (!accumulate) memory.fill(out + active, 0, row - active);
  }
}
