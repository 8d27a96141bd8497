/** Naive definitions of graph measures on matrices, W[i][j] the weight of i → j, zero diagonal. */
export type Matrix = readonly (readonly number[])[];

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const mapped = (w: Matrix, change: (weight: number) => number) => w.map((row) => row.map(change));
const column = (w: Matrix, j: number) => w.map((row) => row[j]!);
export const binary = (w: Matrix) => mapped(w, (weight) => (weight === 0 ? 0 : 1));
const transposed = (w: Matrix) => w.map((_, j) => column(w, j));
export const plus = (a: Matrix, b: Matrix) => a.map((row, i) => row.map((value, j) => value + b[i]![j]!));

/** (ABC)_ii. */
function tripleProduct(a: Matrix, b: Matrix, c: Matrix, i: number): number {
  return total(a.flatMap((_, j) => a.map((__, h) => a[i]![j]! * b[j]![h]! * c[h]![i]!)));
}

/** Numerators and denominators of Watts and Strogatz, Onnela, and Fagiolo. */
export function triples(w: Matrix, directed: boolean, weighted: boolean): [number, number][] {
  const roots = weighted ? mapped(w, Math.cbrt) : binary(w),
    a = binary(w);
  if (!directed)
    return w.map((_, i) => {
      const degree = total(a[i]!);
      return [tripleProduct(roots, roots, roots, i), degree * (degree - 1)];
    });
  const s = plus(roots, transposed(roots));
  return w.map((_, i) => {
    const degree = total(a[i]!) + total(column(a, i)),
      both = total(a[i]!.map((value, j) => value * a[j]![i]!));
    return [tripleProduct(s, s, s, i) / 2, degree * (degree - 1) - 2 * both];
  });
}

/** Floyd and Warshall. `length` of each edge from its weight. */
export function distances(w: Matrix, length: (weight: number) => number): number[][] {
  const d = w.map((row, i) => row.map((weight, j) => (i === j ? 0 : weight === 0 ? Infinity : length(weight))));
  for (let k = 0; k < d.length; k++)
    for (let i = 0; i < d.length; i++)
      for (let j = 0; j < d.length; j++) d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!);
  return d;
}

export function localEfficiency(w: Matrix, directed: boolean, length: (weight: number) => number): number[] {
  const a = binary(w),
    s = directed ? plus(a, transposed(a)) : a;
  return w.map((_, i) => {
    const near = [...w.keys()].filter((j) => s[i]![j]! > 0),
      d = distances(
        near.map((j) => near.map((h) => w[j]![h]!)),
        length,
      ),
      degree = total(s[i]!),
      both = directed ? total(a[i]!.map((value, j) => value * a[j]![i]!)) : 0,
      possible = degree * (degree - 1) - 2 * both;
    const sum = total(near.flatMap((j, x) => near.map((h, y) => (x === y ? 0 : (s[i]![j]! * s[i]![h]!) / d[x]![y]!))));
    return possible > 0 ? sum / possible : 0;
  });
}

export type Direction = "both" | "in" | "out";

/** The matrix whose rows hold what counts for a node. */
function facing(w: Matrix, directed: boolean, direction: Direction): Matrix {
  if (!directed || direction === "out") return w;
  return direction === "in" ? transposed(w) : plus(w, transposed(w));
}

export function strengths(w: Matrix, directed: boolean, direction: Direction): number[] {
  return facing(w, directed, direction).map(total);
}

export function correlation(x: readonly number[], y: readonly number[]): number {
  const deviations = (values: readonly number[]) => values.map((value) => value - total(values) / values.length),
    [dx, dy] = [deviations(x), deviations(y)],
    product = (a: readonly number[], b: readonly number[]) => total(a.map((value, i) => value * b[i]!));
  return product(dx, dy) / Math.sqrt(product(dx, dx) * product(dy, dy));
}

/** κ_ic / Σ_c κ_ic for the modules 0 … count − 1. */
export function shares(w: Matrix, directed: boolean, direction: Direction, labels: readonly number[], count: number) {
  return facing(w, directed, direction).map((row) => {
    const strength = total(row);
    return Array.from({ length: count }, (_, c) =>
      strength === 0 ? 0 : total(row.filter((__, j) => labels[j] === c)) / strength,
    );
  });
}

export function withinModule(w: Matrix, directed: boolean, direction: Direction, labels: readonly number[]): number[] {
  return facing(w, directed, direction).map((row, i) => total(row.filter((_, j) => labels[j] === labels[i])));
}
