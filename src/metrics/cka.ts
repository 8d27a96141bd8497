import { ShapeError } from "../errors.js";
import { gramProduct } from "./gram.js";
import { centreColumns, type Matrix, readSamples, rescale, rowProduct, type Samples } from "./samples.js";

/**
 * Linear centred kernel alignment, how alike two representations of the same samples are: with centred columns,
 *   CKA = ‖YᵀX‖_F² / (‖XᵀX‖_F ‖YᵀY‖_F)
 * From 0 to 1, and 1 for representations equal up to rotation and one common scale. With few samples and many units it
 * is near 1 for unrelated ones too; the unbiased form replaces each norm by the estimate
 *   HSIC₁ = [tr(K̃L̃) + 1ᵀK̃1 · 1ᵀL̃1 / ((n−1)(n−2)) − 2/(n−2) · 1ᵀK̃L̃1] / (n(n−3))
 * in which K̃, L̃ are XXᵀ, YYᵀ with zero diagonals: CKA = HSIC₁(K, L) / √(HSIC₁(K, K) HSIC₁(L, L)), around 0 for
 * unrelated ones and possibly negative. Memory is that of X and Y; time the smaller of n · p · q and n² (p + q).
 * Undefined is the similarity to a representation that is the same in every sample, and in the unbiased form also to
 * one whose samples all have the same distance from each other: NaN.
 * Papers that draw a distance draw 1 − CKA. The same as `feature_space_linear_cka(X, Y, debiased)` of the authors'
 * notebook.
 * @param X samples × units    @param Y the same samples × any number of units
 * @param options.unbiased takes the unbiased form, for four samples or more; false unless given
 * @throws {ShapeError} unless X and Y have as many rows, at least four for the unbiased form; for ragged or empty rows
 * @throws {ArgumentError} for a number that is not finite
 * Source: Kornblith et al. 2019, arXiv:1905.00414; HSIC₁ from Song et al. 2012, "Feature selection via dependence
 * maximization".
 */
export function cka(X: Samples, Y: Samples, { unbiased = false }: { unbiased?: boolean } = {}): number {
  const x = readSamples("cka", "X", X),
    y = readSamples("cka", "Y", Y);
  if (x.rows !== y.rows) throw new ShapeError("cka", `X has ${x.rows} samples, Y has ${y.rows}`);
  if (unbiased && x.rows < 4) throw new ShapeError("cka", `${x.rows} samples, the unbiased form needs at least 4`);
  for (const matrix of [x, y]) {
    rescale(matrix.data);
    centreColumns(matrix);
  }
  const similarity = unbiased ? hsic : gramProduct,
    squares = similarity(x, x) * similarity(y, y);
  // Cauchy and Schwarz bound the quotient by 1; rounding may break that by a digit.
  return squares > 0 ? Math.max(-1, Math.min(1, similarity(x, y) / Math.sqrt(squares))) : Number.NaN;
}

/**
 * n(n−3) HSIC₁ of XXᵀ and YYᵀ. It does not change when columns are shifted, and for centred ones the rows of K̃ sum to
 * −|x_i|². A matrix against itself gives 0 where no more than rounding is left.
 */
function hsic(x: Matrix, y: Matrix): number {
  const n = x.rows;
  let normX = 0,
    normY = 0,
    common = 0;
  for (let i = 0; i < n; i++) {
    const a = rowProduct(x, i, x, i),
      b = rowProduct(y, i, y, i);
    normX += a;
    normY += b;
    common += a * b;
  }
  const product = gramProduct(x, y),
    sum = product - common + (normX * normY) / ((n - 1) * (n - 2)) - (2 * common) / (n - 2);
  return x === y && sum <= n * 2 ** -50 * product ? 0 : sum;
}
