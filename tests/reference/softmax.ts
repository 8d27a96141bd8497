/** Naive definitions of softmax and the losses over [features, batch], in double precision. */

/** p[i,b], row-major. */
export function softmax(x: readonly number[], classes: number, batch: number): number[] {
  return x.map((value, at) => {
    const b = at % batch;
    let largest = -Infinity,
      sum = 0;
    for (let j = 0; j < classes; j++) largest = Math.max(largest, x[j * batch + b]!);
    for (let j = 0; j < classes; j++) sum += Math.exp(x[j * batch + b]! - largest);
    return Math.exp(value - largest) / sum;
  });
}

/** −log p[label_b, b] for every column, without the underflow of p. */
export function crossEntropy(x: readonly number[], labels: readonly number[], classes: number): number[] {
  const batch = labels.length;
  return labels.map((label, b) => {
    let sum = 0;
    for (let j = 0; j < classes; j++) sum += Math.exp(x[j * batch + b]! - x[label * batch + b]!);
    return Math.log(sum);
  });
}

/** ½ Σ_i (x − target)² for every column. */
export function squaredError(x: readonly number[], target: readonly number[], batch: number): number[] {
  const losses = new Array<number>(batch).fill(0);
  x.forEach((value, at) => void (losses[at % batch]! += 0.5 * (value - target[at]!) ** 2));
  return losses;
}
