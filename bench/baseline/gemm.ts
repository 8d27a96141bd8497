/**
 * The dense products as well as plain JavaScript does them, to measure the kernels against: four by four sums in
 * doubles (rounding each to single precision with Math.fround made it three times slower), passes of 64 depths so that
 * columns stay in the first-level cache.
 */

/** C = A·B, A [m,k], B [k,n]. */
export function matmul(m: number, n: number, k: number, a: Float32Array, b: Float32Array, c: Float32Array): void {
  multiply(m, n, k, a, k, 1, b, n, 1, c);
}

/** C = Aᵀ·B, A [k,m], B [k,n]. */
export function matmulTransposeA(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
): void {
  multiply(m, n, k, a, 1, m, b, n, 1, c);
}

/** C = A·Bᵀ, A [m,k], B [n,k]. */
export function matmulTransposeB(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
): void {
  multiply(m, n, k, a, k, 1, b, 1, k, c);
}

/** A(i,p) stands at i·aRow + p·aDepth, B(p,j) at p·bDepth + j·bColumn. */
function multiply(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  aRow: number,
  aDepth: number,
  b: Float32Array,
  bDepth: number,
  bColumn: number,
  c: Float32Array,
): void {
  const fullRows = m - (m % 4),
    fullColumns = n - (n % 4);
  c.fill(0, 0, m * n);
  for (let from = 0; from < k; from += 64) {
    const depth = Math.min(64, k - from);
    for (let i = 0; i < fullRows; i += 4) {
      for (let j = 0; j < fullColumns; j += 4)
        tile4x4(
          depth,
          a,
          i * aRow + from * aDepth,
          aRow,
          aDepth,
          b,
          from * bDepth + j * bColumn,
          bDepth,
          bColumn,
          c,
          i * n + j,
          n,
        );
      for (let j = fullColumns; j < n; j++)
        tile4x1(
          depth,
          a,
          i * aRow + from * aDepth,
          aRow,
          aDepth,
          b,
          from * bDepth + j * bColumn,
          bDepth,
          c,
          i * n + j,
          n,
        );
    }
    for (let i = fullRows; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = c[i * n + j]!;
        for (let p = from; p < from + depth; p++) sum += a[i * aRow + p * aDepth]! * b[p * bDepth + j * bColumn]!;
        c[i * n + j] = sum;
      }
  }
}

function tile4x4(
  depth: number,
  a: Float32Array,
  a0: number,
  aRow: number,
  aDepth: number,
  b: Float32Array,
  b0: number,
  bDepth: number,
  bColumn: number,
  c: Float32Array,
  at: number,
  row: number,
): void {
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  let a1 = a0 + aRow,
    a2 = a1 + aRow,
    a3 = a2 + aRow;
  let b1 = b0 + bColumn,
    b2 = b1 + bColumn,
    b3 = b2 + bColumn;
  for (; depth > 0; depth--) {
    const x0 = a[a0]!,
      x1 = a[a1]!,
      x2 = a[a2]!,
      x3 = a[a3]!;
    const y0 = b[b0]!,
      y1 = b[b1]!,
      y2 = b[b2]!,
      y3 = b[b3]!;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    s23 += x2 * y3;
    s30 += x3 * y0;
    s31 += x3 * y1;
    s32 += x3 * y2;
    s33 += x3 * y3;
    a0 += aDepth;
    a1 += aDepth;
    a2 += aDepth;
    a3 += aDepth;
    b0 += bDepth;
    b1 += bDepth;
    b2 += bDepth;
    b3 += bDepth;
  }
  c[at]! += s00;
  c[at + 1]! += s01;
  c[at + 2]! += s02;
  c[at + 3]! += s03;
  at += row;
  c[at]! += s10;
  c[at + 1]! += s11;
  c[at + 2]! += s12;
  c[at + 3]! += s13;
  at += row;
  c[at]! += s20;
  c[at + 1]! += s21;
  c[at + 2]! += s22;
  c[at + 3]! += s23;
  at += row;
  c[at]! += s30;
  c[at + 1]! += s31;
  c[at + 2]! += s32;
  c[at + 3]! += s33;
}

function tile4x1(
  depth: number,
  a: Float32Array,
  a0: number,
  aRow: number,
  aDepth: number,
  b: Float32Array,
  b0: number,
  bDepth: number,
  c: Float32Array,
  at: number,
  row: number,
): void {
  let s0 = 0,
    s1 = 0,
    s2 = 0,
    s3 = 0;
  let a1 = a0 + aRow,
    a2 = a1 + aRow,
    a3 = a2 + aRow;
  for (; depth > 0; depth--) {
    const y = b[b0]!;
    s0 += a[a0]! * y;
    s1 += a[a1]! * y;
    s2 += a[a2]! * y;
    s3 += a[a3]! * y;
    a0 += aDepth;
    a1 += aDepth;
    a2 += aDepth;
    a3 += aDepth;
    b0 += bDepth;
  }
  c[at]! += s0;
  c[at + row]! += s1;
  c[at + 2 * row]! += s2;
  c[at + 3 * row]! += s3;
}
