import { centreColumns, readSamples, rescale, type Samples } from "./samples.js";
import { spectrum } from "./singular-values.js";

/**
 * Stable rank ‖X‖_F² / σ_1², the sum of the squared singular values over the largest of them. From 1 to the rank; small
 * changes of X change it little. It is a number of the matrix as given (of weights, say), so X is not centred unless
 * asked for: ask when rows are samples. Turning or scaling changes nothing. A matrix of zeros has none: NaN.
 * @param X any matrix as rows; samples × units
 * @param options.centre takes the mean from every column first; false unless given
 * @throws {ShapeError} for no rows, no columns or rows of several lengths
 * @throws {ArgumentError} for a number that is not finite
 * Source: Rudelson & Vershynin 2007, doi:10.1145/1255443.1255449.
 */
export function stableRank(X: Samples, { centre = false }: { centre?: boolean } = {}): number {
  const matrix = readSamples("stableRank", "X", X);
  rescale(matrix.data);
  if (centre) centreColumns(matrix);
  const squares = spectrum("stableRank", matrix).map((value) => value ** 2);
  return squares.reduce((sum, square) => sum + square, 0) / squares[0]!;
}
