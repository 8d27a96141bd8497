import type { ConvGeometry } from "../../src/ops/conv.js";

/** The vector network's first gradient, over the positions first as the kernel does: S = Σ_p credit · x, then error · Sᵀ. */
export function conv2dVectorWeightGradient(
  g: ConvGeometry,
  n: number,
  credit: Float32Array,
  error: Float32Array,
  x: Float32Array,
  sums: Float64Array,
  gradient: Float32Array,
): void {
  const components = error.length / n,
    units = g.units / components,
    tap = g.channels,
    unit = g.kernelSize ** 2 * tap;
  for (let o = 0; o < units; o++) {
    sums.fill(0);
    for (let i = 0; i < g.outHeight; i++) {
      const top = i * g.stride - g.padding,
        u0 = Math.max(0, -top),
        u1 = Math.min(g.kernelSize, g.height - top);
      for (let u = u0; u < u1; u++)
        for (let v = 0; v < g.kernelSize; v++) {
          const j0 = Math.max(0, Math.ceil((g.padding - v) / g.stride)),
            j1 = Math.min(g.outWidth, Math.floor((g.width - 1 + g.padding - v) / g.stride) + 1),
            a = ((i * g.outWidth + j0) * units + o) * n;
          for (let c = 0; c < tap; c++) {
            const b = (((top + u) * g.width + j0 * g.stride + v - g.padding) * tap + c) * n;
            addRun(
              j1 - j0,
              n,
              credit,
              a,
              units * n,
              x,
              b,
              g.stride * tap * n,
              sums,
              ((u * g.kernelSize + v) * tap + c) * n,
            );
          }
        }
    }
    for (let k = 0; k < components; k++)
      for (let j = 0; j < unit; j++) gradient[(o * components + k) * unit + j] = dot(n, error, k * n, sums, j * n);
  }
}

/** c[j] += Σ_p a(p)[j] · b(p)[j], four columns at a time in locals. */
function addRun(
  positions: number,
  n: number,
  a: Float32Array,
  at: number,
  aStep: number,
  b: Float32Array,
  bt: number,
  bStep: number,
  c: Float64Array,
  ct: number,
): void {
  for (let j = 0; j < n; j += 4) {
    let s0 = 0,
      s1 = 0,
      s2 = 0,
      s3 = 0,
      i0 = at + j,
      j0 = bt + j;
    for (let p = 0; p < positions; p++) {
      s0 += a[i0]! * b[j0]!;
      s1 += a[i0 + 1]! * b[j0 + 1]!;
      s2 += a[i0 + 2]! * b[j0 + 2]!;
      s3 += a[i0 + 3]! * b[j0 + 3]!;
      i0 += aStep;
      j0 += bStep;
    }
    c[ct + j]! += s0;
    c[ct + j + 1]! += s1;
    c[ct + j + 2]! += s2;
    c[ct + j + 3]! += s3;
  }
}

function dot(n: number, a: Float32Array, at: number, b: Float64Array, bt: number): number {
  let sum = 0;
  for (let j = 0; j < n; j++) sum += a[at + j]! * b[bt + j]!;
  return sum;
}
