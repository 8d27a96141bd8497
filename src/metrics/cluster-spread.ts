import { ArgumentError, ShapeError } from "../errors.js";

/**
 * How far classes spread compared with all points: the mean over classes of the root-mean-square distance between two
 * points of the class, divided by that between any two points. Near 0 for tight clusters far apart, near 1 where the
 * classes are mixed. Over the pairs of two different points,
 *   RMS = √(2 Σ_dimensions variance),  variance = Σ_i (x_i − x̄)² / (n − 1)
 * Every class weighs the same. Turning, shifting or scaling the points changes nothing.
 * @param points n · dimensions numbers, one point after the other; a map of t-SNE is [n, 2]
 * @param labels n class labels, any integers; at least two points each
 * @throws {ShapeError} unless the points are a whole number of dimensions, one at least, for every label
 * @throws {ArgumentError} for fewer than two points in a class, a label that is no integer, a point that is not finite,
 *   and points all at one place
 * Source: the cluster quality of Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function clusterSpread(points: ArrayLike<number>, labels: ArrayLike<number>): number {
  for (const [name, array] of Object.entries({ points, labels }))
    if (typeof array !== "object" || array === null || !Number.isInteger(array.length))
      throw new ArgumentError("clusterSpread", name, array, "an array of numbers");
  const n = labels.length,
    dimensions = points.length / n;
  if (!Number.isInteger(dimensions) || dimensions < 1)
    throw new ShapeError("clusterSpread", `${points.length} numbers are no whole points for ${n} labels`);
  for (let i = 0; i < points.length; i++)
    if (!Number.isFinite(points[i])) throw new ArgumentError("clusterSpread", `points[${i}]`, points[i], "finite");
  const everyone = Array.from({ length: n }, (_, i) => i),
    classes = new Map<number, number[]>();
  for (const i of everyone) {
    const label = labels[i]!;
    if (!Number.isInteger(label)) throw new ArgumentError("clusterSpread", `labels[${i}]`, label, "an integer");
    const members = classes.get(label);
    if (members) members.push(i);
    else classes.set(label, [i]);
  }
  let within = 0;
  for (const [label, members] of classes) {
    if (members.length < 2)
      throw new ArgumentError(
        "clusterSpread",
        "labels",
        label,
        "given to at least two points, or their spread is unknown",
      );
    within += rmsDistance(points, dimensions, members);
  }
  const overall = rmsDistance(points, dimensions, everyone);
  if (overall === 0) throw new ArgumentError("clusterSpread", "points", points, "at two places at least");
  return within / classes.size / overall;
}

/** Root-mean-square distance over the pairs of different points among `members`, by way of the variances. */
function rmsDistance(points: ArrayLike<number>, dimensions: number, members: readonly number[]): number {
  let squares = 0;
  for (let axis = 0; axis < dimensions; axis++) {
    let mean = 0;
    for (const i of members) mean += points[i * dimensions + axis]! / members.length;
    for (const i of members) squares += (points[i * dimensions + axis]! - mean) ** 2;
  }
  return Math.sqrt((2 * squares) / (members.length - 1));
}
