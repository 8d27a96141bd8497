import { ShapeError } from "../errors.js";
import { dot, readVector, rescale } from "./samples.js";

/**
 * Pearson's correlation,
 *   r = Σ_i (x_i − x̄)(y_i − ȳ) / √(Σ_i (x_i − x̄)² Σ_i (y_i − ȳ)²)
 * From −1 to 1; with a constant x or y undefined: NaN. The same as scipy.stats.pearsonr and MATLAB's corr.
 * @param x n numbers    @param y n numbers
 * @throws {ShapeError} unless both have as many numbers, at least one
 * @throws {ArgumentError} for a number that is not finite
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = readPair("pearson", x, y);
  return correlationOf(a, deviate(a), b, deviate(b));
}

/**
 * Spearman's correlation: Pearson's of the ranks, equal numbers sharing the average of their ranks. From −1 to 1; with
 * a constant x or y undefined: NaN. The same as scipy.stats.spearmanr.
 * @param x n numbers    @param y n numbers
 * @throws {ShapeError} unless both have as many numbers, at least one
 * @throws {ArgumentError} for a number that is not finite
 * Source: Spearman 1904, doi:10.2307/1412159.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = readPair("spearman", x, y).map(averageRanks) as [Float64Array, Float64Array];
  return correlationOf(a, deviate(a), b, deviate(b));
}

/**
 * Ranks from 1 for the smallest number to n for the largest; equal numbers share the average of their ranks. The same
 * as scipy.stats.rankdata and MATLAB's tiedrank.
 * @throws {ShapeError} for no numbers
 * @throws {ArgumentError} for a number that is not finite
 */
export function ranks(x: ArrayLike<number>): Float64Array {
  return averageRanks(readVector("ranks", "x", x));
}

function averageRanks(x: Float64Array): Float64Array {
  const sorted = x.slice().sort(),
    values = new Float64Array(x.length),
    shared = new Float64Array(x.length);
  let count = 0;
  for (let begin = 0, end = 0; begin < sorted.length; begin = end) {
    while (end < sorted.length && sorted[end] === sorted[begin]) end++;
    values[count] = sorted[begin]!;
    // The mean of the ranks begin + 1 … end.
    shared[count++] = (begin + 1 + end) / 2;
  }
  // Looking each number up is several times faster than sorting indices by a comparison in JavaScript.
  return x.map((value) => {
    let low = 0,
      high = count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return shared[low]!;
  });
}

function readPair(operation: string, x: ArrayLike<number>, y: ArrayLike<number>): [Float64Array, Float64Array] {
  const a = readVector(operation, "x", x),
    b = readVector(operation, "y", y);
  if (a.length !== b.length) throw new ShapeError(operation, `x has ${a.length} numbers, y has ${b.length}`);
  return [a, b];
}

/**
 * Turns numbers into deviations from their mean, exactly 0 if all are equal, in a scale free of overflow.
 * @returns the sum of the squared deviations
 */
export function deviate(numbers: Float64Array): number {
  rescale(numbers);
  const first = numbers[0]!;
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]! -= first;
  for (let i = 0; i < numbers.length; i++) numbers[i]! -= sum / numbers.length;
  return dot(numbers, 0, numbers, 0, numbers.length);
}

/** Pearson's correlation of deviations with their sums of squares; NaN where one is 0. */
export function correlationOf(a: Float64Array, squaresA: number, b: Float64Array, squaresB: number): number {
  // One root of the product: of a row and itself it is exact, and the correlation then exactly 1.
  return Math.max(-1, Math.min(1, dot(a, 0, b, 0, a.length) / Math.sqrt(squaresA * squaresB)));
}
