import { Dataset } from "../../data/dataset.js";
import type { Random } from "../../random.js";
import type { JobContext } from "../experiment.js";
import { firstImages, type Images } from "../shared/images.js";
import type { Config } from "./config.js";

/** Mean and deviation of MNIST's training pixels, by which the paper scales the images. */
const mean = 0.13062755,
  deviation = 0.3081078;

/** The first images of MNIST, or drawn digits. */
export function imagesFor({ train, test }: Config, context: Pick<JobContext, "data" | "seed">): Images {
  const prepare = (images: Dataset) => images.withScale(1 / 255 / deviation, -mean / deviation),
    images = firstImages(context, { train, test, name: "MNIST", prepare });
  return { ...images, description: `${images.description} of every task` };
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
