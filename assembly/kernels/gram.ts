/** Products of a matrix with itself, exact enough to orthonormalise by: f32 in, double precision out. */

/** Rows of A per pass: their columns of one tile stay in the first-level cache. */
const DEPTH: i32 = 128;

/**
 * g[i,j] += Σ_p a[p,i] · a[p,j] for j ≤ i, in double precision and ascending p: the lower triangle of Aᵀ·A.
 *   a f32[k, m]   g f64[m, m], overlaps a not; nothing above the diagonal is touched. Rows [begin, end) of g.
 * Products of two f32 are exact in double precision; only the sums round.
 */
export function gram_f64(begin: i32, end: i32, m: i32, k: i32, a: usize, g: usize): void {
  const row = <usize>m << 2,
    rowOfG = <usize>m << 3;
  for (let from = 0; from < k; from += DEPTH) {
    const depth = min(DEPTH, k - from);
    for (let i = begin; i < end; i += 2) {
      // A tile that reaches past the last row repeats that row.
      const next = min(i + 1, end - 1),
        whole = (i + 1) & ~7,
        a0 = a + (<usize>i << 2),
        a1 = a + (<usize>next << 2),
        g0 = g + <usize>i * rowOfG,
        g1 = g + <usize>next * rowOfG;
      for (let j = 0; j < whole; j += 8) {
        const column = <usize>j << 3;
        tile2x8(depth, a0, a1, a + (<usize>j << 2), row, g0 + column, g1 + column);
      }
      for (let j = whole; j <= i; j++) dot(depth, a0, a + (<usize>j << 2), row, g0 + (<usize>j << 3));
      if (next > i) for (let j = whole; j <= next; j++) dot(depth, a1, a + (<usize>j << 2), row, g1 + (<usize>j << 3));
    }
    a += <usize>depth * row;
  }
}

/** Two rows of G by eight columns. */
function tile2x8(depth: i32, a0: usize, a1: usize, b: usize, row: usize, g0: usize, g1: usize): void {
  let s00 = v128.load(g0),
    s01 = v128.load(g0, 16),
    s02 = v128.load(g0, 32),
    s03 = v128.load(g0, 48),
    s10 = v128.load(g1),
    s11 = v128.load(g1, 16),
    s12 = v128.load(g1, 32),
    s13 = v128.load(g1, 48);
  for (; depth > 0; depth--) {
    const x0 = f64x2.splat(<f64>load<f32>(a0)),
      x1 = f64x2.splat(<f64>load<f32>(a1)),
      b0 = f64x2.promote_low_f32x4(v128.load64_zero(b)),
      b1 = f64x2.promote_low_f32x4(v128.load64_zero(b, 8)),
      b2 = f64x2.promote_low_f32x4(v128.load64_zero(b, 16)),
      b3 = f64x2.promote_low_f32x4(v128.load64_zero(b, 24));
    s00 = f64x2.add(s00, f64x2.mul(x0, b0));
    s01 = f64x2.add(s01, f64x2.mul(x0, b1));
    s02 = f64x2.add(s02, f64x2.mul(x0, b2));
    s03 = f64x2.add(s03, f64x2.mul(x0, b3));
    s10 = f64x2.add(s10, f64x2.mul(x1, b0));
    s11 = f64x2.add(s11, f64x2.mul(x1, b1));
    s12 = f64x2.add(s12, f64x2.mul(x1, b2));
    s13 = f64x2.add(s13, f64x2.mul(x1, b3));
    a0 += row;
    a1 += row;
    b += row;
  }
  v128.store(g0, s00);
  v128.store(g0, s01, 16);
  v128.store(g0, s02, 32);
  v128.store(g0, s03, 48);
  v128.store(g1, s10);
  v128.store(g1, s11, 16);
  v128.store(g1, s12, 32);
  v128.store(g1, s13, 48);
}

function dot(depth: i32, x: usize, y: usize, row: usize, g: usize): void {
  let sum = load<f64>(g);
  for (; depth > 0; depth--) {
    sum += <f64>load<f32>(x) * <f64>load<f32>(y);
    x += row;
    y += row;
  }
  store<f64>(g, sum);
}
