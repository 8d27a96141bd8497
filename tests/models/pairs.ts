import { Dataset } from "../../src/data/dataset.js";
import { type DigitPairs, digitPairs } from "../../src/data/digit-pairs.js";
import { Random } from "../../src/random.js";

/** Digits that anybody can read: one pixel each, and a little noise. */
export function plainDigits(size: number, seed = 1): Dataset {
  const random = new Random(seed),
    inputs = new Float32Array(size * 10).map(() => random.uniform() / 10),
    labels = Array.from({ length: size }, (_, i) => i % 10);
  for (let i = 0; i < size; i++) inputs[i * 10 + labels[i]!]! += 1;
  return new Dataset({ inputs, features: 10, labels, outputs: 10 });
}

export const plainPairs = (size: number, seed = 1): DigitPairs =>
  digitPairs(plainDigits(200, seed), { size, random: new Random(seed) });

/** The digits of every pair changed places; the answers stay. */
export function exchanged({ dataset, digits }: DigitPairs): DigitPairs {
  const { size, features, labels, outputs } = dataset,
    half = features / 2,
    inputs = new Float32Array(dataset.inputs.length);
  for (let i = 0; i < size; i++) {
    inputs.set(dataset.inputs.subarray(i * features + half, (i + 1) * features), i * features);
    inputs.set(dataset.inputs.subarray(i * features, i * features + half), i * features + half);
  }
  return { dataset: new Dataset({ inputs, features, labels: labels!, outputs }), digits: [digits[1], digits[0]] };
}
