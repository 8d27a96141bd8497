import { ArgumentError, ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectIsTensor, expectRange, expectTensor } from "./check.js";

/**
 * Squared Euclidean distances between points, d[i,j] = Σ_p (x[i,p] − x[j,p])²: summed from the differences, so that close
 * points far from the origin keep their digits; symmetric to the last bit, 0 on the diagonal.
 * @param x points, [n, features]    @param d receives the distances, [n, n]; overlaps x not
 * @param begin first row of d to compute    @param end row to stop before; n by default
 * @throws {ShapeError} when the shapes disagree or overlap    @throws {ArgumentError} unless 0 ≤ begin ≤ end ≤ n
 */
export function squaredDistances(x: Tensor, d: Tensor, begin = 0, end: number = rowsOf(d)): Tensor {
  expectIsTensor("squaredDistances", "x", x);
  const [n = 0, features = 0] = x.shape;
  expectTensor("squaredDistances", "x", x, [n, features], x, "f32");
  expectTensor("squaredDistances", "d", d, [n, n], x, "f32");
  expectDisjoint("squaredDistances", x, d, "x and d");
  expectRange("squaredDistances", begin, end, n);
  x.arena.kernels.squared_distances_f32(begin, end, n, features, x.ptr, d.ptr);
  return d;
}

/**
 * Conditional affinities of t-SNE, p[i,j] = exp(−β_i d[i,j]) / Σ_{k≠i} exp(−β_i d[i,k]) and p[i,i] = 0, each precision β_i
 * such that the row's entropy is log(perplexity) within 1e-5. What is below 10⁻²⁰ of the nearest point's share is 0. A row
 * in which more points coincide with the nearest one than the perplexity counts is even over those.
 * Source: van der Maaten & Hinton 2008, equation 1.
 * @param d squared distances, [n, n], finite and not negative; the diagonal is ignored
 * @param perplexity effective number of neighbours    @param p receives the affinities, [n, n]; may be d
 * @param begin first row to compute    @param end row to stop before; n by default
 * @throws {ShapeError} unless both are square and alike, n ≥ 2
 * @throws {ArgumentError} unless 1 ≤ perplexity < n and 0 ≤ begin ≤ end ≤ n
 */
export function tsneAffinities(d: Tensor, perplexity: number, p: Tensor, begin = 0, end: number = rowsOf(d)): Tensor {
  const n = expectSquare("tsneAffinities", "d", d);
  expectTensor("tsneAffinities", "p", p, [n, n], d, "f32");
  if (p.ptr !== d.ptr) expectDisjoint("tsneAffinities", d, p, "d and p, unless they are the same,");
  if (n < 2) throw new ShapeError("tsneAffinities", `d is [${d.shape}], must be of at least two points`);
  if (!(perplexity >= 1 && perplexity < n))
    throw new ArgumentError(
      "tsneAffinities",
      "perplexity",
      perplexity,
      `at least 1 and below ${n}, the number of points`,
    );
  expectRange("tsneAffinities", begin, end, n);
  d.arena.kernels.tsne_affinities_f32(begin, end, n, perplexity, d.ptr, p.ptr);
  return p;
}

/**
 * Joint affinities from conditional ones, p[i,j] = p[j,i] = (p[i,j] + p[j,i]) / 2n in place; they add up to 1.
 * @param p [n, n]
 * @param begin first row to handle: the pairs whose larger index lies in [begin, end)    @param end n by default
 * @throws {ShapeError} unless p is square    @throws {ArgumentError} unless 0 ≤ begin ≤ end ≤ n
 */
export function tsneSymmetrise(p: Tensor, begin = 0, end: number = rowsOf(p)): Tensor {
  const n = expectSquare("tsneSymmetrise", "p", p);
  expectRange("tsneSymmetrise", begin, end, n);
  p.arena.kernels.tsne_symmetrise_f32(begin, end, n, p.ptr);
  return p;
}

/** Rows of what the checks may yet refuse. */
function rowsOf(tensor: Tensor): number {
  return tensor?.shape?.[0] ?? 0;
}

function expectSquare(operation: string, name: string, tensor: Tensor): number {
  expectIsTensor(operation, name, tensor);
  const n = tensor.shape[0] ?? 0;
  expectTensor(operation, name, tensor, [n, n], tensor, "f32");
  return n;
}
