import { log1p } from "../../elementary.js";
import { ScaledProduct } from "./scaled-product.js";

/**
 * Drawing without replacement: `draws` of a population in which some are marked. None is more than the population, and all are
 * whole, but for one case: the larger of `marked` and `draws`, when it is below the rest of the population, may be a mean, and
 * the product form then gives what non-integer binomials do.
 */
export interface Urn {
  readonly population: number;
  readonly marked: number;
  readonly draws: number;
}

/** A probability, and its decimal logarithm, which stays right below 1e-308, where the probability itself becomes 0. */
export interface Probability {
  readonly value: number;
  readonly log10: number;
}

/** What is left of a sum of falling terms once one of them is this small beside it is below a double's digits. */
const negligible = 2 ** -80;

/**
 * The probability of exactly `hits` marked ones, in the symmetric product form, with s of them marked and a drawn:
 *   C(s, b) · Π_{i < b} (a − i) / (n − i) · Π_{j < s − b} (n − a − j) / (n − b − j)
 * It has only s factors where factorials of n, or differences of their logarithms, would lose six digits at n = 10^6. As s and
 * a can change places, the smaller one is s.
 */
export function exactly({ population, marked, draws }: Urn, hits: number): ScaledProduct {
  const s = Math.min(marked, draws),
    a = Math.max(marked, draws),
    product = new ScaledProduct().timesBinomial(s, hits);
  for (let i = 0; i < hits; i++) product.times(a - i, population - i);
  for (let j = 0; j < s - hits; j++) product.times(population - a - j, population - hits - j);
  return product;
}

/** Whether there can be that many hits: at least draws + marked − population, at most the smaller of both, none below 0. */
export function isPossible({ population, marked, draws }: Urn, hits: number): boolean {
  return hits >= Math.max(0, marked + draws - population) && hits <= Math.min(marked, draws);
}

/**
 * The probability of `least` hits or more. Of the two tails the one that falls away from the most likely number of hits is
 * summed, its terms as multiples of its largest one; the other is 1 less that, so that nothing cancels.
 */
export function atLeast(urn: Urn, least: number): Probability {
  const { population, marked, draws } = urn,
    lowest = Math.max(0, marked + draws - population),
    highest = Math.min(marked, draws);
  if (least <= lowest) return { value: 1, log10: 0 };
  if (least > highest) return { value: 0, log10: Number.NEGATIVE_INFINITY };
  const likeliest = Math.floor(((marked + 1) * (draws + 1)) / (population + 2));
  let term = 1,
    sum = 1;
  if (least > likeliest) {
    for (let b = least; b < highest && term > sum * negligible; b++)
      sum += term *= ((marked - b) * (draws - b)) / ((b + 1) * (population - marked - draws + b + 1));
    const tail = exactly(urn, least).times(sum);
    return { value: Math.min(tail.value, 1), log10: Math.min(tail.log10, 0) };
  }
  for (let b = least - 1; b > lowest && term > sum * negligible; b--)
    sum += term *= (b * (population - marked - draws + b)) / ((marked - b + 1) * (draws - b + 1));
  const below = Math.min(exactly(urn, least - 1).times(sum).value, 1);
  return { value: 1 - below, log10: log1p(-below) / Math.LN10 };
}
