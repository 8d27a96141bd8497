import { readSamples, type Samples } from "./samples.js";

/**
 * Straight-line distances between points, D_ij = √Σ_p (x_ip − x_jp)²: n × n, row-major, symmetric, 0 on the diagonal.
 * `distances` are those along the edges of a graph.
 * @param points a row per point
 * @throws {ShapeError} for no points or rows of several lengths    @throws {ArgumentError} for a number that is not finite
 */
export function euclideanDistances(points: Samples): Float64Array {
  const { data, rows, columns } = readSamples("euclideanDistances", "points", points),
    matrix = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      let squares = 0;
      for (let p = 0; p < columns; p++) {
        const difference = data[i * columns + p]! - data[j * columns + p]!;
        squares += difference * difference;
      }
      matrix[i * rows + j] = matrix[j * rows + i] = Math.sqrt(squares);
    }
  return matrix;
}
