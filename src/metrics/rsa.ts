import { ArgumentError, ShapeError } from "../errors.js";
import { correlationOf, deviate, pearson, spearman } from "./correlation.js";
import { type Matrix, readSamples, type Samples } from "./samples.js";

/**
 * Representational dissimilarities of samples: 1 − Pearson's correlation between the rows of every two, from 0 to 2.
 * Pairs come as the upper triangle read row by row: (0, 1), (0, 2) … (0, n−1), (1, 2) …. Where one of the rows is
 * constant the entry is undefined: NaN. The same as scipy.spatial.distance.pdist(X, "correlation") and rsatoolbox's
 * calc_rdm(method="correlation").
 * @param X samples × units, two samples or more
 * @returns n(n−1)/2 dissimilarities
 * @throws {ShapeError} for fewer than two rows, no columns or rows of several lengths
 * @throws {ArgumentError} for a number that is not finite
 * Source: Kriegeskorte, Mur & Bandettini 2008, doi:10.3389/neuro.06.004.2008.
 */
export function rdm(X: Samples): Float64Array {
  const matrix = readSamples("rdm", "X", X);
  if (matrix.rows < 2) throw new ShapeError("rdm", "X has one row, must have at least two");
  return dissimilarities(matrix);
}

/**
 * Representational similarity analysis: the rank or linear correlation of the dissimilarities (`rdm`) that two
 * representations give to the same pairs of samples. From −1 to 1. Before ranking, dissimilarities are rounded to
 * multiples of 2^−40, so that those which differ by rounding alone are ties. NaN where a row of X or Y is constant, or
 * all dissimilarities of one are equal.
 * @param X samples × units, three samples or more    @param Y the same samples × any number of units
 * @param options.correlation "spearman" unless given, or "pearson"
 * @throws {ShapeError} unless X and Y have as many rows, at least three; for no columns or rows of several lengths
 * @throws {ArgumentError} for a number that is not finite, or another correlation
 * Source: Kriegeskorte, Mur & Bandettini 2008, doi:10.3389/neuro.06.004.2008.
 */
export function rsa(
  X: Samples,
  Y: Samples,
  { correlation = "spearman" }: { correlation?: "spearman" | "pearson" } = {},
): number {
  if (correlation !== "spearman" && correlation !== "pearson")
    throw new ArgumentError("rsa", "correlation", correlation, '"spearman" or "pearson"');
  const x = readSamples("rsa", "X", X),
    y = readSamples("rsa", "Y", Y);
  if (x.rows !== y.rows || x.rows < 3)
    throw new ShapeError("rsa", `X has ${x.rows} samples, Y has ${y.rows}, must be as many, at least 3`);
  const a = dissimilarities(x),
    b = dissimilarities(y);
  if (a.some(Number.isNaN) || b.some(Number.isNaN)) return Number.NaN;
  return correlation === "pearson" ? pearson(a, b) : spearman(a.map(rounded), b.map(rounded));
}

const rounded = (value: number) => Math.floor(value * 2 ** 40 + 0.5);

function dissimilarities({ data, rows, columns }: Matrix): Float64Array {
  const samples = Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns)),
    squares = samples.map(deviate),
    result = new Float64Array((rows * (rows - 1)) / 2);
  for (let i = 0, pair = 0; i < rows; i++)
    for (let j = i + 1; j < rows; j++)
      result[pair++] = 1 - correlationOf(samples[i]!, squares[i]!, samples[j]!, squares[j]!);
  return result;
}
