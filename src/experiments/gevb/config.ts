import { ArgumentError } from "../../errors.js";
import { type Architecture, architectures, type Images, images } from "../../models/gevb.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";
import { type CellName, cellNames } from "./cells.js";

export interface Config {
  readonly data: Images;
  readonly architectures: readonly Architecture[];
  readonly cells: readonly CellName[];
  /** Factor on the paper's widths. */
  readonly width: number;
  /** Images to use, at most. */
  readonly train: number;
  readonly test: number;
  /** Networks of every kind, with seeds of their own; results are means. */
  readonly runs: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Adam's. */
  readonly rate: number;
  /** Whether the rate stays, as in the paper, or falls to 0 along half a cosine. */
  readonly schedule: (typeof scheduleNames)[number];
  /** What a network sees of a black pixel, −1 in the paper; of a white one it is 1. */
  readonly black: number;
  /** Epochs between two looks at test error and angles. */
  readonly evaluateEvery: number;
  /** Training images to measure the angles on. */
  readonly alignmentImages: number;
  /** Images for the maps before and after training; 0 draws none. */
  readonly tsneImages: number;
  readonly tsneIterations: number;
  /** Images and epochs of the small convolutional networks in which DFA+ is set beside GEVB+; 0 epochs leave them out. */
  readonly contrastTrain: number;
  readonly contrastEpochs: number;
}

const scheduleNames = ["constant", "cosine"] as const;

const paper: Config = {
  data: "mnist",
  architectures,
  cells: cellNames,
  width: 1,
  train: 60_000,
  test: 10_000,
  runs: 5,
  epochs: 200,
  batchSize: 128,
  rate: 3e-4,
  schedule: "constant",
  black: -1,
  evaluateEvery: 10,
  alignmentImages: 64,
  tsneImages: 5000,
  tsneIterations: 5000,
  contrastTrain: 0,
  contrastEpochs: 0,
};

export const scales: Readonly<Record<Scale, Config>> = {
  // The small protocol: 784 → 128 → 64 → 1.
  smoke: {
    ...paper,
    architectures: ["fc"],
    cells: ["gevb+", "vec-bp+", "gevb"],
    width: 0.125,
    train: 6000,
    test: 2000,
    runs: 3,
    epochs: 8,
    rate: 1e-3,
    evaluateEvery: 1,
    tsneImages: 300,
    tsneIterations: 400,
    contrastTrain: 1500,
    contrastEpochs: 2,
  },
  default: {
    ...paper,
    architectures: ["fc"],
    cells: ["gevb+", "vec-bp+", "gevb", "dfa+", "bp"],
    width: 0.25,
    runs: 1,
    epochs: 5,
    rate: 1e-3,
    evaluateEvery: 1,
    tsneImages: 600,
    tsneIterations: 1000,
    contrastTrain: 10_000,
    contrastEpochs: 3,
  },
  paper,
};

/** Width of the contrast's networks: 16 and 8 channels, 256 units. */
export const contrastWidth = 0.25;

export const choices = { data: images, architectures, cells: cellNames, schedule: scheduleNames } as const;

export const about: Readonly<Record<keyof Config, string>> = {
  data: "data set; without MNIST's files digits are drawn, CIFAR-10's must be there",
  architectures: "fully connected, convolutional, locally connected",
  cells: "columns of the paper's tables; + means nonnegative, vec- vector units",
  width: "factor on the paper's widths",
  train: "training images to use, at most",
  test: "test images to use, at most",
  runs: "networks of every kind, with seeds of their own; results are means",
  epochs: "epochs; a network without training errors stops early",
  batchSize: "examples per step",
  rate: "Adam's learning rate",
  schedule: "whether it stays or falls to 0 along half a cosine",
  black: "what networks see of a black pixel; of a white one it is 1",
  evaluateEvery: "epochs between two looks at test error and angles",
  alignmentImages: "training images to measure the angles on",
  tsneImages: "images for the maps before and after training; 0: none",
  tsneIterations: "iterations of t-SNE",
  contrastTrain: "training images of the small convolutional contrast of DFA+ with GEVB+",
  contrastEpochs: "its epochs; 0 leaves it out",
};

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const { train, test, runs, epochs, batchSize, evaluateEvery, alignmentImages, tsneIterations } = config;
  for (const [name, value] of Object.entries({ train, test, runs, batchSize, evaluateEvery, alignmentImages }))
    expectInteger("gevb", name, value, 1, 2 ** 24);
  for (const [name, value] of Object.entries({ epochs, tsneIterations, contrastEpochs: config.contrastEpochs }))
    expectInteger("gevb", name, value, 0, 2 ** 24);
  expectInteger("gevb", "tsneImages", config.tsneImages, 0, 16_383);
  expectInteger("gevb", "contrastTrain", config.contrastTrain, config.contrastEpochs > 0 ? 1 : 0, 2 ** 24);
  if (config.tsneImages > 0 && Math.min(config.tsneImages, train) <= 3 * perplexity)
    throw new ArgumentError("gevb", "tsneImages", Math.min(config.tsneImages, train), fewestMapped);
  if (!(config.width > 0 && config.width <= 16))
    throw new ArgumentError("gevb", "width", config.width, "above 0, at most 16");
  if (!(config.rate >= 0 && config.rate < Infinity)) throw new ArgumentError("gevb", "rate", config.rate, "0 or more");
  if (!(Math.abs(config.black) <= 1 && config.black < 1))
    throw new ArgumentError("gevb", "black", config.black, "from −1 to below 1");
  if (!scheduleNames.includes(config.schedule))
    throw new ArgumentError("gevb", "schedule", config.schedule, `one of ${scheduleNames.join(", ")}`);
  if (!images.includes(config.data))
    throw new ArgumentError("gevb", "data", config.data, `one of ${images.join(", ")}`);
  expectEachOnce("architectures", config.architectures, architectures);
  expectEachOnce("cells", config.cells, cellNames);
}

function expectEachOnce(name: string, list: unknown, allowed: readonly string[]): void {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [],
    known = entries.every((entry) => allowed.some((one) => one === entry));
  if (!known || entries.length === 0 || new Set(entries).size < entries.length)
    throw new ArgumentError("gevb", name, String(list), `one or more of ${allowed.join(", ")}, each once`);
}

/** The paper's, of t-SNE. */
export const perplexity = 20;
const fewestMapped = `0, or more than ${3 * perplexity}, and no more than there are training images`;
export const tsneRate = 100;
export const principalComponents = 600;
