/**
 * Exponential, logarithms and cube root of doubles out of + − × ÷ and the bits of a number alone. IEEE 754 fixes every
 * one of these steps, whereas engines differ in the last bit of Math.exp, Math.log and Math.cbrt: so every engine gives
 * the same bits here. Errors stay below one unit in the last place where nothing else is said.
 */

const cell = /* @__PURE__ */ new Float64Array(1),
  words = /* @__PURE__ */ new Uint32Array(cell.buffer);
cell[0] = 1;
/** Which of the two words of a double has its sign and exponent; that depends on the machine's byte order. */
const high = words[1] === 0 ? 0 : 1;

/** ln 2 = ln2High + ln2Low; the first has 42 bits, so that its product with any exponent is exact. */
const ln2High = 3048493539143 / 2 ** 42,
  ln2Low = 5.497923018708371e-14;

/** 2^exponent for an exponent from −1022 to 1023. */
function powerOfTwo(exponent: number): number {
  words[high] = (exponent + 1023) << 20;
  words[1 - high] = 0;
  return cell[0]!;
}

/**
 * e^x. With x = k ln 2 + r, |r| ≤ ½ ln 2: e^x = 2^k e^r, and e^r is its Taylor series up to r^14 / 14!, whose first
 * term left out is below 2^−60. exp(0) = 1, exp(−∞) = 0, exp(∞) = ∞, exp(NaN) = NaN.
 */
export function exp(x: number): number {
  if (x > 710) return Number.POSITIVE_INFINITY;
  if (x < -746) return 0;
  if (Number.isNaN(x)) return x;
  const k = Math.floor(x * Math.LOG2E + 0.5),
    reduced = x - k * ln2High,
    low = k * ln2Low,
    r = reduced - low;
  // Σ_{n ≥ 2} r^n / n!, by Horner's rule.
  let series = 1 / 87178291200;
  series = series * r + 1 / 6227020800;
  series = series * r + 1 / 479001600;
  series = series * r + 1 / 39916800;
  series = series * r + 1 / 3628800;
  series = series * r + 1 / 362880;
  series = series * r + 1 / 40320;
  series = series * r + 1 / 5040;
  series = series * r + 1 / 720;
  series = series * r + 1 / 120;
  series = series * r + 1 / 24;
  series = series * r + 1 / 6;
  series = series * r + 1 / 2;
  series *= r * r;
  // What rounding took from r and from 1 + r comes back with the small terms (Dekker's exact sums).
  const sum = 1 + r,
    lost = r - (sum - 1) + (reduced - r - low),
    power = sum + (lost + series);
  if (k > 1023) return power * 2 * powerOfTwo(k - 1);
  if (k < -1022) return power * powerOfTwo(k + 54) * 2 ** -54;
  return power * powerOfTwo(k);
}

/** The exponent that `significandOf` found last. */
let binaryExponent = 0;

/** Of a finite x > 0 the m of x = 2^k m, √½ ≤ m < √2; k is left in `binaryExponent`. */
function significandOf(x: number): number {
  binaryExponent = -1023;
  if (x < 2 ** -1022) {
    x *= 2 ** 54;
    binaryExponent -= 54;
  }
  cell[0] = x;
  const top = words[high]!;
  binaryExponent += top >>> 20;
  words[high] = (top & 0xfffff) | 0x3ff00000;
  const m = cell[0]!;
  if (m < Math.SQRT2) return m;
  binaryExponent++;
  return 0.5 * m;
}

/**
 * Natural logarithm. With x = 2^k (1 + f), √½ ≤ 1 + f < √2 and s = f / (2 + f):
 *   ln(1 + f) = 2 artanh s = 2s + s R,   R = 2s²/3 + 2s⁴/5 + …
 * and as 2s = f − s f exactly, ln(1 + f) = f − s (f − R), in which the rounding of s weighs little.
 * log(1) = 0, log(0) = −∞, log(∞) = ∞, log of a negative number or of NaN = NaN.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const f = significandOf(x) - 1,
    k = binaryExponent,
    s = f / (2 + f),
    z = s * s;
  // Σ_{n ≥ 1} 2 z^n / (2n + 1); z < 0.0295, so the first term left out is below 2^−60.
  let series = 2 / 23;
  series = series * z + 2 / 21;
  series = series * z + 2 / 19;
  series = series * z + 2 / 17;
  series = series * z + 2 / 15;
  series = series * z + 2 / 13;
  series = series * z + 2 / 11;
  series = series * z + 2 / 9;
  series = series * z + 2 / 7;
  series = series * z + 2 / 5;
  series = series * z + 2 / 3;
  series *= z;
  // k ln2High is 0 or larger than f, so that this sum and what it lost are exact together.
  const whole = k * ln2High,
    sum = whole + f,
    lost = f - (sum - whole);
  return sum + (lost - (s * (f - series) - k * ln2Low));
}

/**
 * Cube root, of negative numbers too. With |x| = 2^(3q) m, 1 ≤ m < 8: a polynomial within 0.0019 of ∛m, then Halley's
 *   t ← t + t (m/t² − t) / (m/t² + 2t),
 * which turns an error e into ⅔ e³, twice. Before the second, t is rounded to 24 bits, so that t² is exact: the cube of
 * an integer below 208064 gives that integer. cbrt(±0) = ±0, cbrt(±∞) = ±∞, cbrt(NaN) = NaN.
 */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  let m = x < 0 ? -x : x,
    exponent = -1023;
  if (m < 2 ** -1022) {
    m *= 2 ** 54;
    exponent -= 54;
  }
  cell[0] = m;
  const top = words[high]!;
  exponent += top >>> 20;
  const q = Math.floor(exponent / 3);
  words[high] = (top & 0xfffff) | ((exponent - 3 * q + 1023) << 20);
  m = cell[0]!;
  let t = -4.32101557e-4 * m + 9.58383501e-3;
  t = t * m - 8.37751965e-2;
  t = t * m + 4.4919406e-1;
  t = t * m + 6.2729444e-1;
  let quotient = m / (t * t);
  t = Math.fround(t + (t * (quotient - t)) / (quotient + 2 * t));
  quotient = m / (t * t);
  const root = t + (t * (quotient - t)) / (quotient + 2 * t);
  return (x < 0 ? -root : root) * powerOfTwo(q);
}

/** log10 2 = log10TwoHigh + log10TwoLow; the first has 39 bits, so that its product with any exponent is exact. */
const log10TwoHigh = 330985980541 / 2 ** 40,
  log10TwoLow = 8.241712586023572e-13;

/**
 * Decimal logarithm, within two units in the last place: k log10 2 + log10 m with x = 2^k m, √½ ≤ m < √2. The powers of ten
 * that are doubles, 10^0 to 10^22, give their exponents exactly. Special cases are those of `log`.
 */
export function log10(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return log(x);
  const m = significandOf(x),
    k = binaryExponent;
  return k * log10TwoHigh + (k * log10TwoLow + log(m) * Math.LOG10E);
}

/**
 * ln(1 + x), accurate for small x, too. The rounding of u = 1 + x changes x / (u − 1) and ln u alike, so that their product
 * has lost next to nothing. Within five units in the last place; log1p(−1) = −∞, NaN below.
 * Source: Goldberg 1991, "What every computer scientist should know about floating-point arithmetic", theorem 4.
 */
export function log1p(x: number): number {
  const u = 1 + x,
    exact = u - 1;
  if (u === 1) return x;
  return exact === x ? log(u) : log(u) * (x / exact);
}

/**
 * e^x − 1, accurate for small x, too, by the same means: with u = e^x as rounded, (u − 1) · x / ln u. Within seven units in
 * the last place. Source: Kahan, in Higham 2002, "Accuracy and stability of numerical algorithms", section 1.14.1.
 */
export function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  return u === Number.POSITIVE_INFINITY || u - 1 === -1 ? u - 1 : (u - 1) * (x / log(u));
}
