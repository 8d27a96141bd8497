import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";
import { Dataset } from "./dataset.js";

/**
 * What is asked of a pair of digits (D₀, D₁):
 * - "parity": D₀ if one of them is odd and the other even, else D₁. Which digit is the answer hangs on both, so whoever
 *   sees one digit lacks one bit. With P = (D₀ + D₁) mod 2 it is P·D₀ + (1 − P)·D₁.
 * - "sum": D₀ + D₁.
 * - "xor": the exclusive or of their binary digits.
 */
export type PairTask = "parity" | "sum" | "xor";

export interface DigitPairsOptions {
  /** Number of pairs. */
  readonly size: number;
  /** "parity" by default. */
  readonly task?: PairTask;
  /**
   * Which pairs there are. "balanced", the default for "parity", has those with (D₁ − D₀) mod classes neither 0 nor 1: no
   * pair of equal digits, and among ten digits as many pairs of even as of odd sum, 40 of each. "all" has all.
   */
  readonly pairs?: "balanced" | "all";
  /** Share of pairs of equal digits, from 0 to 1; by default whatever drawing two images at random gives. */
  readonly equalShare?: number;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

export interface DigitPairs {
  /** The two images of a pair one after the other, [2, …shape of an image]; the labels are the task's answers. */
  readonly dataset: Dataset;
  /** D₀ and D₁ of every pair. */
  readonly digits: readonly [Int32Array, Int32Array];
}

/**
 * Pairs of images drawn at random, with replacement, among those that the options allow.
 * @param images labelled digits, or any images of 10 classes or fewer
 * @throws {ArgumentError} for options out of their range, images without labels, or of classes that make no such pair
 * Source: the task of Béna & Goodman 2021, arXiv:2106.02626; "sum" and "xor" are those of their later paper,
 *   doi:10.1038/s41467-024-55188-9.
 */
export function digitPairs(images: Dataset, options: DigitPairsOptions): DigitPairs {
  const { size, task = "parity", pairs = task === "parity" ? "balanced" : "all", equalShare } = options,
    { random = new Random(0) } = options;
  if (!ArrayBuffer.isView(images?.inputs)) throw new ArgumentError("digitPairs", "images", images, "a Dataset");
  const { labels, features, outputs: classes } = images;
  if (!labels || images.size === 0)
    throw new ArgumentError("digitPairs", "images", images, "a data set with labels and images");
  if (!Number.isInteger(size) || size < 1 || size * 2 * features > 2 ** 31)
    throw new ArgumentError("digitPairs", "size", size, "a positive integer, and 2 GiB of pixels at most");
  if (!Object.hasOwn(tasks, task)) throw new ArgumentError("digitPairs", "task", task, '"parity", "sum" or "xor"');
  if (pairs !== "balanced" && pairs !== "all")
    throw new ArgumentError("digitPairs", "pairs", pairs, '"balanced" or "all"');
  if (equalShare !== undefined && !(equalShare >= 0 && equalShare <= 1 && pairs === "all"))
    throw new ArgumentError("digitPairs", "equalShare", equalShare, 'from 0 to 1, and left out of "balanced" pairs');
  const byClass = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, i) => void byClass[label]!.push(i));
  const refused = (a: number, b: number): boolean =>
    pairs === "balanced" ? (b - a + classes) % classes <= 1 : equalShare !== undefined && a === b;
  const shareOf = (label: number) => byClass[label]!.length / images.size,
    refusedShare = byClass.reduce((sum, _, a) => {
      const partners = [...new Set([a, (a + 1) % classes])].filter((b) => refused(a, b));
      return sum + shareOf(a) * partners.reduce((part, b) => part + shareOf(b), 0);
    }, 0);
  // Draws are repeated until a pair is good: where hardly any is, that would never end.
  if (refusedShare > 0.999)
    throw new ArgumentError("digitPairs", "images", images, "of classes that make such a pair in a thousand draws");

  const drawn = () => random.integer(images.size);
  const next = (): readonly [number, number] => {
    // What a pair is to be is drawn before its images, so refusing images does not change the share.
    const equal = equalShare !== undefined && random.uniform() < equalShare;
    for (;;) {
      const i = drawn(),
        alike = byClass[labels[i]!]!,
        j = equal ? alike[random.integer(alike.length)]! : drawn();
      if (equal || !refused(labels[i]!, labels[j]!)) return [i, j];
    }
  };

  const inputs = new (images.inputs.constructor as typeof Uint8Array)(size * 2 * features),
    digits = [new Int32Array(size), new Int32Array(size)] as const,
    answers = new Int32Array(size),
    { answer, outputs } = tasks[task];
  for (let pair = 0; pair < size; pair++) {
    const [i, j] = next();
    inputs.set(images.inputs.subarray(i * features, (i + 1) * features), 2 * pair * features);
    inputs.set(images.inputs.subarray(j * features, (j + 1) * features), (2 * pair + 1) * features);
    digits[0][pair] = labels[i]!;
    digits[1][pair] = labels[j]!;
    answers[pair] = answer(labels[i]!, labels[j]!);
  }
  const dataset = new Dataset({
    inputs,
    features: 2 * features,
    labels: answers,
    outputs: outputs(classes),
    scale: images.scale,
    offset: images.offset,
    shape: [2, ...images.shape],
    name: `pairs of ${images.name}`,
  });
  return { dataset, digits };
}

const tasks: Record<PairTask, { answer(a: number, b: number): number; outputs(classes: number): number }> = {
  parity: { answer: (a, b) => ((a + b) % 2 === 1 ? a : b), outputs: (classes) => classes },
  sum: { answer: (a, b) => a + b, outputs: (classes) => 2 * classes - 1 },
  xor: {
    answer: (a, b) => a ^ b,
    outputs: (classes) => 2 ** (32 - Math.clz32(classes - 1)),
  },
};
