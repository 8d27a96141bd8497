import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";
import { type Variant, variantNames } from "./variants.js";

export interface Config {
  readonly variants: readonly Variant[];
  /** Widths of the masked layers. */
  readonly hidden: readonly number[];
  /** Ensembles of every layer. */
  readonly groups: number;
  /** Density between ensembles, p′. */
  readonly inter: number;
  /** Further p′, for accuracy against density. */
  readonly sweep: readonly number[];
  /** Those of `variants` that are trained with these, too. */
  readonly swept: readonly Variant[];
  /** Networks of every kind, with seeds of their own. */
  readonly runs: number;
  readonly train: number;
  readonly test: number;
  readonly epochs: number;
  /** Steps from one rewiring to the next; SET's are epochs. */
  readonly interval: number;
  readonly batchSize: number;
  /** Adam's. */
  readonly rate: number;
}

const protocol: Config = {
  variants: variantNames,
  hidden: [256, 256],
  groups: 8,
  inter: 0.05,
  sweep: [0, 0.1, 0.15, 0.25],
  swept: ["er", "index"],
  runs: 3,
  train: 10_000,
  test: 10_000,
  epochs: 15,
  interval: 100,
  batchSize: 100,
  rate: 1e-3,
};

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: {
    ...protocol,
    variants: ["dense", "index", "magnitude-hebb", "hebb-hebb"],
    sweep: [],
    runs: 1,
    train: 2000,
    test: 1000,
    epochs: 8,
    interval: 20,
  },
  default: protocol,
  paper: {
    ...protocol,
    hidden: [2048, 2048, 2048],
    inter: 0.15,
    sweep: [0, 0.05, 0.1, 0.2, 0.25],
    swept: ["er", "index", "mixer", "random"],
    runs: 5,
    train: 60_000,
    epochs: 20,
    interval: 1000,
    batchSize: 256,
  },
};

export const choices = { variants: variantNames, swept: variantNames } as const;

export const about: Readonly<Record<keyof Config, string>> = {
  variants: "networks to compare",
  hidden: "widths of the masked layers, multiples of groups",
  groups: "ensembles of every layer, a divisor of the 784 pixels",
  inter: "density of connections between ensembles, p′",
  sweep: "further p′, for accuracy against density; none: no such figure",
  swept: "networks that are trained with these, too",
  runs: "networks of every kind, with seeds of their own",
  train: "training images",
  test: "test images",
  epochs: "passes through them",
  interval: "steps from one rewiring to the next; SET's are epochs",
  batchSize: "images per step",
  rate: "Adam's rate",
};

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const call = "g2gnet",
    { hidden, groups, inter, sweep, train, test, runs, epochs, interval, batchSize, rate } = config;
  for (const [name, value] of Object.entries({ train, test, runs, epochs, interval }))
    expectInteger(call, name, value, 1, 2 ** 20);
  expectInteger(call, "batchSize", batchSize, 1, train);
  expectInteger(call, "groups", groups, 1, 784);
  if (!Array.isArray(hidden) || hidden.length === 0)
    throw new ArgumentError(call, "hidden", String(hidden), "one or more widths");
  for (const width of [784, ...hidden]) {
    expectInteger(call, "hidden", width, 1, 8192);
    if (width % groups !== 0) throw new ArgumentError(call, "groups", groups, `a divisor of ${width}`);
  }
  for (const [name, share] of [["inter", inter], ...sweep.map((share) => ["sweep", share])] as [string, number][])
    if (!(share >= 0 && share <= 1)) throw new ArgumentError(call, name, share, "a number from 0 to 1");
  if (!(rate >= 0 && rate < Infinity)) throw new ArgumentError(call, "rate", rate, "a number from 0");
  for (const name of ["variants", "swept"] as const) {
    const list: readonly string[] = config[name],
      known: readonly string[] = variantNames;
    const good = list.every((variant) => known.includes(variant)) && new Set(list).size === list.length;
    if (!good || (name === "variants" && list.length === 0))
      throw new ArgumentError(call, name, String(list), `${variantNames.join(", ")}, each once at most`);
  }
}
