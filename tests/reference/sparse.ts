/**
 * Naive definitions of the sparse ops. `round` is applied after every product and every sum: the identity gives the
 * double-precision definition, Math.fround the bits of f32 arithmetic in the same order (exact, as a product of two f32
 * has 48 bits and rounding their sum twice changes nothing).
 */
import type { Pattern } from "../../src/tensor/pattern.js";

export type Round = (x: number) => number;
export const exact: Round = (x) => x;

/** y[i,b] = start[i,b] + Σ_p values[p] · x[columnIndices[p], b] */
export function spmm(
  { rows, rowPointers, columnIndices }: Pattern,
  values: ArrayLike<number>,
  x: ArrayLike<number>,
  n: number,
  start: ArrayLike<number>,
  round: Round,
): number[] {
  const y = Array.from(start);
  for (let i = 0; i < rows; i++)
    for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++)
      for (let b = 0; b < n; b++)
        y[i * n + b] = round(y[i * n + b]! + round(values[p]! * x[columnIndices[p]! * n + b]!));
  return y;
}

/** x[j,b] = start[j,b] + Σ_p values[p] · d[i,b] over the entries p = (i, j) of column j */
export function spmmTranspose(
  { rows, rowPointers, columnIndices }: Pattern,
  values: ArrayLike<number>,
  d: ArrayLike<number>,
  n: number,
  start: ArrayLike<number>,
  round: Round,
): number[] {
  const x = Array.from(start);
  for (let i = 0; i < rows; i++)
    for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++)
      for (let b = 0; b < n; b++) {
        const at = columnIndices[p]! * n + b;
        x[at] = round(x[at]! + round(values[p]! * d[i * n + b]!));
      }
  return x;
}

/** g[p] = start[p] + Σ_b d[i,b] · x[j,b]: four running sums over b mod 4, (0 + 1) + (2 + 3), then the tail. */
export function sampledMatmul(
  { rows, rowPointers, columnIndices }: Pattern,
  d: ArrayLike<number>,
  x: ArrayLike<number>,
  n: number,
  start: ArrayLike<number> | undefined,
  round: Round,
): number[] {
  const g: number[] = [];
  for (let i = 0; i < rows; i++)
    for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++) {
      const product = (b: number) => round(d[i * n + b]! * x[columnIndices[p]! * n + b]!);
      const lanes: [number, number, number, number] = [0, 0, 0, 0];
      let b = 0;
      for (; b < n - (n % 4); b++) lanes[b % 4] = round(lanes[b % 4]! + product(b));
      let sum = round(round(lanes[0] + lanes[1]) + round(lanes[2] + lanes[3]));
      for (; b < n; b++) sum = round(sum + product(b));
      g.push(start ? round(start[p]! + sum) : sum);
    }
  return g;
}
