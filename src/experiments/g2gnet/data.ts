import type { JobContext } from "../experiment.js";
import { firstImages, type Images } from "../shared/images.js";
import type { Config } from "./config.js";

/** The first images of Fashion-MNIST, or drawn digits; pixels from 0 to 1. */
export const imagesFor = ({ train, test }: Config, context: Pick<JobContext, "data" | "seed">): Images =>
  firstImages(context, { train, test, name: "Fashion-MNIST" });
