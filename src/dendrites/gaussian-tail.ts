import { exp } from "../elementary.js";
import { ArgumentError } from "../errors.js";

const SQRT_PI = 1.772453850905516;

/**
 * The complementary error function, 1 − erf(x) = 2/√π ∫_x^∞ exp(−t²) dt, to a relative error below 1e-13 wherever it is
 * a normal double, x < 26.5; beyond 27.3 it is 0. Out of + − × ÷ and `exp` alone: the same bits on every engine.
 *   x < 2:  1 − 2/√π exp(−x²) Σ_n 2^n x^(2n + 1) / (1 · 3 · … · (2n + 1)), of positive terms only
 *   x ≥ 2:  exp(−x²)/√π · 1/(x + ½/(x + 1/(x + (3/2)/(x + …))))
 * Source: Abramowitz & Stegun 1964, 7.1.6 and 7.1.14.
 */
export function erfc(x: number): number {
  if (typeof x !== "number") throw new ArgumentError("erfc", "x", x, "a number");
  if (x < 0) return 2 - erfc(-x);
  if (x > 28) return 0;
  if (x >= 2) {
    let fraction = x;
    // The 60th numerator changes nothing any more at x = 2, where it takes the most.
    for (let n = 60; n > 0; n--) fraction = x + (0.5 * n) / fraction;
    return gauss(x) / (fraction * SQRT_PI);
  }
  const square = 2 * x * x;
  let term = x,
    sum = x;
  for (let n = 1; term > sum * 2 ** -56; n++) sum += term *= square / (2 * n + 1);
  // NaN takes this way out too.
  return 1 - (2 / SQRT_PI) * gauss(x) * sum;
}

/** The chance that a standard normal number is above z: Q(z) = ½ erfc(z / √2). */
export function gaussianTail(z: number): number {
  if (typeof z !== "number") throw new ArgumentError("gaussianTail", "z", z, "a number");
  return 0.5 * erfc(z * Math.SQRT1_2);
}

/** exp(−x²), where rounding x² would cost up to x² units in the last place: the square of x's first half is exact. */
function gauss(x: number): number {
  const first = Math.fround(x);
  return exp(-first * first) * exp((first - x) * (first + x));
}
