import { ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "./check.js";

/**
 * Dense matrix product, C = A·B or, accumulating, C += A·B: a layer's W·X. Each element is summed in ascending order of
 * the inner index, starting from 0 or from the old C, so its bits depend on nothing but its row of A and column of B.
 * @param a [m, k]    @param b [k, n]
 * @param c receives the product, [m, n]; overlaps neither a nor b
 * @param accumulate add to what c holds instead of overwriting it
 * @throws {ShapeError} when the shapes disagree, c overlaps an input, or the tensors live in different memories
 */
export function matmul(a: Tensor, b: Tensor, c: Tensor, accumulate = false): Tensor {
  const [m, k] = matrix("matmul", "a", a),
    [, n] = matrix("matmul", "b", b);
  expectOperands("matmul", a, b, c, [m, k], [k, n], [m, n]);
  a.arena.kernels.gemm_nn_f32(0, m, n, k, a.ptr, b.ptr, c.ptr, accumulate ? 1 : 0);
  return c;
}

/**
 * Product with the first matrix transposed, C = Aᵀ·B or, accumulating, C += Aᵀ·B: the error sent back, Wᵀ·δ.
 * Summed as in `matmul`: the same bits as `matmul` of a transposed copy of a.
 * @param a [k, m]    @param b [k, n]
 * @param c receives the product, [m, n]; overlaps neither a nor b
 * @param accumulate add to what c holds instead of overwriting it
 * @throws {ShapeError} when the shapes disagree, c overlaps an input, or the tensors live in different memories
 */
export function matmulTransposeA(a: Tensor, b: Tensor, c: Tensor, accumulate = false): Tensor {
  const [k, m] = matrix("matmulTransposeA", "a", a),
    [, n] = matrix("matmulTransposeA", "b", b);
  expectOperands("matmulTransposeA", a, b, c, [k, m], [k, n], [m, n]);
  a.arena.kernels.gemm_tn_f32(0, m, m, n, k, a.ptr, b.ptr, c.ptr, accumulate ? 1 : 0);
  return c;
}

/**
 * Product with the second matrix transposed, C = A·Bᵀ or, accumulating, C += A·Bᵀ: a layer's weight gradient, δ·Xᵀ.
 * Each element is a dot of two rows: four interleaved partial sums, added pairwise, then the last k mod 4 terms in
 * order, then the old C. The same bits wherever in the matrix it stands.
 * @param a [m, k]    @param b [n, k]
 * @param c receives the product, [m, n]; overlaps neither a nor b
 * @param accumulate add to what c holds instead of overwriting it
 * @throws {ShapeError} when the shapes disagree, c overlaps an input, or the tensors live in different memories
 */
export function matmulTransposeB(a: Tensor, b: Tensor, c: Tensor, accumulate = false): Tensor {
  const [m, k] = matrix("matmulTransposeB", "a", a),
    [n] = matrix("matmulTransposeB", "b", b);
  expectOperands("matmulTransposeB", a, b, c, [m, k], [n, k], [m, n]);
  a.arena.kernels.gemm_nt_f32(0, m, n, k, a.ptr, b.ptr, c.ptr, accumulate ? 1 : 0);
  return c;
}

type Shape = readonly [rows: number, columns: number];

function matrix(operation: string, name: string, tensor: Tensor): Shape {
  expectIsTensor(operation, name, tensor);
  const [rows, columns] = tensor.shape;
  if (tensor.shape.length !== 2 || rows === undefined || columns === undefined)
    throw new ShapeError(operation, `${name} is [${tensor.shape}], must be a matrix`);
  return [rows, columns];
}

function expectOperands(
  operation: string,
  a: Tensor,
  b: Tensor,
  c: Tensor,
  aShape: Shape,
  bShape: Shape,
  cShape: Shape,
): void {
  expectTensor(operation, "a", a, aShape, a, "f32");
  expectTensor(operation, "b", b, bShape, a, "f32");
  expectTensor(operation, "c", c, cShape, a, "f32");
  expectDisjoint(operation, a, c, "a and c");
  expectDisjoint(operation, b, c, "b and c");
}
