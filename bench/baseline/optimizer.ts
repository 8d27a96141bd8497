/** Adam in plain JavaScript over typed arrays, one fused loop: the yardstick of the optimizer's kernel. */
export function adam(
  rate: number,
  beta1: number,
  beta2: number,
  epsilon: number,
  correction1: number,
  correction2: number,
  gradient: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
  weight: Float32Array,
): void {
  for (let i = 0; i < weight.length; i++) {
    const g = gradient[i]!,
      m = beta1 * mean[i]! + (1 - beta1) * g,
      v = beta2 * variance[i]! + (1 - beta2) * g * g;
    mean[i] = m;
    variance[i] = v;
    weight[i]! -= (rate * (m / correction1)) / (Math.sqrt(v / correction2) + epsilon);
  }
}
