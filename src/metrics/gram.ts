import { type Matrix, rowProduct, transposed } from "./samples.js";

/**
 * Σ_ij (XXᵀ)_ij (YYᵀ)_ij = ‖XᵀY‖_F² of two matrices with as many rows. Neither product is stored: the cheaper of the
 * two sums is taken, over pairs of columns or over pairs of rows.
 */
export function gramProduct(x: Matrix, y: Matrix): number {
  const same = x === y;
  let sum = 0;
  if (2 * x.columns * y.columns <= x.rows * (x.columns + y.columns)) {
    const left = transposed(x),
      right = same ? left : transposed(y);
    for (let i = 0; i < left.rows; i++)
      for (let j = same ? i : 0; j < right.rows; j++)
        sum += (same && j > i ? 2 : 1) * rowProduct(left, i, right, j) ** 2;
    return sum;
  }
  for (let i = 0; i < x.rows; i++)
    for (let j = i; j < x.rows; j++) {
      const product = rowProduct(x, i, x, j);
      sum += (j > i ? 2 : 1) * product * (same ? product : rowProduct(y, i, y, j));
    }
  return sum;
}
