/** Definitions in double precision; matrices are row-major arrays of n² numbers. */

export const zeros = (n: number): number[] => new Array<number>(n * n).fill(0);

export function product(a: readonly number[], b: readonly number[], n: number): number[] {
  const c = zeros(n);
  for (let i = 0; i < n; i++)
    for (let p = 0; p < n; p++) for (let j = 0; j < n; j++) c[i * n + j]! += a[i * n + p]! * b[p * n + j]!;
  return c;
}

export function transposed(a: readonly number[], n: number): number[] {
  return a.map((_, at) => a[(at % n) * n + Math.floor(at / n)]!);
}

/** The largest sum of the magnitudes of a row. */
export function norm(a: readonly number[], n: number): number {
  return Math.max(
    ...Array.from({ length: n }, (_, i) => a.slice(i * n, (i + 1) * n).reduce((s, x) => s + Math.abs(x), 0)),
  );
}

/** Σ Xᵏ/k!, term by term until they vanish, of X/2ˢ with a norm of at most ½, squared s times. */
export function expm(x: readonly number[], n: number): number[] {
  const squarings = Math.max(0, Math.ceil(Math.log2(Math.max(norm(x, n), 1e-300))) + 1),
    scaled = x.map((value) => value / 2 ** squarings);
  let sum = Array.from({ length: n * n }, (_, at) => Number(at % (n + 1) === 0)),
    term = sum;
  for (let k = 1; k <= 30; k++) {
    term = product(scaled, term, n).map((value) => value / k);
    sum = sum.map((value, at) => value + term[at]!);
  }
  for (let s = 0; s < squarings; s++) sum = product(sum, sum, n);
  return sum;
}

/** L(X, E): the upper right block of exp [[X, E], [0, X]]. */
export function frechet(x: readonly number[], e: readonly number[], n: number): number[] {
  const block = new Array<number>(4 * n * n).fill(0);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      block[i * 2 * n + j] = block[(i + n) * 2 * n + j + n] = x[i * n + j]!;
      block[i * 2 * n + j + n] = e[i * n + j]!;
    }
  const exponential = expm(block, 2 * n);
  return Array.from({ length: n * n }, (_, at) => exponential[Math.floor(at / n) * 2 * n + n + (at % n)]!);
}
