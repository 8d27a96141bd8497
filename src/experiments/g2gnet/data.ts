import type { Dataset } from "../../data/dataset.js";
import { digitsSplit } from "../../data/digits.js";
import type { JobContext } from "../experiment.js";
import { formatNumber } from "../report/numbers.js";
import type { Config } from "./config.js";

export interface Images {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly description: string;
}

let last: { key: string; images: { train: Dataset; test: Dataset } } | undefined;

/** The first images of the files, or drawn digits; pixels from 0 to 1. */
export function imagesFor(config: Config, { data, seed }: Pick<JobContext, "data" | "seed">): Images {
  const source = data ?? drawn(config, seed),
    of = (set: Dataset, count: number) => set.take(Math.min(count, set.size)).withScale(1 / 255, 0),
    train = of(source.train, config.train),
    test = of(source.test, config.test),
    where =
      data?.description ?? "Digits drawn by this package, not Fashion-MNIST (with --data DIR it takes the real ones)",
    counts = `${formatNumber(train.size)} training and ${formatNumber(test.size)} test images`;
  return { train, test, description: `${where}: ${counts}` };
}

/** All jobs of a thread see the same images, and drawing them takes a while. */
function drawn({ train, test }: Config, seed: number) {
  const key = `${seed} ${train} ${test}`;
  if (last?.key !== key) last = { key, images: digitsSplit({ train, test, seed }) };
  return last.images;
}
