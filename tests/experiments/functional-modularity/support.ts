import { digits } from "../../../src/data/digits.js";
import type { ExperimentData } from "../../../src/experiments/experiment.js";
import { type Config, scales, type Wiring } from "../../../src/experiments/functional-modularity/config.js";
import type { Found } from "../../../src/experiments/functional-modularity/found.js";
import type { Course, MeasureTitle, Result } from "../../../src/experiments/functional-modularity/results.js";
import type { Spread } from "../../../src/experiments/shared/spread.js";

/** Two modules of six units, 64 pairs, two epochs. */
export const tiny: Config = {
  ...scales.smoke,
  units: 6,
  steps: 3,
  densities: [1 / 36, 1],
  contrast: 0.1,
  train: 64,
  test: 40,
  epochs: 2,
  batchSize: 32,
  retraining: 1,
  measures: ["correlation", "mask", "bottleneck", "retraining"],
};

/** Sixty digits to learn from and forty to test with: drawing more takes longer than all the rest. */
export const fewDigits: ExperimentData = {
  train: digits({ count: 60, seed: 1 }),
  test: digits({ count: 40, seed: 1, stream: "test" }),
  description: "a few digits",
};

export const once = (mean: number): Spread => ({ mean, deviation: Number.NaN });

/** A measure that gave this specialisation. */
export const course = (trained: number, untrained = 0.16): Course => ({
  untrained: once(untrained),
  trained: once(trained),
  own: once(0.6),
  other: once(0.2),
});

interface Given {
  readonly units?: number;
  readonly connections?: number;
  readonly wiring?: Wiring;
  readonly accuracy?: number | Spread;
  readonly error?: number;
  /** Specialisations after training. */
  readonly trained?: Readonly<Partial<Record<MeasureTitle, number>>>;
}

/** What networks of one density gave, as far as a test says. */
export function result(given: Given = {}, rest: Partial<Result> = {}): Result {
  const { units = 32, connections = 1, wiring = "fixed", accuracy = 0.5, error = 0, trained = {} } = given,
    density = connections / units ** 2;
  return {
    wiring,
    density,
    connections,
    runs: 1,
    modularity: (1 - density) / (2 * (1 + density)),
    modularityError: error,
    accuracy: typeof accuracy === "number" ? once(accuracy) : accuracy,
    untrainedAccuracy: once(0.1),
    bottleneckAccuracy: undefined,
    maskAccuracy: undefined,
    firstWins: once(0.5),
    measures: Object.fromEntries(Object.entries(trained).map(([title, value]) => [title, course(value)])),
    overTime: undefined,
    between: undefined,
    ...rest,
  };
}

const alike = [
  [0.5, 0.5],
  [0.5, 0.5],
];

/** What a job found, as far as a test says. */
export const found = (given: Partial<Found> = {}): Found => ({
  untrained: { accuracy: 0.1, correlation: alike },
  trained: { accuracy: 0.8, correlation: alike },
  firstWins: 0.5,
  modularity: 0,
  trainingAccuracy: [],
  milliseconds: 1,
  fingerprint: "",
  ...given,
});
