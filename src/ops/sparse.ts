import type { CsrMatrix } from "../tensor/csr.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "./check.js";

/**
 * Sparse × dense, Y (+)= A·X: y[i,b] (+)= Σ_j a[i,j] · x[j,b] over the stored entries of row i, in ascending j.
 * A sample's result does not depend on the others in its batch.
 * @param a sparse, [rows, columns]    @param x dense, [columns, n]
 * @param y receives the product, [rows, n]; overlaps neither x nor values
 * @param accumulate adds to y instead of overwriting it
 * @param values other values on a's structure, [nnz]
 * @throws {ShapeError} when a shape differs, y overlaps an input, or a tensor lives in another memory
 */
export function spmm(a: CsrMatrix, x: Tensor, y: Tensor, accumulate = false, values: Tensor = a.values): Tensor {
  expectIsTensor("spmm", "x", x);
  const n = x.shape[1] ?? 0;
  expectTensor("spmm", "values", values, [a.nnz], a, "f32");
  expectTensor("spmm", "x", x, [a.columns, n], a, "f32");
  expectTensor("spmm", "y", y, [a.rows, n], a, "f32");
  expectDisjoint("spmm", y, x, "y and x");
  expectDisjoint("spmm", y, values, "y and values");
  const { rowPointers, columnIndices } = a.structure();
  const { kernels } = a.arena;
  kernels.spmm_csr_f32(0, a.rows, n, +accumulate, rowPointers, columnIndices, values.ptr, x.ptr, y.ptr);
  return y;
}

/**
 * Transposed sparse × dense, X (+)= Aᵀ·D: x[j,b] (+)= Σ_i a[i,j] · d[i,b] over the stored entries of column j, in
 * ascending i: the backward pass of spmm. From a batch of 16 on it walks `a.transposeIndex()`, which the first such call
 * builds; smaller ones need none.
 * @param a sparse, [rows, columns]    @param d dense, [rows, n]
 * @param x receives the product, [columns, n]; overlaps neither d nor values
 * @param accumulate adds to x instead of overwriting it
 * @param values other values on a's structure, [nnz]: the fixed feedback weights of feedback alignment
 * @throws {ShapeError} when a shape differs, x overlaps an input, or a tensor lives in another memory
 * @throws {MemoryError} when the transposed index is not built yet and the memory cannot hold it
 */
export function spmmTranspose(
  a: CsrMatrix,
  d: Tensor,
  x: Tensor,
  accumulate = false,
  values: Tensor = a.values,
): Tensor {
  expectIsTensor("spmmTranspose", "d", d);
  const n = d.shape[1] ?? 0;
  expectTensor("spmmTranspose", "values", values, [a.nnz], a, "f32");
  expectTensor("spmmTranspose", "d", d, [a.rows, n], a, "f32");
  expectTensor("spmmTranspose", "x", x, [a.columns, n], a, "f32");
  expectDisjoint("spmmTranspose", x, d, "x and d");
  expectDisjoint("spmmTranspose", x, values, "x and values");
  const { kernels } = a.arena,
    add = +accumulate;
  if (n < 16) {
    const { rowPointers, columnIndices } = a.structure();
    const { rows, columns } = a;
    kernels.spmm_scatter_f32(0, n, rows, columns, n, add, rowPointers, columnIndices, values.ptr, d.ptr, x.ptr);
  } else {
    const { columnPointers, rowIndices, permutation, gathered } = a.transposeIndex();
    const { ptr } = values;
    kernels.spmm_csc_f32(0, a.columns, n, add, columnPointers, rowIndices, permutation, ptr, d.ptr, gathered, x.ptr);
  }
  return x;
}

/**
 * Sampled dense × dense, g[p] (+)= Σ_b d[i,b] · x[j,b] for every stored entry p = (i, j) of a: the gradient of spmm's
 * stored weights, given d = ∂loss/∂Y. Entries that are not stored cost nothing.
 * @param a only its structure is used    @param d [rows, n]    @param x [columns, n]
 * @param gradient receives the sums, [nnz]; overlaps neither d nor x
 * @param accumulate adds to gradient instead of overwriting it
 * @throws {ShapeError} when a shape differs, gradient overlaps an input, or a tensor lives in another memory
 */
export function sampledMatmul(a: CsrMatrix, d: Tensor, x: Tensor, gradient: Tensor, accumulate = false): Tensor {
  expectIsTensor("sampledMatmul", "x", x);
  const n = x.shape[1] ?? 0;
  expectTensor("sampledMatmul", "d", d, [a.rows, n], a, "f32");
  expectTensor("sampledMatmul", "x", x, [a.columns, n], a, "f32");
  expectTensor("sampledMatmul", "gradient", gradient, [a.nnz], a, "f32");
  expectDisjoint("sampledMatmul", gradient, d, "gradient and d");
  expectDisjoint("sampledMatmul", gradient, x, "gradient and x");
  const { rowPointers, columnIndices } = a.structure();
  const { kernels } = a.arena;
  kernels.sddmm_csr_f32(0, a.rows, n, +accumulate, rowPointers, columnIndices, d.ptr, x.ptr, gradient.ptr);
  return gradient;
}
