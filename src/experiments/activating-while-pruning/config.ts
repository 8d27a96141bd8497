import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

export const methodNames = ["magnitude", "activating"] as const;
export type Method = (typeof methodNames)[number];

export const methodTitles: Readonly<Record<Method, string>> = {
  magnitude: "magnitude alone",
  activating: "activating",
};

export interface Config {
  readonly methods: readonly Method[];
  /** Units of the hidden layers. */
  readonly hidden: readonly number[];
  /** Trainings; between two the network is pruned and rewound. */
  readonly cycles: number;
  /** Epochs of every cycle, and how many of them, the last, have a tenth of the rate. */
  readonly epochs: number;
  readonly slowEpochs: number;
  readonly rate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  /** Share of the connections that goes between two cycles, and the part of it that activates. */
  readonly fraction: number;
  readonly activate: number;
  /** Training and test images. */
  readonly train: number;
  readonly test: number;
  /** Networks pruned by each method, with seeds of their own; both methods begin with the same. */
  readonly runs: number;
}

const small: Config = {
  methods: methodNames,
  hidden: [100, 50],
  cycles: 21,
  epochs: 8,
  slowEpochs: 2,
  rate: 0.1,
  momentum: 0.9,
  weightDecay: 0,
  batchSize: 100,
  fraction: 0.2,
  activate: 0.02,
  train: 10_000,
  test: 10_000,
  runs: 3,
};

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: { ...small, hidden: [50, 25], cycles: 11, epochs: 3, slowEpochs: 1, train: 1000, test: 500, runs: 2 },
  default: small,
  paper: {
    ...small,
    hidden: [300, 100],
    cycles: 26,
    epochs: 50,
    slowEpochs: 25,
    weightDecay: 5e-4,
    batchSize: 64,
    train: 60_000,
    runs: 10,
  },
};

export const choices = { methods: methodNames } as const;

export const about: Readonly<Record<keyof Config, string>> = {
  methods: "what goes: the weakest connections, or with a part of them negative ones that training hardly moved",
  hidden: "units of the hidden layers",
  cycles: "trainings; between two the network is pruned and its weights are rewound",
  epochs: "epochs of every cycle",
  slowEpochs: "how many of them, the last, have a tenth of the rate",
  rate: "rate of gradient descent",
  momentum: "its momentum",
  weightDecay: "its weight decay",
  batchSize: "images per step",
  fraction: "share of the connections that goes between two cycles",
  activate: "share of the connections that goes to activate, within the former",
  train: "training images",
  test: "test images, on which silent units are counted too",
  runs: "networks pruned by each method, with seeds of their own",
};

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const call = "activating-while-pruning",
    { methods, hidden, epochs, slowEpochs, fraction, activate, train, batchSize } = config;
  const known: readonly string[] = methodNames;
  if (methods.length === 0 || new Set(methods).size < methods.length || !methods.every((name) => known.includes(name)))
    throw new ArgumentError(call, "methods", String(methods), `${methodNames.join(", ")}, each once at most`);
  if (hidden.length === 0) throw new ArgumentError(call, "hidden", "", "at least one width");
  for (const [i, width] of hidden.entries()) expectInteger(call, `hidden ${i}`, width, 1, 2 ** 16);
  for (const name of ["cycles", "epochs", "train", "test", "runs"] as const)
    expectInteger(call, name, config[name], 1, 2 ** 20);
  expectInteger(call, "slowEpochs", slowEpochs, 0, epochs);
  expectInteger(call, "batchSize", batchSize, 1, train);
  for (const name of ["rate", "weightDecay"] as const)
    if (!(config[name] >= 0 && config[name] < Infinity))
      throw new ArgumentError(call, name, config[name], "a number from 0");
  if (!(config.momentum >= 0 && config.momentum < 1))
    throw new ArgumentError(call, "momentum", config.momentum, "from 0 to below 1");
  if (!(fraction > 0 && fraction < 1)) throw new ArgumentError(call, "fraction", fraction, "between 0 and 1");
  if (!(activate >= 0 && activate <= fraction))
    throw new ArgumentError(call, "activate", activate, `from 0 to fraction, ${fraction}`);
}
