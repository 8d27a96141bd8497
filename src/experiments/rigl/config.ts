import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

export const variantNames = ["static", "rigl"] as const;
export type Variant = (typeof variantNames)[number];

export const variantTitles: Readonly<Record<Variant, string>> = { static: "fixed mask", rigl: "RigL" };

export interface Config {
  readonly variants: readonly Variant[];
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** Share of connections that a hidden layer lacks, for each; the output layer has all. */
  readonly sparsity: readonly number[];
  /** α, the share of connections that move at the first update. */
  readonly fraction: number;
  /** ΔT, steps between two updates. */
  readonly interval: number;
  /** T_end, the last step with an update, as a share of all steps. */
  readonly until: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly rate: number;
  /** Shares of the epochs after which the rate is a third of what it was. */
  readonly thirds: readonly number[];
  readonly momentum: number;
  /** L2 penalty. */
  readonly decay: number;
  /** Training and test images. */
  readonly train: number;
  readonly test: number;
  /** Networks of every kind, with seeds of their own. */
  readonly runs: number;
  /** Least accuracy of RigL, and points by which it must be above the fixed mask, on MNIST; the latter also on digits. */
  readonly leastAccuracy: number;
  readonly leastGain: number;
}

const paper: Config = {
  variants: variantNames,
  hidden: [300, 100],
  sparsity: [0.98, 0.882],
  fraction: 0.3,
  interval: 100,
  until: 5 / 6,
  epochs: 100,
  batchSize: 100,
  rate: 0.2,
  thirds: [0.75, 0.95],
  momentum: 0.9,
  decay: 1e-4,
  train: 60_000,
  test: 10_000,
  runs: 3,
  leastAccuracy: 0.97,
  leastGain: 0.5,
};

export const scales: Readonly<Record<Scale, Config>> = {
  // Much sparser, so that a fixed mask falls behind on few images, too.
  smoke: {
    ...paper,
    sparsity: [0.995, 0.97],
    interval: 20,
    epochs: 20,
    train: 4000,
    test: 1000,
    leastAccuracy: 0.8,
    leastGain: 0.2,
  },
  default: { ...paper, epochs: 30, leastGain: 0.2 },
  paper,
};

export const choices = { variants: variantNames } as const;

export const about: Readonly<Partial<Record<keyof Config, string>>> = {
  variants: "networks to compare",
  hidden: "widths of the hidden layers",
  sparsity: "share of connections that a hidden layer lacks, for each",
  fraction: "share of connections that move at the first update",
  interval: "steps between two updates",
  until: "last update, as a share of all steps",
  epochs: "epochs",
  batchSize: "images per step",
  rate: "rate of gradient descent with Nesterov's momentum",
  thirds: "shares of the epochs after which the rate is a third of what it was",
  momentum: "share of the velocity that stays",
  decay: "L2 penalty",
  train: "training images",
  test: "test images",
  runs: "networks of every kind, with seeds of their own",
  leastAccuracy: "test accuracy that RigL must reach on MNIST",
  leastGain: "points by which RigL must be above the fixed mask",
};

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const { variants, hidden, sparsity, thirds, interval, epochs, batchSize, train, test, runs } = config,
    call = "rigl";
  for (const [name, value] of Object.entries({ interval, epochs, train, test, runs }))
    expectInteger(call, name, value, 1, 2 ** 20);
  expectInteger(call, "batchSize", batchSize, 1, train);
  const known: readonly string[] = variantNames,
    distinct = Array.isArray(variants) && new Set(variants).size === variants.length && variants.length > 0;
  if (!distinct || !variants.every((name) => known.includes(name)))
    throw new ArgumentError(call, "variants", String(variants), `${variantNames.join(", ")}, each once at most`);
  if (!Array.isArray(hidden) || hidden.length === 0)
    throw new ArgumentError(call, "hidden", String(hidden), "one or more widths");
  for (const [i, width] of hidden.entries()) expectInteger(call, `hidden ${i}`, width, 1, 2 ** 14);
  const shares = (list: unknown): boolean =>
    Array.isArray(list) && list.every((share) => typeof share === "number" && share >= 0 && share < 1);
  if (!shares(sparsity) || sparsity.length !== hidden.length)
    throw new ArgumentError(call, "sparsity", String(sparsity), "a share below 1 for every hidden layer");
  if (!shares(thirds)) throw new ArgumentError(call, "thirds", String(thirds), "shares of the epochs");
  for (const name of ["fraction", "until"] as const)
    if (!(config[name] > 0 && config[name] <= 1)) throw new ArgumentError(call, name, config[name], "above 0, up to 1");
  for (const name of ["rate", "decay"] as const)
    if (!(config[name] >= 0 && config[name] < Infinity))
      throw new ArgumentError(call, name, config[name], "a number from 0");
  if (!(config.momentum > 0 && config.momentum < 1))
    throw new ArgumentError(call, "momentum", config.momentum, "above 0, below 1");
}
