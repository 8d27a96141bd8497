/** Definitions of the elementwise ops, rounded to f32 after every step as the kernels are: results are bit-equal. */
const f = Math.fround;

export const add = (a: number, b: number): number => f(a + b);
export const multiply = (a: number, b: number): number => f(a * b);
export const axpy = (alpha: number, x: number, y: number): number => f(y + f(f(alpha) * x));
export const scale = (x: number, factor: number): number => f(f(factor) * x);
export const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, f(low)), f(high));

/** Σ_b d[i,b] in double precision. */
export function rowSums(d: readonly number[], rows: number): number[] {
  const n = d.length / rows;
  return Array.from({ length: rows }, (_, i) => d.slice(i * n, (i + 1) * n).reduce((sum, value) => sum + value, 0));
}

/** start + Σ_p x[p·n + j], ascending. */
export function groupSums(x: readonly number[], groups: number, n: number, start: number): number[] {
  return Array.from({ length: n }, (_, j) => {
    let sum = start;
    for (let p = 0; p < groups; p++) sum = f(sum + x[p * n + j]!);
    return sum;
  });
}
