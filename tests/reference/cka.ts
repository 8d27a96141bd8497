type Rows = readonly (readonly number[])[];

/**
 * Linear CKA from n × n Gram matrices by its definition.
 * @returns the value, and how much larger what was summed in one of the norms is than what is left of it
 */
export function cka(X: Rows, Y: Rows, unbiased: boolean): { value: number; condition: number } {
  const inner = unbiased ? unbiasedInner : biasedInner,
    [k, l] = [gram(X), gram(Y)],
    [kk, ll] = [inner(k, k), inner(l, l)];
  const size = (g: number[][]) => g.flat().reduce((sum, x) => sum + x * x, 0);
  return { value: inner(k, l) / Math.sqrt(kk * ll), condition: Math.max(size(k) / kk, size(l) / ll) || Infinity };
}

const gram = (rows: Rows) => rows.map((a) => rows.map((b) => a.reduce((sum, x, j) => sum + x * b[j]!, 0)));

function biasedInner(K: number[][], L: number[][]): number {
  const centred = (g: number[][]) => {
    const means = g.map((row) => row.reduce((a, b) => a + b, 0) / g.length),
      mean = means.reduce((a, b) => a + b, 0) / g.length;
    return g.map((row, i) => row.map((value, j) => value - means[i]! - means[j]! + mean));
  };
  const l = centred(L);
  return centred(K).reduce((sum, row, i) => sum + row.reduce((s, value, j) => s + value * l[i]![j]!, 0), 0);
}

/** n(n − 3) HSIC₁. */
function unbiasedInner(K: number[][], L: number[][]): number {
  const n = K.length,
    hollow = (g: number[][]) => g.map((row, i) => row.map((value, j) => (i === j ? 0 : value))),
    [k, l] = [hollow(K), hollow(L)],
    total = (g: number[][]) => g.flat().reduce((a, b) => a + b, 0);
  let trace = 0,
    chain = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      trace += k[i]![j]! * l[j]![i]!;
      for (let m = 0; m < n; m++) chain += k[i]![j]! * l[j]![m]!;
    }
  return trace + (total(k) * total(l)) / ((n - 1) * (n - 2)) - (2 / (n - 2)) * chain;
}
