/** Adam in plain JavaScript over typed arrays, in place: what the kernel is measured against. */
export function adam(
  weight: Float32Array,
  gradient: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  options: { rate: number; beta1: number; beta2: number; epsilon: number; correction1: number; correction2: number },
): void {
  const { rate, beta1, beta2, epsilon, correction1, correction2 } = options,
    size = rate / correction1,
    root = 1 / Math.sqrt(correction2);
  for (let i = 0; i < weight.length; i++) {
    const g = gradient[i]!,
      m = (mean[i] = beta1 * mean[i]! + (1 - beta1) * g),
      v = (variance[i] = beta2 * variance[i]! + (1 - beta2) * g * g);
    weight[i]! -= (size * m) / (root * Math.sqrt(v) + epsilon);
  }
}
