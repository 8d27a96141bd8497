import { ShapeError } from "../errors.js";
import { fillNormal } from "../ops/random.js";
import type { Random } from "../random.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * Fills a matrix with orthonormal rows, or columns where these are fewer, uniformly among all such matrices: Gram and
 * Schmidt's process over normal numbers, in double precision and twice, which orthogonalises them to its roundoff.
 * @param weights [rows, columns]
 * @throws {ShapeError} for what is no matrix
 * Source: Saxe, McClelland & Ganguli 2014, arXiv:1312.6120; Giraud et al. 2005, doi:10.1007/s00211-005-0615-4 ("twice is enough").
 */
export function fillOrthogonal(random: Random, weights: Tensor): Tensor {
  const [rows = 0, columns = 0] = weights.shape;
  if (weights.shape.length !== 2)
    throw new ShapeError("fillOrthogonal", `weights are [${weights.shape}], must be a matrix`);
  const count = Math.min(rows, columns),
    length = Math.max(rows, columns),
    drawn = fillNormal(random, weights).data,
    vectors = Array.from({ length: count }, (_, i) => Float64Array.from(drawn.subarray(i * length, (i + 1) * length)));
  for (const [i, vector] of vectors.entries()) {
    for (let pass = 0; pass < 2; pass++)
      for (const earlier of vectors.slice(0, i)) subtract(vector, dot(vector, earlier), earlier);
    const norm = Math.sqrt(dot(vector, vector));
    for (let k = 0; k < length; k++) vector[k]! /= norm;
  }
  const { data } = weights;
  for (const [i, vector] of vectors.entries())
    for (let k = 0; k < length; k++) data[rows <= columns ? i * columns + k : k * columns + i] = vector[k]!;
  return weights;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** a −= factor · b */
function subtract(a: Float64Array, factor: number, b: Float64Array): void {
  for (let k = 0; k < a.length; k++) a[k]! -= factor * b[k]!;
}
