import { Dataset } from "../../data/dataset.js";
import { digitsSplit } from "../../data/digits.js";
import type { JobContext } from "../experiment.js";
import { formatNumber } from "../report/numbers.js";
import type { Config } from "./config.js";

let last: { key: string; images: { train: Dataset; test: Dataset } } | undefined;

/** The first images of the files, or drawn digits, with pixels of 0 … 1 and a target for each class. */
export function imagesFor(config: Config, { data, seed }: Pick<JobContext, "data" | "seed">) {
  const source = data ?? drawn(config, seed),
    train = withTargets(source.train.take(Math.min(config.train, source.train.size))),
    test = withTargets(source.test.take(Math.min(config.test, source.test.size))),
    where =
      data?.description ?? "Digits drawn by this package, not Fashion-MNIST (with --data DIR it takes the real images)",
    counts = `${formatNumber(train.size)} training and ${formatNumber(test.size)} test images`;
  return { train, test, description: `${where}: ${counts}` };
}

/** All jobs of a thread see the same images, and drawing them takes a while. */
function drawn({ train, test }: Config, seed: number) {
  const key = `${seed} ${train} ${test}`;
  if (last?.key !== key) last = { key, images: digitsSplit({ train, test, seed }) };
  return last.images;
}

/** 1 for an image's class, 0 for the others. */
function withTargets({ inputs, features, labels, outputs, size, shape, name }: Dataset): Dataset {
  const targets = new Float32Array(size * outputs);
  labels!.forEach((label, i) => {
    targets[i * outputs + label] = 1;
  });
  return new Dataset({ inputs, features, labels: labels!, targets, outputs, scale: 1 / 255, shape, name });
}
