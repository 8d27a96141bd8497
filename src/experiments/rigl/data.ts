import type { JobContext } from "../experiment.js";
import { firstImages, type Images } from "../shared/images.js";
import type { Config } from "./config.js";

/** The first images of MNIST, or drawn digits, of which more than these teach little; pixels from 0 to 1. */
export const imagesFor = ({ train, test }: Config, context: Pick<JobContext, "data" | "seed">): Images =>
  firstImages(context, {
    train: context.data ? train : Math.min(train, 16_000),
    test: context.data ? test : Math.min(test, 4000),
    name: "MNIST",
  });
