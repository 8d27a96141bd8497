import { Dataset } from "../../data/dataset.js";
import type { JobContext } from "../experiment.js";
import { firstImages, type Images } from "../shared/images.js";
import type { Config } from "./config.js";

/** The first images of Fashion-MNIST, or drawn digits, with pixels from 0 to 1 and a target for each class. */
export const imagesFor = ({ train, test }: Config, context: Pick<JobContext, "data" | "seed">): Images =>
  firstImages(context, { train, test, name: "Fashion-MNIST", prepare: withTargets });

/** 1 for an image's class, 0 for the others. */
function withTargets({ inputs, features, labels, outputs, size, shape, name }: Dataset): Dataset {
  const targets = new Float32Array(size * outputs);
  labels!.forEach((label, i) => {
    targets[i * outputs + label] = 1;
  });
  return new Dataset({ inputs, features, labels: labels!, targets, outputs, scale: 1 / 255, shape, name });
}
