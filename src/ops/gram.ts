import type { Tensor } from "../tensor/tensor.js";
import { expectIsTensor, expectRange, expectTensor } from "./check.js";

/**
 * Products of a matrix's columns, G[i,j] = Σ_p a[p,i] · a[p,j], summed in double precision in ascending p. Products of two
 * f32 are exact there, so G is good enough for a Cholesky factor of nearly dependent columns.
 * @param a [k, m]. Its arena lends 8·m² bytes of work memory during the call
 * @param begin first row of a to sum over    @param end row to stop before; k by default
 * @returns [m, m], the lower triangle filled, zeros above it
 * @throws {ShapeError} unless a is a matrix    @throws {ArgumentError} unless 0 ≤ begin ≤ end ≤ k
 * @throws {MemoryError} when the arena cannot lend the work memory
 */
export function gram(a: Tensor, begin = 0, end: number = a?.shape?.[0] ?? 0): Float64Array<ArrayBuffer> {
  expectIsTensor("gram", "a", a);
  const [k = 0, m = 0] = a.shape;
  expectTensor("gram", "a", a, [k, m], a, "f32");
  expectRange("gram", begin, end, k);
  const { arena } = a,
    first = a.ptr + 4 * m * begin,
    cells = arena.allocate(8 * m * m, "gram");
  try {
    arena.kernels.gram_f64(0, m, m, end - begin, first, cells);
    return new Float64Array(arena.buffer, cells, m * m).slice();
  } finally {
    arena.release(cells);
  }
}
