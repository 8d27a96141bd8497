import { Dataset } from "../../data/dataset.js";
import { digitsSplit } from "../../data/digits.js";
import type { Random } from "../../random.js";
import type { JobContext } from "../experiment.js";
import { formatNumber } from "../report/numbers.js";
import type { Config } from "./config.js";

export interface Images {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly description: string;
}

/** Mean and deviation of MNIST's training pixels, by which the paper scales the images. */
const mean = 0.13062755,
  deviation = 0.3081078;

let last: { key: string; images: { train: Dataset; test: Dataset } } | undefined;

/** The first images of the files, or drawn digits. */
export function imagesFor(config: Config, { data, seed }: Pick<JobContext, "data" | "seed">): Images {
  const source = data ?? drawn(config, seed),
    of = (set: Dataset, count: number) =>
      set.take(Math.min(count, set.size)).withScale(1 / 255 / deviation, -mean / deviation),
    train = of(source.train, config.train),
    test = of(source.test, config.test),
    where = data?.description ?? "Digits drawn by this package, not MNIST (with --data DIR it takes the real ones)",
    counts = `${formatNumber(train.size)} training and ${formatNumber(test.size)} test images of every task`;
  return { train, test, description: `${where}: ${counts}` };
}

/** All jobs of a thread see the same images, and drawing them takes a while. */
function drawn({ train, test }: Config, seed: number) {
  const key = `${seed} ${train} ${test}`;
  if (last?.key !== key) last = { key, images: digitsSplit({ train, test, seed }) };
  return last.images;
}

/** Where each pixel of a task's images comes from: the first task has the images as they are. */
export function permutationOf(task: number, features: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: features }, (_, i) => i);
  if (task === 0) return order;
  const stream = random.stream("permutation").stream(task);
  for (let i = features - 1; i > 0; i--) {
    const j = stream.integer(i + 1),
      swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order;
}

/** The same images with their pixels in another order. */
export function permuted(images: Dataset, order: Int32Array): Dataset {
  const { features, inputs } = images,
    moved = inputs instanceof Uint8Array ? new Uint8Array(inputs.length) : new Float32Array(inputs.length);
  for (let sample = 0; sample < inputs.length; sample += features)
    for (let i = 0; i < features; i++) moved[sample + i] = inputs[sample + order[i]!]!;
  const { labels, outputs, scale, offset, shape, name } = images;
  return new Dataset({ inputs: moved, features, labels: labels!, outputs, scale, offset, shape, name });
}
