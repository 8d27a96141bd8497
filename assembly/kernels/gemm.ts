import { dotProduct } from "./dots";
import { PASS_ELEMENTS, product, STRIDED_DEPTH } from "./products";

/**
 * Dense matrix products. All matrices are f32, row-major; C overlaps neither A nor B; rows [begin, end) of C are computed.
 * The tiles are those of products.ts and dots.ts; `nn` and `tn` are one product seen through different strides of A.
 */

/** C[i,j] (+)= Σ_p A[i,p] · B[p,j], summed in ascending p from 0 (accumulate: from C). A [m,k], B [k,n], C [m,n]. */
export function gemm_nn_f32(
  begin: i32, end: i32, n: i32, k: i32, a: usize, b: usize, c: usize, accumulate: i32,
): void {
  const pass = max(STRIDED_DEPTH, PASS_ELEMENTS / max(n, 1));
  product(begin, end, n, 1, k, pass, a, <usize>k << 2, 4, 0, b, 0, c, accumulate);
}

/** C[i,j] (+)= Σ_p A[p,i] · B[p,j], summed in ascending p from 0 (accumulate: from C). A [k,m], B [k,n], C [m,n]. */
export function gemm_tn_f32(
  begin: i32, end: i32, m: i32, n: i32, k: i32, a: usize, b: usize, c: usize, accumulate: i32,
): void {
  product(begin, end, n, 1, k, STRIDED_DEPTH, a, 4, <usize>m << 2, 0, b, 0, c, accumulate);
}

/**
 * C[i,j] (+)= Σ_p A[i,p] · B[j,p]. A [m,k], B [n,k], C [m,n].
 * Lane l sums p = l, l+4, … of the k − k mod 4 first terms, the lanes are added as sum4 does, then the remaining terms
 * in ascending p, then (accumulate) the old C, except that for k = 1 a sum of two negative zeros keeps its sign.
 */
export function gemm_nt_f32(
  begin: i32, end: i32, n: i32, k: i32, a: usize, b: usize, c: usize, accumulate: i32,
): void {
  // An outer product: Bᵀ lies as B does.
  if (k == 1) return product(begin, end, n, 1, 1, 1, a, 4, 4, 0, b, 0, c, accumulate);
  const row = <usize>k << 2;
  dotProduct(begin, end, n, 1, k, a, row, 0, b, row, 0, c, <usize>n << 2, accumulate);
}
