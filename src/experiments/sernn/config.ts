import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

/** What the recurrent weights are charged for: length and communicability, size alone, or one of the two. */
export const kinds = ["spatial", "l1", "distance", "communicability"] as const;
export type Kind = (typeof kinds)[number];

export const kindTitles: Readonly<Record<Kind, string>> = {
  spatial: "seRNN",
  l1: "L1",
  distance: "distance only",
  communicability: "communicability only",
};

export interface Config {
  /** The strengths γ of each kind of regulariser; none leaves the kind out. */
  readonly spatial: readonly number[];
  readonly l1: readonly number[];
  readonly distance: readonly number[];
  readonly communicability: readonly number[];
  /** Networks of every kind and strength, with seeds of their own. */
  readonly runs: number;
  /** Points of the lattice along x, y and z, a unit on each. */
  readonly lattice: readonly number[];
  /** Time steps that show the goal, nothing, and the choices. */
  readonly goalSteps: number;
  readonly delaySteps: number;
  readonly choiceSteps: number;
  /** Trials of an epoch, and of the test. */
  readonly train: number;
  readonly test: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Adam's rate. */
  readonly rate: number;
  /** Share of the connections, the strongest, that make the graph which is measured. */
  readonly keep: number;
  /** Random graphs that small-worldness is measured against. */
  readonly nulls: number;
}

const full: Config = {
  spatial: [0.02, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5],
  l1: [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016],
  distance: [0.002, 0.005],
  communicability: [0.1, 0.3],
  runs: 2,
  lattice: [5, 5, 4],
  goalSteps: 20,
  delaySteps: 10,
  choiceSteps: 20,
  train: 5120,
  test: 2560,
  epochs: 10,
  batchSize: 128,
  rate: 1e-3,
  keep: 0.1,
  nulls: 20,
};

/** So many strengths, evenly spaced up to the largest. */
const grid = (count: number, largest: number) =>
  Array.from({ length: count }, (_, i) => Number(((largest * (i + 1)) / count).toPrecision(6)));

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: {
    ...full,
    spatial: [0.08, 0.2],
    l1: [0.004, 0.008],
    distance: [],
    communicability: [],
    runs: 1,
    goalSteps: 6,
    delaySteps: 3,
    choiceSteps: 6,
    train: 2560,
    batchSize: 64,
    epochs: 5,
    test: 512,
  },
  default: full,
  paper: {
    ...full,
    spatial: grid(1000, 0.6),
    l1: grid(1000, 0.06),
    distance: [],
    communicability: [],
    runs: 1,
    nulls: 1000,
  },
};

export const about: Readonly<Record<keyof Config, string>> = {
  spatial: "strengths of the regulariser by length and communicability",
  l1: "strengths of the L1 regulariser",
  distance: "strengths of the regulariser by length alone",
  communicability: "strengths of the regulariser by communicability alone",
  runs: "networks of every kind and strength, with seeds of their own",
  lattice: "points of the lattice along x, y and z, a unit on each",
  goalSteps: "time steps that show the goal",
  delaySteps: "time steps that show nothing",
  choiceSteps: "time steps that show the choices",
  train: "trials of an epoch",
  test: "trials of the test",
  epochs: "passes through the trials",
  batchSize: "trials per step",
  rate: "Adam's rate",
  keep: "share of the connections, the strongest, that are measured",
  nulls: "random graphs that small-worldness is measured against",
};

/** Whether networks learn the paper's task as long as they do there. */
export const isWhole = ({
  goalSteps,
  delaySteps,
  choiceSteps,
  train,
  epochs,
  batchSize,
  rate,
  lattice,
}: Config): boolean =>
  [goalSteps, delaySteps, choiceSteps, train, epochs, batchSize, rate, ...lattice].join() ===
  "20,10,20,5120,10,128,0.001,5,5,4";

/** @throws {ArgumentError} for a field out of its range */
export function check(config: Config): void {
  const call = "sernn",
    { runs, goalSteps, delaySteps, choiceSteps, train, test, epochs, batchSize, lattice, rate, keep, nulls } = config;
  for (const [name, value] of Object.entries({ runs, goalSteps, choiceSteps, train, test, batchSize, nulls }))
    expectInteger(call, name, value, 1, 2 ** 20);
  for (const [name, value] of Object.entries({ delaySteps, epochs })) expectInteger(call, name, value, 0, 2 ** 16);
  expectInteger(call, "batchSize", batchSize, 1, train);
  const sides: readonly unknown[] = Array.isArray(lattice) ? lattice : [],
    whole = sides.every((side) => Number.isInteger(side) && (side as number) >= 1),
    units = sides.reduce((product: number, side) => product * (side as number), 1);
  if (sides.length !== 3 || !whole || units < 4 || units > 4096)
    throw new ArgumentError(call, "lattice", String(lattice), "three positive integers, of 4 to 4096 points together");
  if (!(rate >= 0 && rate < Infinity)) throw new ArgumentError(call, "rate", rate, "0 or more");
  if (!(keep > 0 && keep <= 1)) throw new ArgumentError(call, "keep", keep, "above 0, at most 1");
  for (const kind of kinds) {
    const strengths: unknown = config[kind],
      list: readonly unknown[] = Array.isArray(strengths) ? strengths : [Number.NaN];
    const good = list.every((strength) => typeof strength === "number" && strength >= 0 && strength < Infinity);
    if (!good || new Set(list).size < list.length)
      throw new ArgumentError(call, kind, String(strengths), "numbers from 0 up, each once");
  }
  if (kinds.every((kind) => config[kind].length === 0))
    throw new ArgumentError(call, "spatial", "", "a strength, of this kind or another");
}
