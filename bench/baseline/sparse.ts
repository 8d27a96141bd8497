/**
 * The sparse ops in plain JavaScript, to measure against: `plain` is the loop as one writes it, `tuned` the fastest form
 * found, with the sums in locals. Sums are doubles: rounding each step by Math.fround halves the speed.
 */
import { sparseGradient } from "../../src/experiments/sparse-mnist/plain-products.js";
import type { Pattern } from "../../src/tensor/pattern.js";

type Floats = Float32Array;

export const plain = {
  spmm({ rows, rowPointers, columnIndices }: Pattern, values: Floats, x: Floats, n: number, y: Floats): void {
    y.fill(0);
    for (let i = 0; i < rows; i++)
      for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++) {
        const weight = values[p]!,
          from = columnIndices[p]! * n,
          to = i * n;
        for (let b = 0; b < n; b++) y[to + b]! += weight * x[from + b]!;
      }
  },

  /** Scatters by rows: no transposed index needed. */
  spmmTranspose({ rows, rowPointers, columnIndices }: Pattern, values: Floats, d: Floats, n: number, x: Floats): void {
    x.fill(0);
    for (let i = 0; i < rows; i++)
      for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++) {
        const weight = values[p]!,
          from = i * n,
          to = columnIndices[p]! * n;
        for (let b = 0; b < n; b++) x[to + b]! += weight * d[from + b]!;
      }
  },

  sampledMatmul({ rows, rowPointers, columnIndices }: Pattern, d: Floats, x: Floats, n: number, g: Floats): void {
    for (let i = 0; i < rows; i++)
      for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++) {
        const from = columnIndices[p]! * n,
          row = i * n;
        let sum = 0;
        for (let b = 0; b < n; b++) sum += d[row + b]! * x[from + b]!;
        g[p] = sum;
      }
  },
};

export const tuned = {
  /** Eight columns of the batch at a time, their sums in locals. */
  spmm({ rows, rowPointers, columnIndices }: Pattern, values: Floats, x: Floats, n: number, y: Floats): void {
    const blocked = n & ~7;
    for (let i = 0; i < rows; i++) {
      const begin = rowPointers[i]!,
        end = rowPointers[i + 1]!;
      for (let c = 0; c < blocked; c += 8) {
        let s0 = 0,
          s1 = 0,
          s2 = 0,
          s3 = 0,
          s4 = 0,
          s5 = 0,
          s6 = 0,
          s7 = 0;
        for (let p = begin; p < end; p++) {
          const weight = values[p]!,
            at = columnIndices[p]! * n + c;
          s0 += weight * x[at]!;
          s1 += weight * x[at + 1]!;
          s2 += weight * x[at + 2]!;
          s3 += weight * x[at + 3]!;
          s4 += weight * x[at + 4]!;
          s5 += weight * x[at + 5]!;
          s6 += weight * x[at + 6]!;
          s7 += weight * x[at + 7]!;
        }
        const to = i * n + c;
        y[to] = s0;
        y[to + 1] = s1;
        y[to + 2] = s2;
        y[to + 3] = s3;
        y[to + 4] = s4;
        y[to + 5] = s5;
        y[to + 6] = s6;
        y[to + 7] = s7;
      }
      for (let c = blocked; c < n; c++) {
        let sum = 0;
        for (let p = begin; p < end; p++) sum += values[p]! * x[columnIndices[p]! * n + c]!;
        y[i * n + c] = sum;
      }
    }
  },

  /** The loop of the experiment's plain network. */
  sampledMatmul(pattern: Pattern, d: Floats, x: Floats, n: number, g: Floats): void {
    sparseGradient(pattern, d, x, g, n);
  },
};
