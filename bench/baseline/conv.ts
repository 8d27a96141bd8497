import type { ConvGeometry } from "../../src/ops/conv.js";

/**
 * Convolution as well as plain JavaScript does it in the package's layout, to measure the kernels against: four by four
 * sums in doubles over all kernel rows of a position, or the positions' batches. Units, channels (where the error is sent
 * back) and n must be multiples of four.
 */

/** y += W ∗ x. */
export function conv2d(g: ConvGeometry, n: number, x: Float32Array, w: Float32Array, y: Float32Array): void {
  const tap = g.channels,
    kernelRow = g.kernelSize * tap,
    unit = g.kernelSize * kernelRow;
  for (let p = 0; p < g.outHeight * g.outWidth; p++) {
    const { top, left, u0, u1, v0, v1 } = windowOf(g, p),
      a = u0 * kernelRow + v0 * tap,
      b = ((top + u0) * g.width + left + v0) * tap * n,
      depth = (v1 - v0) * tap;
    for (let o = 0; o < g.units; o += 4)
      for (let j = 0; j < n; j += 4)
        tile4x4(
          u1 - u0,
          depth,
          w,
          a + o * unit,
          unit,
          1,
          kernelRow,
          x,
          b + j,
          n,
          1,
          g.width * tap * n,
          y,
          (p * g.units + o) * n + j,
          n,
        );
  }
}

/** dx = Wᵀ ∗ d. */
export function conv2dBackward(g: ConvGeometry, n: number, w: Float32Array, d: Float32Array, dx: Float32Array): void {
  const tap = g.channels,
    kernelRow = g.kernelSize * tap,
    unit = g.kernelSize * kernelRow;
  dx.fill(0);
  for (let q = 0; q < g.height * g.width; q++) {
    const h = Math.floor(q / g.width) + g.padding,
      column = (q % g.width) + g.padding,
      j0 = Math.max(0, Math.floor((column - g.kernelSize) / g.stride) + 1),
      j1 = Math.min(g.outWidth, Math.floor(column / g.stride) + 1);
    for (let i = Math.max(0, Math.floor((h - g.kernelSize) / g.stride) + 1); i < g.outHeight; i++) {
      if (i * g.stride > h) break;
      const a = (h - i * g.stride) * kernelRow + (column - j0 * g.stride) * tap,
        b = (i * g.outWidth + j0) * g.units * n;
      for (let c = 0; c < g.channels; c += 4)
        for (let j = 0; j < n; j += 4)
          tile4x4(
            j1 - j0,
            g.units,
            w,
            a + c,
            1,
            unit,
            -g.stride * tap,
            d,
            b + j,
            n,
            1,
            g.units * n,
            dx,
            (q * tap + c) * n + j,
            n,
          );
    }
  }
}

/** gradient = Σ_p d ⊗ x. Kernel columns times channels that are no multiple of four are finished one by one. */
export function conv2dWeightGradient(
  g: ConvGeometry,
  n: number,
  d: Float32Array,
  x: Float32Array,
  gradient: Float32Array,
): void {
  const tap = g.channels,
    kernelRow = g.kernelSize * tap,
    unit = g.kernelSize * kernelRow;
  gradient.fill(0);
  for (let p = 0; p < g.outHeight * g.outWidth; p++) {
    const { top, left, u0, u1, v0, v1 } = windowOf(g, p),
      taps = (v1 - v0) * tap,
      whole = taps - (taps % 4);
    for (let u = u0; u < u1; u++) {
      const b = ((top + u) * g.width + left + v0) * tap * n,
        c = u * kernelRow + v0 * tap;
      for (let o = 0; o < g.units; o += 4) {
        const a = (p * g.units + o) * n;
        for (let j = 0; j < whole; j += 4)
          tile4x4(1, n, d, a, n, 1, 0, x, b + j * n, 1, n, 0, gradient, o * unit + c + j, unit);
        for (let j = whole; j < taps; j++) column4(n, d, a, x, b + j * n, gradient, o * unit + c + j, unit);
      }
    }
  }
}

/** Where the kernel of position p begins, and its rows and columns that lie inside of the image. */
function windowOf(g: ConvGeometry, p: number) {
  const top = Math.floor(p / g.outWidth) * g.stride - g.padding,
    left = (p % g.outWidth) * g.stride - g.padding;
  return {
    top,
    left,
    u0: Math.max(0, -top),
    u1: Math.min(g.kernelSize, g.height - top),
    v0: Math.max(0, -left),
    v1: Math.min(g.kernelSize, g.width - left),
  };
}

/** c += Σ over segments × depth of A(i,s,p) · B(s,p,j), four rows by four columns. */
function tile4x4(
  segments: number,
  depth: number,
  a: Float32Array,
  a0: number,
  aRow: number,
  aDepth: number,
  aSegment: number,
  b: Float32Array,
  b0: number,
  bDepth: number,
  bColumn: number,
  bSegment: number,
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
  for (let s = 0; s < segments; s++) {
    let i0 = a0 + s * aSegment,
      j0 = b0 + s * bSegment;
    for (let p = 0; p < depth; p++) {
      const x0 = a[i0]!,
        x1 = a[i0 + aRow]!,
        x2 = a[i0 + 2 * aRow]!,
        x3 = a[i0 + 3 * aRow]!;
      const y0 = b[j0]!,
        y1 = b[j0 + bColumn]!,
        y2 = b[j0 + 2 * bColumn]!,
        y3 = b[j0 + 3 * bColumn]!;
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
      i0 += aDepth;
      j0 += bDepth;
    }
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

/** c[i] += A(i,·) · b for four rows of A, each n long. */
function column4(
  n: number,
  a: Float32Array,
  at: number,
  b: Float32Array,
  bt: number,
  c: Float32Array,
  ct: number,
  row: number,
): void {
  let s0 = 0,
    s1 = 0,
    s2 = 0,
    s3 = 0;
  for (let p = 0; p < n; p++) {
    const y = b[bt + p]!;
    s0 += a[at + p]! * y;
    s1 += a[at + n + p]! * y;
    s2 += a[at + 2 * n + p]! * y;
    s3 += a[at + 3 * n + p]! * y;
  }
  c[ct]! += s0;
  c[ct + row]! += s1;
  c[ct + 2 * row]! += s2;
  c[ct + 3 * row]! += s3;
}
