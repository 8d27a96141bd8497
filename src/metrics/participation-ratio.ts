import { gramProduct } from "./gram.js";
import { centreColumns, readSamples, rescale, type Samples } from "./samples.js";

/**
 * Participation ratio, the number of directions over which the variance spreads: with λ the eigenvalues of the units'
 * covariance,
 *   (Σ_i λ_i)² / Σ_i λ_i² = (tr C)² / ‖C‖_F²
 * and the traces need no eigenvalues. From 1 to the rank. Takes λ = σ² where the effective rank takes σ. Turning,
 * scaling or shifting the samples changes nothing; without centring, shifting does. Samples all alike (without
 * centring: all 0) have none: NaN. Also called dimensionality; its inverse is the sum of squared explained variances.
 * @param X samples × units
 * @param options.centre takes the mean from every unit first, as a covariance does; true unless given
 * @throws {ShapeError} for no rows, no columns or rows of several lengths
 * @throws {ArgumentError} for a number that is not finite
 * Source: Gao et al. 2017, "A theory of multineuronal dimensionality, dynamics and measurement", doi:10.1101/214262.
 */
export function participationRatio(X: Samples, { centre = true }: { centre?: boolean } = {}): number {
  const matrix = readSamples("participationRatio", "X", X);
  rescale(matrix.data);
  if (centre) centreColumns(matrix);
  let trace = 0;
  for (const value of matrix.data) trace += value ** 2;
  return trace ** 2 / gramProduct(matrix, matrix);
}
