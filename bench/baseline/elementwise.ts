/**
 * The loops of assembly/kernels/{activations,softmax,reduce}.ts in plain JavaScript over typed arrays, written as one
 * would without WebAssembly: the yardstick of the benches. Math.* is meant here; the package itself never calls it.
 */

export function exp(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.exp(x[i]!);
}

export function log(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.log(x[i]!);
}

export function tanh(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]!);
}

export function sigmoid(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]!));
}

export function relu(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.max(x[i]!, 0);
}

/** y[i,b] += bias[i], y [rows, n]. */
export function addBias(bias: Float32Array, y: Float32Array): void {
  const n = y.length / bias.length;
  for (let i = 0, at = 0; i < bias.length; i++) {
    const value = bias[i]!;
    for (let b = 0; b < n; b++, at++) y[at]! += value;
  }
}

/** Softmax over the classes of every column, x and y [classes, batch]. */
export function softmax(x: Float32Array, classes: number, batch: number, y: Float32Array): void {
  for (let b = 0; b < batch; b++) {
    let largest = -Infinity,
      sum = 0;
    for (let i = 0, at = b; i < classes; i++, at += batch) if (x[at]! > largest) largest = x[at]!;
    for (let i = 0, at = b; i < classes; i++, at += batch) sum += y[at] = Math.exp(x[at]! - largest);
    for (let i = 0, at = b; i < classes; i++, at += batch) y[at]! /= sum;
  }
}

export function sum(x: Float32Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]!;
  return total;
}

export function argmax(x: Float32Array): number {
  let best = 0;
  for (let i = 1; i < x.length; i++) if (x[i]! > x[best]!) best = i;
  return best;
}

/** out[b] = argmax_i x[i,b], x [rows, batch]. */
export function argmaxColumns(x: Float32Array, rows: number, batch: number, out: Int32Array): void {
  for (let b = 0; b < batch; b++) {
    let best = 0;
    for (let i = 1; i < rows; i++) if (x[i * batch + b]! > x[best * batch + b]!) best = i;
    out[b] = best;
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
