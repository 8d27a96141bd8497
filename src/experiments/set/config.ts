import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

export const variantNames = ["dense", "fixed", "signed", "magnitude"] as const;
export type Variant = (typeof variantNames)[number];

export const variantTitles: Readonly<Record<Variant, string>> = {
  dense: "dense",
  fixed: "fixed mask",
  signed: "SET",
  magnitude: "SET by magnitude",
};

export interface Config {
  readonly variants: readonly Variant[];
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** A sparse layer has epsilon · (rows + columns) connections, all where that is more than there are. */
  readonly epsilon: number;
  /** Share of the connections of each sign that is replaced after an epoch. */
  readonly fraction: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Rates of the sparse networks and of the dense one. */
  readonly rate: number;
  readonly denseRate: number;
  readonly momentum: number;
  /** Share of itself that a weight loses in a step. */
  readonly decay: number;
  /** Share of hidden units silenced in each training step. */
  readonly dropout: number;
  /** Training and test images. */
  readonly train: number;
  readonly test: number;
  /** Networks of every kind, with seeds of their own, and how many of them are dense ones, which take longest. */
  readonly runs: number;
  readonly denseRuns: number;
  /** Points of test accuracy by which SET must be above the fixed mask, early and at the end, on real images. */
  readonly leastEarly: number;
  readonly leastLast: number;
}

const tutorial: Config = {
  variants: variantNames,
  hidden: [1000, 1000, 1000],
  epsilon: 13,
  fraction: 0.3,
  epochs: 50,
  batchSize: 40,
  rate: 0.05,
  denseRate: 0.04,
  momentum: 0.9,
  decay: 2e-4,
  dropout: 0.2,
  train: 2000,
  test: 1000,
  runs: 3,
  denseRuns: 1,
  leastEarly: 3,
  leastLast: 1,
};

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: {
    ...tutorial,
    variants: ["fixed", "signed"],
    hidden: [300, 300],
    epochs: 16,
    train: 1000,
    test: 500,
    runs: 2,
    leastLast: 0.5,
  },
  default: tutorial,
  paper: { ...tutorial, epochs: 400, runs: 5, denseRuns: 5 },
};

export const choices = { variants: variantNames } as const;

export const about: Readonly<Partial<Record<keyof Config, string>>> = {
  variants: "networks to compare; magnitude is SET with one threshold for both signs",
  hidden: "widths of the hidden layers",
  epsilon: "a sparse layer has epsilon · (rows + columns) connections",
  fraction: "share of the connections that is replaced after an epoch",
  epochs: "epochs",
  batchSize: "images per step",
  rate: "rate of gradient descent in sparse networks",
  denseRate: "rate of gradient descent in dense networks",
  momentum: "share of the velocity that stays",
  decay: "share of itself that a weight loses in a step",
  dropout: "share of hidden units silenced in a training step",
  train: "training images",
  test: "test images",
  runs: "sparse networks of every kind, with seeds of their own",
  denseRuns: "dense networks",
  leastEarly: "points by which SET must be above the fixed mask at epoch 10",
  leastLast: "points by which SET must be above the fixed mask after the last epoch",
};

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const { variants, hidden, epochs, batchSize, train, test, runs, denseRuns } = config,
    call = "set";
  for (const [name, value] of Object.entries({ epochs, train, test, runs }))
    expectInteger(call, name, value, 1, 2 ** 20);
  expectInteger(call, "denseRuns", denseRuns, 1, runs);
  expectInteger(call, "batchSize", batchSize, 1, train);
  const known: readonly string[] = variantNames,
    distinct = Array.isArray(variants) && new Set(variants).size === variants.length && variants.length > 0;
  if (!distinct || !variants.every((name) => known.includes(name)))
    throw new ArgumentError(call, "variants", String(variants), `${variantNames.join(", ")}, each once at most`);
  if (!Array.isArray(hidden) || hidden.length === 0)
    throw new ArgumentError(call, "hidden", String(hidden), "one or more widths");
  for (const [i, width] of hidden.entries()) expectInteger(call, `hidden ${i}`, width, 1, 2 ** 14);
  for (const name of ["epsilon", "rate", "denseRate"] as const)
    if (!(config[name] > 0 && config[name] < Infinity)) throw new ArgumentError(call, name, config[name], "above 0");
  for (const name of ["momentum", "dropout", "decay"] as const)
    if (!(config[name] >= 0 && config[name] < 1)) throw new ArgumentError(call, name, config[name], "from 0, below 1");
  if (!(config.fraction > 0 && config.fraction <= 1))
    throw new ArgumentError(call, "fraction", config.fraction, "above 0, up to 1");
}
