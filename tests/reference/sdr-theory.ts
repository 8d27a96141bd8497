/** Exact rational arithmetic: sums of binomial coefficients as the definitions have them. */

export function binomial(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let value = 1n;
  for (let i = 0; i < k; i++) value = (value * BigInt(n - i)) / BigInt(i + 1);
  return value;
}

/** p / q as the nearest double but for one unit in the last place, above the smallest normal number. */
export function ratio(p: bigint, q: bigint): number {
  const { mantissa, exponent } = normalised(p, q);
  return mantissa * 10 ** exponent;
}

/** log10 of p / q, of any size. */
export function log10Ratio(p: bigint, q: bigint): number {
  const { mantissa, exponent } = normalised(p, q);
  return Math.log10(mantissa) + exponent;
}

/** p / q = mantissa · 10^exponent, the mantissa of about 20 digits. */
function normalised(p: bigint, q: bigint): { mantissa: number; exponent: number } {
  const shift = 20 - (p.toString().length - q.toString().length),
    whole = shift >= 0 ? (p * 10n ** BigInt(shift)) / q : p / (q * 10n ** BigInt(-shift));
  return { mantissa: Number(whole), exponent: -shift };
}

/** The sum of the first `to` + 1 terms of the hypergeometric distribution from `from` on, times C(n, a). */
export function hits(n: number, a: number, s: number, from: number, to = Math.min(s, a)): bigint {
  let sum = 0n;
  for (let b = Math.max(from, 0); b <= Math.min(to, s, a); b++) sum += binomial(s, b) * binomial(n - s, a - b);
  return sum;
}

/** Σ_{b ≥ θ} C(s, b) C(n − s, a − b) over C(n, a). */
export function falseMatch(n: number, a: number, s: number, threshold: number): [bigint, bigint] {
  return [hits(n, a, s, threshold), binomial(n, a)];
}

/** Σ_{b > s − θ} C(s, b) C(a − s, v − b) over C(a, v). */
export function falseNegative(a: number, s: number, v: number, threshold: number): [bigint, bigint] {
  return [hits(a, v, s, s - threshold + 1), binomial(a, v)];
}
