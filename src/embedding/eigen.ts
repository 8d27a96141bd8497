import { NumericalError } from "../errors.js";

/** Eigenvalues in descending order; eigenvector i is row i of `vectors`, [n, n]. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** QR steps after which an eigenvalue is given up; two or three are usual. */
const maxSteps = 60;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix in double precision, O(n³): Householder's reduction to
 * tridiagonal form, then implicit QR steps with Wilkinson's shift. A generator that yields every so often, so that the
 * caller may let other tasks have their turn. Only additions, products, quotients and square roots: the same bits on
 * every engine.
 * Source: Golub & Van Loan, Matrix Computations, 4th edition, algorithms 8.3.1 to 8.3.3.
 * @param a [n, n], both triangles filled; overwritten
 * @throws {NumericalError} when the steps do not converge: an element was not finite
 */
export function* symmetricEigen(a: Float64Array, n: number): Generator<void, Eigen> {
  const diagonal = new Float64Array(n),
    beside = new Float64Array(n),
    vectors = new Float64Array(n * n);
  yield* tridiagonalise(a, n, diagonal, beside, vectors);
  yield* diagonalise(n, diagonal, beside, vectors);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => diagonal[j]! - diagonal[i]!),
    sorted = new Float64Array(n * n);
  for (const [to, from] of order.entries()) sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n);
  return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors: sorted };
}

/** A = Q T Qᵀ: T's diagonal and what stands beside it, and Qᵀ. Reflection k, I − β v vᵀ, clears row k beyond k + 1. */
function* tridiagonalise(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  beside: Float64Array,
  transposedQ: Float64Array,
): Generator<void, void> {
  const betas = new Float64Array(n),
    w = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const row = a.subarray(k * n, (k + 1) * n);
    diagonal[k] = row[k]!;
    if (k + 1 < n) betas[k] = reflection(row, k + 1, n, beside, k);
    if (betas[k] === 0) continue;
    // w = β A v − ½ β² (vᵀ A v) v, and A ← A − v wᵀ − w vᵀ.
    let projection = 0;
    for (let i = k + 1; i < n; i++) {
      w[i] = betas[k]! * dot(a, i * n, row, k + 1, n);
      projection += w[i]! * row[i]!;
    }
    for (let i = k + 1; i < n; i++) w[i]! -= 0.5 * betas[k]! * projection * row[i]!;
    for (let i = k + 1; i < n; i++) {
      const at = i * n,
        vi = row[i]!,
        wi = w[i]!;
      for (let j = k + 1; j < n; j++) a[at + j]! -= vi * w[j]! + wi * row[j]!;
    }
    yield;
  }
  for (let i = 0; i < n; i++) transposedQ[i * n + i] = 1;
  // Qᵀ = … H₁ H₀, built from its last factor, which changes the smallest corner.
  for (let k = n - 1; k >= 0; k--) {
    if (betas[k] === 0) continue;
    const v = a.subarray(k * n, (k + 1) * n);
    for (let i = k + 1; i < n; i++) {
      const factor = betas[k]! * dot(transposedQ, i * n, v, k + 1, n);
      for (let j = k + 1; j < n; j++) transposedQ[i * n + j]! -= factor * v[j]!;
    }
    yield;
  }
}

/** Turns row[from …] into the v of the reflection that leaves only its first element, which goes to beside[k]; gives β. */
function reflection(row: Float64Array, from: number, n: number, beside: Float64Array, k: number): number {
  const first = row[from]!;
  let rest = 0;
  for (let i = from + 1; i < n; i++) rest += row[i]! * row[i]!;
  beside[k] = first;
  if (rest === 0) return 0;
  const norm = Math.sqrt(first * first + rest),
    alpha = first > 0 ? -norm : norm;
  beside[k] = alpha;
  row[from] = first - alpha;
  return 2 / (row[from]! * row[from]! + rest);
}

function dot(a: Float64Array, rowStart: number, v: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += a[rowStart + i]! * v[i]!;
  return total;
}

/** QR steps on the tridiagonal matrix until nothing stands beside its diagonal; the rows of `vectors` turn along. */
function* diagonalise(
  n: number,
  diagonal: Float64Array,
  beside: Float64Array,
  vectors: Float64Array,
): Generator<void, void> {
  const negligible = (k: number) =>
    Math.abs(beside[k]!) <= Number.EPSILON * (Math.abs(diagonal[k]!) + Math.abs(diagonal[k + 1]!));
  let steps = 0;
  for (let high = n - 1; high > 0; ) {
    if (negligible(high - 1)) {
      high--;
      steps = 0;
      continue;
    }
    if (++steps > maxSteps) throw new NumericalError("symmetricEigen", "no convergence: an element is not finite");
    let low = high - 1;
    while (low > 0 && !negligible(low - 1)) low--;
    qrStep(low, high, n, diagonal, beside, vectors);
    yield;
  }
}

/** One implicit QR step on rows low … high, which hang together. */
function qrStep(
  low: number,
  high: number,
  n: number,
  diagonal: Float64Array,
  beside: Float64Array,
  vectors: Float64Array,
): void {
  const last = beside[high - 1]!,
    half = (diagonal[high - 1]! - diagonal[high]!) / 2,
    root = Math.sqrt(half * half + last * last);
  let x = diagonal[low]! - (diagonal[high]! - (last * last) / (half + (half < 0 ? -root : root))),
    z = beside[low]!;
  for (let k = low; k < high; k++) {
    const r = Math.sqrt(x * x + z * z),
      c = r === 0 ? 1 : x / r,
      s = r === 0 ? 0 : z / r;
    if (k > low) beside[k - 1] = r;
    const p = diagonal[k]!,
      q = diagonal[k + 1]!,
      b = beside[k]!;
    diagonal[k] = c * c * p + 2 * c * s * b + s * s * q;
    diagonal[k + 1] = s * s * p - 2 * c * s * b + c * c * q;
    beside[k] = (c * c - s * s) * b + c * s * (q - p);
    if (k + 1 < high) {
      x = beside[k]!;
      z = s * beside[k + 1]!;
      beside[k + 1]! *= c;
    }
    for (let i = k * n, j = i + n; j < (k + 2) * n; i++, j++) {
      const u = vectors[i]!,
        v = vectors[j]!;
      vectors[i] = c * u + s * v;
      vectors[j] = c * v - s * u;
    }
  }
}
