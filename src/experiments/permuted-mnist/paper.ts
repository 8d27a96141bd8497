import type { Config, Variant } from "./config.js";

/** Mean accuracy after all tasks, by numbers of tasks: means of eight seeds at 2048 units. */
const source: Readonly<Record<Variant, readonly (number | null)[]>> = {
  mlp: [null, null, 0.8203, null, null, 0.4831],
  winners: [0.9657, 0.9389, 0.9133, 0.8459, 0.7556, 0.6561],
  dendrites: [0.9676, 0.8911, 0.8285, 0.7615, 0.6833, 0.6154],
  both: [0.9747, 0.9636, 0.9455, 0.9209, 0.8705, 0.8142],
};
const tasks = [2, 5, 10, 25, 50, 100];

/** What the paper found for so many tasks; null where it tells nothing. */
export function paperAccuracy(variant: Variant, count: number): number | null {
  return source[variant][tasks.indexOf(count)] ?? null;
}

/**
 * What an independent implementation of the small protocol (two layers of 256 units, one pass over 20 000 images of each of
 * five tasks, Adam at 10⁻³, batches of 128) came to, from a single seed: mean accuracy, and that on the first task.
 */
const small: Readonly<Record<Variant, readonly [mean: number, first: number]>> = {
  mlp: [0.777, 0.593],
  winners: [0.802, 0.728],
  dendrites: [0.787, 0.59],
  both: [0.809, 0.802],
};

/** The small protocol's reference, for a run of it; undefined for another. */
export function smallReference(variant: Variant, tasks: number, { units, train, epochs }: Config) {
  const same = tasks === 5 && units === 256 && train === 20_000 && epochs.every((count) => count === 1);
  return same ? { mean: small[variant][0], first: small[variant][1] } : undefined;
}
