import { Dataset, type EpochData, Random } from "neurite";
import { type DigitPairs, digitPairs, digits } from "neurite/data";
import type { Settings } from "./settings.js";

/** Images to draw pairs from. */
export interface Images {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** Drawing this many takes a slow machine some 50 ms: between two parts others have their turn. */
const part = 250;

/** 3000 images to learn and 500 to measure with, the same for all settings; as drawing takes a second, keep them. */
export async function drawImages(): Promise<Images> {
  return { train: await drawn("train", 3000), test: await drawn("test", 500) };
}

async function drawn(name: string, count: number): Promise<Dataset> {
  const inputs = new Uint8Array(count * imageSize),
    labels = new Int32Array(count);
  let first: Dataset | undefined;
  for (let start = 0; start < count; start += part) {
    const images = digits({ count: part, seed: 0, stream: `${name} ${start}` });
    first ??= images;
    inputs.set(images.inputs, start * imageSize);
    labels.set(images.labels!, start);
    await new Promise((resolve) => setTimeout(resolve));
  }
  const { features, outputs, scale, shape } = first!;
  return new Dataset({ name: "digits", inputs, features, labels, outputs, scale, shape });
}

/** Pixels of an image. */
export const imageSize = 28 * 28;

/** What one network learns from and is measured with. */
export interface Pairs {
  readonly fresh: EpochData;
  /** As many for all networks, for what the measures train: with too few a mask keeps what it began with. */
  train(): DigitPairs;
  readonly test: DigitPairs;
}

/** Pairs depend on the seed alone, so networks of one seed differ in their connections only. */
export function pairsFor({ seed, pairs }: Settings, { train, test }: Images): Pairs {
  const random = new Random(seed);
  return {
    fresh: (epoch) => digitPairs(train, { size: pairs, random: random.stream("training pairs").stream(epoch) }).dataset,
    train: () => digitPairs(train, { size: 4000, random: random.stream("pairs of the measures") }),
    test: digitPairs(test, { size: 1000, random: random.stream("test pairs") }),
  };
}
