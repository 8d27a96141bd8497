/** A column whose part outside of the ones before is below this share of its square: nothing but the rounding of f32. */
const dependence = 1e-12;

/** Squares of lengths below this are taken for 0: their reciprocals would leave the range of f32. */
const smallestSquare = 1e-60;

/**
 * What makes the columns of A orthonormal, given G = AᵀA = L Lᵀ: A·L⁻ᵀ has them so. Columns that depend on the ones
 * before are found, left as they are and left out of all others.
 * @param g lower triangle of G, [m, m]; overwritten
 * @returns L⁻ᵀ, [m, m], upper triangular, and the dependent columns
 */
export function inverseCholesky(g: Float64Array, m: number): { inverse: Float64Array; dependent: number[] } {
  const dependent = factor(g, m),
    lower = new Float64Array(m * m);
  // Row i of L⁻¹ is (eᵢ − Σ_{k<i} L[i,k] · row k) / L[i,i].
  for (let i = 0; i < m; i++) {
    const row = i * m;
    for (let k = 0; k < i; k++) {
      const l = g[row + k]!;
      if (l !== 0) for (let j = 0; j <= k; j++) lower[row + j]! -= l * lower[k * m + j]!;
    }
    lower[row + i] = 1;
    for (let j = 0; j <= i; j++) lower[row + j]! /= g[row + i]!;
  }
  const inverse = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j <= i; j++) inverse[j * m + i] = lower[i * m + j]!;
  return { inverse, dependent };
}

/** Cholesky's factor in place of G's lower triangle. A dependent column's row and column become those of the identity. */
function factor(g: Float64Array, m: number): number[] {
  const dependent: number[] = [],
    skipped = new Uint8Array(m);
  for (let i = 0; i < m; i++) {
    const row = i * m,
      square = g[row + i]!;
    for (let j = 0; j < i; j++) {
      if (skipped[j]) {
        g[row + j] = 0;
        continue;
      }
      let rest = g[row + j]!;
      for (let k = 0; k < j; k++) rest -= g[row + k]! * g[j * m + k]!;
      g[row + j] = rest / g[j * m + j]!;
    }
    let rest = square;
    for (let k = 0; k < i; k++) rest -= g[row + k]! * g[row + k]!;
    if (rest > dependence * square && square > smallestSquare) {
      g[row + i] = Math.sqrt(rest);
      continue;
    }
    g.fill(0, row, row + i);
    g[row + i] = 1;
    skipped[i] = 1;
    dependent.push(i);
  }
  return dependent;
}
