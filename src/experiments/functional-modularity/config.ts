import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

export const dataNames = ["mnist", "fashion-mnist", "emnist-letters"] as const;
export const taskNames = ["parity", "sum", "xor"] as const;
export const cellNames = ["additive", "parallel"] as const;
export const channelNames = ["continuous", "binary"] as const;
export const wiringNames = ["fixed", "deep-r"] as const;
export type Wiring = (typeof wiringNames)[number];
export const protocolNames = ["adam", "paper"] as const;
export const measureNames = ["correlation", "mask", "bottleneck", "retraining"] as const;
export type MeasureName = (typeof measureNames)[number];

export interface Config {
  readonly data: (typeof dataNames)[number];
  readonly task: (typeof taskNames)[number];
  /** Units of a module. */
  readonly units: number;
  /** Time steps. */
  readonly steps: number;
  readonly cell: (typeof cellNames)[number];
  readonly channel: (typeof channelNames)[number];
  /** Shares of the units² connections each way that exist; what is below one connection means one. */
  readonly densities: readonly number[];
  /** Whether connections between modules stay where they are, or Deep R moves them while the network learns. */
  readonly wiring: (typeof wiringNames)[number];
  /** A density at which the other wiring is set beside; 0 for none. */
  readonly contrast: number;
  /** Networks of every density, with seeds of their own. */
  readonly runs: number;
  /** Pairs of digits. */
  readonly train: number;
  readonly test: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Adam for all weights, or the paper's Adadelta with Adam for the connections. */
  readonly protocol: (typeof protocolNames)[number];
  /** Adam's rate, and the factor on it after each epoch, where it is Adam for all. */
  readonly rate: number;
  readonly decay: number;
  readonly measures: readonly MeasureName[];
  /** Shares of the weights that a mask keeps; claims are about the first. */
  readonly keep: readonly number[];
  /** Masks trained for each digit and share. */
  readonly masks: number;
  /** Epochs of a readout's retraining. */
  readonly retraining: number;
  /** Whether correlation is also measured at every time step. */
  readonly overTime: boolean;
}

const paper: Config = {
  data: "mnist",
  task: "parity",
  units: 100,
  steps: 5,
  cell: "additive",
  channel: "continuous",
  // 25 values with equal ratios, of which the first two mean one connection.
  densities: [...[1e-4, 1e-3, 0.01, 0.1].flatMap((p) => [1, 1.468, 2.154, 3.162, 4.642, 6.813].map((m) => m * p)), 1],
  wiring: "deep-r",
  contrast: 0,
  runs: 10,
  train: 60_000,
  test: 10_000,
  epochs: 5,
  batchSize: 128,
  protocol: "paper",
  rate: 1e-3,
  decay: 0.9,
  measures: ["correlation", "mask", "bottleneck"],
  keep: [0.05, 0.1],
  masks: 1,
  retraining: 5,
  overTime: true,
};

const least = 1 / 32 ** 2;

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: {
    ...paper,
    units: 32,
    densities: [least, 0.01, 0.1, 1],
    wiring: "fixed",
    contrast: 0.01,
    runs: 1,
    train: 20_000,
    test: 4000,
    epochs: 12,
    protocol: "adam",
    keep: [0.05],
    retraining: 3,
  },
  default: {
    ...paper,
    units: 32,
    densities: [least, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
    wiring: "fixed",
    contrast: 0.01,
    runs: 5,
    train: 40_000,
    epochs: 20,
    protocol: "adam",
    retraining: 3,
  },
  paper,
};

export const choices = {
  data: dataNames,
  task: taskNames,
  wiring: wiringNames,
  cell: cellNames,
  channel: channelNames,
  protocol: protocolNames,
  measures: measureNames,
} as const;

export const about: Readonly<Record<keyof Config, string>> = {
  data: "images; without their files digits are drawn in place of MNIST",
  task: "parity: which digit is the answer hangs on both; sum; xor",
  units: "units of each of the two modules",
  steps: "time steps",
  cell: "additive: one tanh of all inputs; parallel: the later paper's sum of two",
  channel: "what crosses in a parallel cell: the sum itself, or 0 and 1",
  densities: "shares of the connections between modules that exist; below one means one",
  wiring: "whether those connections stay, or Deep R moves them during learning",
  contrast: "a density at which the other wiring is set beside; 0: none",
  runs: "networks of every density, with seeds of their own",
  train: "pairs of training images",
  test: "pairs of test images",
  epochs: "passes through the pairs, most of them in the test bench",
  batchSize: "pairs per step",
  protocol: "adam: for all weights; paper: Adadelta, Adam for connections",
  rate: "Adam's rate where it is for all weights",
  decay: "factor on that rate after each epoch",
  measures: "what tells specialisation; retraining is the later paper's, with ablation",
  keep: "shares of the weights that a mask keeps",
  masks: "masks trained for each digit and share",
  retraining: "epochs of a readout's retraining",
  overTime: "whether correlation is also measured at every time step",
};

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const call = "functional-modularity",
    { units, steps, densities, contrast, runs, train, test, epochs, batchSize, keep, masks, retraining } = config;
  for (const [name, value] of Object.entries({ units, runs, train, test, batchSize, masks }))
    expectInteger(call, name, value, 1, 2 ** 24);
  expectInteger(call, "batchSize", batchSize, 1, train);
  expectInteger(call, "units", units, 2, 4096);
  expectInteger(call, "steps", steps, 2, 1000);
  for (const [name, value] of Object.entries({ epochs, retraining })) expectInteger(call, name, value, 0, 2 ** 16);
  if (!(config.rate >= 0 && config.rate < Infinity)) throw new ArgumentError(call, "rate", config.rate, "0 or more");
  if (!(config.decay >= 0 && config.decay <= 1)) throw new ArgumentError(call, "decay", config.decay, "from 0 to 1");
  expectShares(call, "densities", densities);
  expectShares(call, "keep", keep);
  if (!(contrast >= 0 && contrast <= 1)) throw new ArgumentError(call, "contrast", contrast, "from 0 to 1");
  for (const [name, allowed] of Object.entries(choices)) {
    const value = config[name as keyof typeof choices],
      entries: readonly string[] = Array.isArray(value) ? value : [value];
    if (
      !entries.every((entry) => (allowed as readonly string[]).includes(entry)) ||
      new Set(entries).size < entries.length
    )
      throw new ArgumentError(call, name, String(value), `${allowed.join(", ")}, each once at most`);
  }
  if (config.channel === "binary" && config.cell !== "parallel")
    throw new ArgumentError(call, "channel", config.channel, "continuous in an additive cell");
}

function expectShares(call: string, name: string, shares: unknown): void {
  const list: readonly unknown[] = Array.isArray(shares) ? shares : [];
  const good = list.every((share) => typeof share === "number" && share > 0 && share <= 1);
  if (!good || list.length === 0 || new Set(list).size < list.length)
    throw new ArgumentError(call, name, String(shares), "one or more numbers above 0, at most 1, each once");
}
