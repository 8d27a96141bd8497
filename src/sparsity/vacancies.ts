import type { Random } from "../random.js";
import type { CsrMatrix } from "../tensor/csr.js";
import { sampleWithoutReplacement } from "./sample.js";

/**
 * Where as many connections may grow as are dropped: flat positions, ascending, every such set of places without a
 * connection equally likely, the places of the dropped among them. Time and memory O(dropped + rows + connections).
 * @param dropped places of entries, as `CsrMatrix.rewire` takes them
 * @param sample what draws, and may be faster than the default
 * @throws {ArgumentError} as CsrMatrix.vacancies does
 */
export function randomVacancies(
  random: Random,
  matrix: CsrMatrix,
  dropped: ArrayLike<number>,
  sample = sampleWithoutReplacement,
): Float64Array<ArrayBuffer> {
  const places = matrix.rows * matrix.columns - matrix.nnz + dropped.length;
  return matrix.vacancies(sample(random, places, dropped.length), dropped);
}
