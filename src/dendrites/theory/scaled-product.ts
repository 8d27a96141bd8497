import { log10 } from "../../elementary.js";

/**
 * A product of ratios of any size, mantissa · 2^exponent: what lies below 1e-308 keeps all its digits, and no logarithms are
 * summed, which would cost some. Each factor costs two roundings, so k of them a relative error of at most 2k · 2^−53; and
 * as it multiplies first, a binomial coefficient built up from C(n, 0) is exact while it and its next factor stay below 2^53.
 */
export class ScaledProduct {
  #mantissa = 1;
  /** A multiple of 512. */
  #exponent = 0;

  /** Multiplies by a ratio of numbers from 2^−200 to 2^200. */
  times(numerator: number, denominator = 1): this {
    let mantissa = (this.#mantissa * numerator) / denominator;
    if (mantissa > 2 ** 256) {
      mantissa *= 2 ** -512;
      this.#exponent += 512;
    } else if (mantissa < 2 ** -256) {
      mantissa *= 2 ** 512;
      this.#exponent -= 512;
    }
    this.#mantissa = mantissa;
    return this;
  }

  /** Multiplies by C(n, k) = Π_{i < k} (n − i) / (i + 1). */
  timesBinomial(n: number, k: number): this {
    const factors = Math.min(k, n - k);
    for (let i = 0; i < factors; i++) this.times(n - i, i + 1);
    return this;
  }

  /** The nearest double: 0 or ∞ where the product is beyond them. */
  get value(): number {
    let value = this.#mantissa;
    for (let e = this.#exponent; e < 0 && value > 0; e += 512) value *= 2 ** -512;
    for (let e = this.#exponent; e > 0 && value < Infinity; e -= 512) value *= 2 ** 512;
    return value;
  }

  /** Its decimal logarithm. */
  get log10(): number {
    return log10(this.#mantissa) + this.#exponent * log10(2);
  }
}
