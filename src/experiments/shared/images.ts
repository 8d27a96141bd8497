import type { Dataset } from "../../data/dataset.js";
import { digitsSplit } from "../../data/digits.js";
import { sha256, sha256OfHashes } from "../../io/sha256.js";
import type { JobContext } from "../experiment.js";
import { formatNumber } from "../report/numbers.js";

/** What an experiment on images learns from, and a sentence on where it comes from and how much it is. */
export interface Images {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly description: string;
}

export interface ImagesOptions {
  /** How many of each, at most. */
  readonly train: number;
  readonly test: number;
  /** Of the set that drawn digits stand in for: "MNIST". */
  readonly name: string;
  /** What is made of the images, whose pixels are 0 … 255; pixels of 0 … 1 by default. */
  readonly prepare?: (images: Dataset) => Dataset;
}

let last: { key: string; images: { train: Dataset; test: Dataset } } | undefined;

/** The first images of the files, or, where there are none, digits drawn by this package. */
export function firstImages(
  { data, seed }: Pick<JobContext, "data" | "seed">,
  { name, prepare = (images) => images.withScale(1 / 255, 0), ...counts }: ImagesOptions,
): Images {
  const source = data ?? drawn(counts, seed),
    first = (part: "train" | "test") => prepare(source[part].take(Math.min(counts[part], source[part].size))),
    [train, test] = [first("train"), first("test")],
    where = data?.description ?? `Digits drawn by this package, not ${name} (with --data DIR it takes the real images)`;
  return {
    train,
    test,
    description: `${where}: ${formatNumber(train.size)} training and ${formatNumber(test.size)} test images`,
  };
}

/** All jobs of a thread see the same images, and drawing them takes a while. */
function drawn({ train, test }: Pick<ImagesOptions, "train" | "test">, seed: number) {
  const key = `${seed} ${train} ${test}`;
  if (last?.key !== key) last = { key, images: digitsSplit({ train, test, seed }) };
  return last.images;
}

/** SHA-256 of images and labels, which checkpoints depend on: Fashion-MNIST, say, comes in files of MNIST's names and sizes. */
export const hashOfImages = async ({ train, test }: Pick<Images, "train" | "test">): Promise<string> => {
  const parts = [train, test].flatMap(({ inputs, labels }) => [inputs, labels ?? new Int32Array(0)]);
  return sha256OfHashes(await Promise.all(parts.map(sha256)));
};
