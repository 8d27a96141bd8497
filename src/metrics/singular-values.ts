import { NumericalError } from "../errors.js";
import { type Matrix, readSamples, rescale, rowProduct, type Samples, transposed } from "./samples.js";

/**
 * Singular values of a matrix, largest first: the square roots of the min(rows, columns) largest eigenvalues of XᵀX.
 * Householder reflections bring X to a triangle, whose rows one-sided Jacobi rotations turn until they are orthogonal;
 * their lengths are the values. Errors are some roundings of the largest value: of a matrix without full rank, the
 * values that should be 0 come out near 1e-16 of it. X is taken as it is, not centred.
 * The same as numpy.linalg.svd(X, compute_uv=False) and MATLAB's svd(X).
 * @param X any matrix, wide or tall, as rows
 * @throws {ShapeError} for no rows, no columns or rows of several lengths
 * @throws {ArgumentError} for a number that is not finite
 * @throws {NumericalError} when 60 sweeps of rotations do not suffice; usual are 5 to 10
 * Source: Hestenes 1958, doi:10.1137/0106005; Drmač & Veselić 2008, doi:10.1137/050639193.
 */
export function singularValues(X: Samples): Float64Array {
  const matrix = readSamples("singularValues", "X", X),
    factor = rescale(matrix.data);
  return spectrum("singularValues", matrix).map((value) => value / factor);
}

/** Singular values of a matrix that is finite and not of extreme size; overwrites it. */
export function spectrum(operation: string, matrix: Matrix): Float64Array {
  // As rows, the fewer vectors of the two readings; there are at least as many numbers in each as vectors.
  const vectors = matrix.rows > matrix.columns ? transposed(matrix) : matrix;
  let floor = 0;
  for (const value of vectors.data) floor += value ** 2 * 2 ** -110;
  const triangle = triangularRows(vectors, floor);
  orthogonaliseRows(operation, triangle, floor);
  return Float64Array.from({ length: triangle.rows }, (_, i) => Math.sqrt(rowProduct(triangle, i, triangle, i)))
    .sort()
    .reverse();
}

/**
 * R of the decomposition A = Q R in which column j of A is row j of `vectors`, which is overwritten.
 * @param floor the square of a length that is far below the rounding of A and counts as 0: its own square may vanish
 */
function triangularRows(vectors: Matrix, floor: number): Matrix {
  const { data, rows: count, columns: length } = vectors;
  const triangle = { data: new Float64Array(count * count), rows: count, columns: count };
  for (let k = 0; k < count; k++) {
    const pivot = k * length + k,
      end = (k + 1) * length;
    let squares = 0;
    for (let i = pivot; i < end; i++) squares += data[i]! ** 2;
    if (squares > floor) {
      // The reflection I − v vᵀ / (norm · |v_k|) sends the vector to (∓norm, 0 …); the sign avoids a difference.
      const norm = Math.sqrt(squares),
        diagonal = data[pivot]! > 0 ? -norm : norm;
      data[pivot]! -= diagonal;
      const scale = norm * Math.abs(data[pivot]!);
      for (let j = k + 1; j < count; j++) {
        const offset = (j - k) * length;
        let sum = 0;
        for (let i = pivot; i < end; i++) sum += data[i]! * data[i + offset]!;
        sum /= scale;
        for (let i = pivot; i < end; i++) data[i + offset]! -= sum * data[i]!;
      }
      triangle.data[k * count + k] = diagonal;
    }
    for (let j = k + 1; j < count; j++) triangle.data[k * count + j] = data[j * length + k]!;
  }
  return triangle;
}

/** Turns pairs of rows in their common plane until every two longer than the floor are orthogonal to rounding. */
function orthogonaliseRows(operation: string, matrix: Matrix, floor: number): void {
  const { data, rows, columns } = matrix,
    tolerance = columns * 2 ** -52;
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    // Squared lengths follow the rotations; each sweep forms them anew before errors add up.
    const squares = Float64Array.from({ length: rows }, (_, i) => rowProduct(matrix, i, matrix, i));
    for (let i = 0; i < rows; i++)
      for (let j = i + 1; j < rows; j++) {
        const a = squares[i]!,
          b = squares[j]!,
          c = rowProduct(matrix, i, matrix, j);
        if (a <= floor || b <= floor || Math.abs(c) <= tolerance * Math.sqrt(a * b)) continue;
        turned = true;
        // The smaller root t of t² + 2 ζ t − 1 = 0 makes the turned rows orthogonal.
        const zeta = (b - a) / (2 * c),
          tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta)),
          cosine = 1 / Math.sqrt(1 + tangent * tangent),
          sine = cosine * tangent;
        squares[i] = a - tangent * c;
        squares[j] = b + tangent * c;
        for (let k = 0, p = i * columns, q = j * columns; k < columns; k++, p++, q++) {
          const x = data[p]!,
            y = data[q]!;
          data[p] = cosine * x - sine * y;
          data[q] = sine * x + cosine * y;
        }
      }
    if (!turned) return;
  }
  throw new NumericalError(operation, `rotations of a ${rows}-row triangle did not converge in 60 sweeps`);
}
