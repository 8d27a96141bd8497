import type { Draws } from "./draws.js";

/**
 * Puts the numbers 0 … count − 1 into random order, every one equally likely: Fisher and Yates' shuffle from the inside out.
 * The place among i is the upper half of word · i, drawn again where the lower half would favour some places, which needs
 * no division but in one of 2^32/i cases; the product is exact below 2^53.
 * Source: Lemire 2019, "Fast random integer generation in an interval", doi:10.1145/3230636.
 */
export function randomOrder(order: Int32Array, count: number, draws: Draws): void {
  for (let i = 0; i < count; i++) {
    const place = i < 2 ** 21 ? below(i + 1, draws) : draws.integer(i + 1);
    order[i] = order[place]!;
    order[place] = i;
  }
}

function below(limit: number, draws: Draws): number {
  for (;;) {
    const product = draws.word() * limit,
      upper = Math.floor(product / 2 ** 32),
      lower = product - upper * 2 ** 32;
    if (lower >= limit || lower >= 2 ** 32 % limit) return upper;
  }
}
