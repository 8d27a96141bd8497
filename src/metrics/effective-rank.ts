import { exp, log } from "../elementary.js";
import { centreColumns, readSamples, rescale, type Samples } from "./samples.js";
import { spectrum } from "./singular-values.js";

/**
 * Effective rank: e to the entropy of the singular values,
 *   exp(−Σ_i p_i ln p_i),  p_i = σ_i / Σ_j σ_j
 * From 1, when all samples lie on a line, to the rank, when they spread alike along as many directions. Takes σ where
 * the participation ratio takes σ², so it is the larger of the two. Turning, scaling or shifting the samples changes
 * nothing; without centring, shifting does. Samples all alike (without centring: all 0) have none: NaN.
 * @param X samples × units
 * @param options.centre takes the mean from every unit first; true unless given
 * @throws {ShapeError} for no rows, no columns or rows of several lengths
 * @throws {ArgumentError} for a number that is not finite
 * Source: Roy & Vetterli 2007, "The effective rank: a measure of effective dimensionality".
 */
export function effectiveRank(X: Samples, { centre = true }: { centre?: boolean } = {}): number {
  const matrix = readSamples("effectiveRank", "X", X);
  rescale(matrix.data);
  if (centre) centreColumns(matrix);
  const values = spectrum("effectiveRank", matrix),
    sum = values.reduce((total, value) => total + value, 0);
  let entropy = 0;
  for (const value of values) if (value > 0) entropy -= (value / sum) * log(value / sum);
  return sum > 0 ? exp(entropy) : Number.NaN;
}
