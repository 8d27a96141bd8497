/**
 * The loops of assembly/kernels/{activations,softmax,reduce}.ts in plain JavaScript over typed arrays, written as one
 * would without WebAssembly: the yardstick of the benches. Math.* is meant here; the package itself never calls it.
 */

export function exp(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.exp(x[i]!);
}

export function tanh(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]!);
}

export function sigmoid(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]!));
}

/** max(x, 0) without a branch, which random signs would make the processor guess wrong every other time. */
export function relu(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = 0.5 * (x[i]! + Math.abs(x[i]!));
}

/** y[i,b] += bias[i], y [rows, n]. */
export function addBias(bias: Float32Array, y: Float32Array): void {
  const n = y.length / bias.length;
  for (let i = 0, at = 0; i < bias.length; i++) {
    const value = bias[i]!;
    for (let b = 0; b < n; b++, at++) y[at]! += value;
  }
}

/** Softmax over the classes of every column, x and y [classes, batch]; row by row, as the memory lies. */
export function softmax(x: Float32Array, classes: number, batch: number, y: Float32Array): void {
  const largest = x.slice(0, batch),
    sums = new Float64Array(batch);
  for (let i = 1, at = batch; i < classes; i++)
    for (let b = 0; b < batch; b++, at++) if (x[at]! > largest[b]!) largest[b] = x[at]!;
  for (let i = 0, at = 0; i < classes; i++)
    for (let b = 0; b < batch; b++, at++) sums[b]! += y[at] = Math.exp(x[at]! - largest[b]!);
  for (let i = 0, at = 0; i < classes; i++) for (let b = 0; b < batch; b++, at++) y[at]! /= sums[b]!;
}

export function sum(x: Float32Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]!;
  return total;
}

/** out[b] = argmax_i x[i,b], x [rows, batch]; row by row, as the memory lies. */
export function argmaxColumns(x: Float32Array, rows: number, batch: number, out: Int32Array): void {
  const best = x.slice(0, batch);
  out.fill(0);
  for (let i = 1, at = batch; i < rows; i++)
    for (let b = 0; b < batch; b++, at++)
      if (x[at]! > best[b]!) {
        best[b] = x[at]!;
        out[b] = i;
      }
}

/** Indices of the k largest |x[i]|, ascending; the lowest of equals. Sorts the magnitudes, then compares. k ≥ 1. */
export function topKByMagnitude(x: Float32Array, k: number, out: Int32Array): void {
  const sorted = x.map(Math.abs).sort(),
    threshold = sorted[x.length - k]!;
  let ties = k;
  for (let i = x.length - k; i < x.length; i++) if (sorted[i]! > threshold) ties--;
  for (let i = 0, at = 0; i < x.length; i++) {
    const size = Math.abs(x[i]!);
    if (size > threshold || (size === threshold && ties-- > 0)) out[at++] = i;
  }
}
