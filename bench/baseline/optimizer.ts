export interface AdamOptions {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly correction1: number;
  readonly correction2: number;
  /** Weights stay at or above this. */
  readonly minimum?: number;
}

/** Adam in plain JavaScript over typed arrays, in place: what the kernel is measured against. */
export function adam(
  weight: Float32Array,
  gradient: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  options: AdamOptions,
): void {
  const { rate, beta1, beta2, epsilon, correction1, correction2, minimum = -Infinity } = options,
    size = rate / correction1,
    root = 1 / Math.sqrt(correction2);
  for (let i = 0; i < weight.length; i++) {
    const g = gradient[i]!,
      m = (mean[i] = beta1 * mean[i]! + (1 - beta1) * g),
      v = (variance[i] = beta2 * variance[i]! + (1 - beta2) * g * g);
    const w = weight[i]! - (size * m) / (root * Math.sqrt(v) + epsilon);
    weight[i] = w < minimum ? minimum : w;
  }
}
