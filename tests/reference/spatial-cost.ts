import { expm, frechet, transposed, zeros } from "./expm.js";

/** The regulariser of spatially embedded networks as its definition has it, in double precision; row i is the sender. */
export interface SpatialCost {
  readonly strength: number;
  readonly distances: readonly number[];
  readonly distancePower: number;
  readonly communicabilityPower: number;
}

function parts(w: readonly number[], n: number) {
  const a = w.map(Math.abs),
    s = Array.from({ length: n }, (_, i) => a.slice(i * n, (i + 1) * n).reduce((sum, x) => sum + x, 0)),
    r = s.map((x) => (x === 0 ? 0 : x ** -0.5)),
    normalised = a.map((x, at) => r[Math.floor(at / n)]! * x * r[at % n]!);
  return { a, s, r, normalised };
}

/** C = exp(S^−½ A S^−½) with a diagonal of 0. */
export function communicabilityOf(w: readonly number[], n: number): number[] {
  return expm(parts(w, n).normalised, n).map((x, at) => (at % (n + 1) === 0 ? 0 : x));
}

/** L = γ Σ A D^d C^c */
export function spatialCost(w: readonly number[], n: number, options: SpatialCost): number {
  const c = communicabilityOf(w, n),
    { strength, distances, distancePower, communicabilityPower } = options;
  return w.reduce(
    (sum, x, at) =>
      at % (n + 1) === 0
        ? sum
        : sum + strength * Math.abs(x) * distances[at]! ** distancePower * c[at]! ** communicabilityPower,
    0,
  );
}

/** Its gradient by the closed form of the sheet. */
export function spatialGradient(w: readonly number[], n: number, options: SpatialCost): number[] {
  const { a, s, r, normalised } = parts(w, n),
    c = communicabilityOf(w, n),
    { strength, distances, distancePower, communicabilityPower: power } = options,
    d = distances.map((x, at) => (at % (n + 1) === 0 ? 0 : strength * x ** distancePower)),
    g = a.map((x, at) => (x * d[at]! === 0 || c[at] === 0 ? 0 : x * d[at]! * power * c[at]! ** (power - 1))),
    k = frechet(transposed(normalised, n), g, n),
    dr = new Array<number>(n).fill(0),
    dA = zeros(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      dA[at] = d[at]! * c[at]! ** power + r[i]! * k[at]! * r[j]!;
      dr[i]! += k[at]! * a[at]! * r[j]!;
      dr[j]! += k[at]! * a[at]! * r[i]!;
    }
  return dA.map((x, at) => {
    const i = Math.floor(at / n),
      ds = s[i] === 0 ? 0 : -0.5 * dr[i]! * s[i]! ** -1.5;
    return Math.sign(w[at]!) * (x + ds);
  });
}
