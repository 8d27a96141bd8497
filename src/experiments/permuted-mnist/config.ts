import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

export const variantNames = ["mlp", "winners", "dendrites", "both"] as const;
export type Variant = (typeof variantNames)[number];

export const variantTitles: Readonly<Record<Variant, string>> = {
  mlp: "perceptron",
  winners: "k winners only",
  dendrites: "dendrites only",
  both: "active dendrites",
};

export interface Config {
  /** Numbers of tasks; a sequence of each is learnt apart. */
  readonly tasks: readonly number[];
  /** Epochs of every task, one entry for each number of tasks, or one for all of them. */
  readonly epochs: readonly number[];
  /** Adam's rate, likewise. */
  readonly rates: readonly number[];
  readonly variants: readonly Variant[];
  /** Units of each of the two hidden layers. */
  readonly units: number;
  /** Segments of each unit: as many as there are tasks, but no more than this. */
  readonly segments: number;
  /** Share of a layer's units that win. */
  readonly winners: number;
  /** Share of its inputs that each unit is connected to. */
  readonly density: number;
  readonly batchSize: number;
  /** Training images of every task, and test images. */
  readonly train: number;
  readonly test: number;
  /** Test images of each task so far that are looked at after every task. */
  readonly track: number;
  /** Networks of every kind, with seeds of their own. */
  readonly runs: number;
}

const small: Config = {
  tasks: [5],
  epochs: [1],
  rates: [1e-3],
  variants: variantNames,
  units: 256,
  segments: 50,
  winners: 0.05,
  density: 0.5,
  batchSize: 128,
  train: 20_000,
  test: 2000,
  track: 2000,
  runs: 3,
};

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: { ...small, variants: ["mlp", "both"], test: 1000, track: 1000, runs: 2 },
  default: small,
  paper: {
    ...small,
    tasks: [2, 5, 10, 25, 50, 100],
    epochs: [1, 1, 3, 5, 3, 3],
    rates: [5e-4, 5e-4, 5e-4, 3e-4, 3e-4, 1e-4],
    units: 2048,
    batchSize: 256,
    train: 60_000,
    test: 10_000,
    track: 500,
    runs: 8,
  },
};

export const choices = { variants: variantNames } as const;

export const about: Readonly<Record<keyof Config, string>> = {
  tasks: "numbers of tasks, each a permutation of the pixels; a sequence of each",
  epochs: "epochs of every task, one entry for each number of tasks, or one for all",
  rates: "Adam's rate, likewise; a fresh optimiser for every task",
  variants: "networks to compare; mlp is dense and has rectifiers",
  units: "units of each of the two hidden layers",
  segments: "most segments of a unit; else as many as tasks (100 at 2048 units would need 5 GB)",
  winners: "share of a layer's units that win",
  density: "share of its inputs that each unit is connected to, but in mlp",
  batchSize: "images per step",
  train: "training images of every task",
  test: "test images",
  track: "test images of each task so far that are looked at after every task",
  runs: "networks of every kind, with seeds of their own",
};

/** What the weights, gradients and moments of one network may take: WebAssembly has 4 GiB, of which data take some. */
const mostBytes = 3.4e9;

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const call = "permuted-mnist",
    { tasks, epochs, rates, variants, units, segments, train, test, track, batchSize, runs } = config;
  for (const [name, value] of Object.entries({ units, segments, train, test, runs }))
    expectInteger(call, name, value, 1, 2 ** 20);
  expectInteger(call, "track", track, 0, test);
  expectInteger(call, "batchSize", batchSize, 1, train);
  for (const [name, share] of Object.entries({ winners: config.winners, density: config.density }))
    if (!(share > 0 && share <= 1)) throw new ArgumentError(call, name, share, "above 0, up to 1");
  expectList(
    call,
    "tasks",
    tasks,
    (n) => Number.isInteger(n) && n >= 2 && n <= 1000,
    "integers from 2 to 1000, each once",
  );
  if (new Set(tasks).size < tasks.length)
    throw new ArgumentError(call, "tasks", String(tasks), "integers from 2 to 1000, each once");
  expectList(call, "epochs", epochs, (n) => Number.isInteger(n) && n >= 1 && n <= 2 ** 16, "integers from 1");
  expectList(call, "rates", rates, (rate) => rate >= 0 && rate < Infinity, "numbers from 0");
  for (const [name, list] of Object.entries({ epochs, rates }))
    if (list.length !== 1 && list.length !== tasks.length)
      throw new ArgumentError(call, name, String(list), `one number, or one for each of tasks, ${tasks}`);
  const known: readonly string[] = variantNames;
  if (
    variants.length === 0 ||
    !variants.every((name) => known.includes(name)) ||
    new Set(variants).size < variants.length
  )
    throw new ArgumentError(call, "variants", String(variants), `${variantNames.join(", ")}, each once at most`);
  const perUnit = Math.min(Math.max(...tasks), segments),
    bytes = 16 * units * (2 * 784 * perUnit + 784 + units);
  if (bytes > mostBytes)
    throw new ArgumentError(
      call,
      "segments",
      segments,
      `fewer: ${perUnit} of ${units} units would need ${Math.round(bytes / 1e6)} MB`,
    );
}

function expectList(
  call: string,
  name: string,
  list: readonly unknown[],
  fits: (value: number) => boolean,
  allowed: string,
): void {
  if (!Array.isArray(list) || list.length === 0 || !list.every((value) => typeof value === "number" && fits(value)))
    throw new ArgumentError(call, name, String(list), allowed);
}
