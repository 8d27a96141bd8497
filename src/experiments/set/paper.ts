import type { Config, Variant } from "./config.js";

/** Epochs whose test accuracy the sources tell. */
export const toldEpochs = [10, 50, 100, 400] as const;

/** Means over five seeds, from the results kept with the authors' code. */
const told: Readonly<Record<Variant, readonly number[]>> = {
  dense: [0.7946, 0.825, 0.8204, 0.8198],
  fixed: [0.6302, 0.7432, 0.7844, 0.806],
  signed: [0.691, 0.7918, 0.8018, 0.8256],
  magnitude: [],
};

/** The authors' test accuracy after so many epochs; null where they tell none, or of another protocol. */
export function paperAccuracy(variant: Variant, epoch: number, config: Config): number | null {
  const same = config.hidden.join() === "1000,1000,1000" && config.epsilon === 13 && config.train === 2000;
  return (same && told[variant][toldEpochs.indexOf(epoch as (typeof toldEpochs)[number])]) || null;
}
