import { Dataset } from "../../data/dataset.js";
import { digitsSplit } from "../../data/digits.js";
import { ArgumentError } from "../../errors.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";

interface Images {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly description: string;
}

/** The mean and deviation of MNIST's pixels, by which its authors' code and everybody after them scales the images. */
const mean = 0.1307,
  deviation = 0.3081;

/** Ten letters that can be told apart: without I, J and L. */
const letters = Array.from("ABCDEFGHKM", (letter) => letter.charCodeAt(0) - 65);

const drawn = { train: 12_000, test: 2000 };
let last: { seed: number; images: Images } | undefined;

/** The images that pairs are made of: the files' ones, or drawn digits; black is about −0.42 and white 2.8. */
export function imagesFor({ data: name }: Config, { data, seed }: Pick<JobContext, "data" | "seed">): Images {
  if (!data && name !== "mnist")
    throw new ArgumentError(
      "functional-modularity",
      "data",
      name,
      "mnist, which digits can stand in for, or with --data DIR",
    );
  if (!data) {
    // All jobs of a thread see the same images, and drawing them takes a while.
    if (last?.seed !== seed) last = { seed, images: { ...digitsSplit({ ...drawn, seed }), description: "" } };
    const { train, test } = last.images,
      description = "Digits drawn by this package, not MNIST (with --data DIR it takes the real ones)";
    return { train: scaled(train), test: scaled(test), description };
  }
  const part = name === "emnist-letters" ? tenLetters : (set: Dataset) => set,
    { train, test, description } = data;
  return { train: scaled(part(train)), test: scaled(part(test)), description };
}

const scaled = (images: Dataset): Dataset => images.withScale(1 / 255 / deviation, -mean / deviation);

function tenLetters(images: Dataset): Dataset {
  const chosen = Int32Array.from(images.labels!.keys()).filter((i) => letters.includes(images.labels![i]!)),
    { inputs, features, labels, shape, name } = images.subset(chosen);
  return new Dataset({
    inputs,
    features,
    shape,
    name,
    labels: Array.from(labels!, (label) => letters.indexOf(label)),
    outputs: 10,
  });
}
