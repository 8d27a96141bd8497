import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";

export interface Config {
  /** Pairs of a random segment and a random pattern for every point of figures 4A and 7B. */
  readonly trials: number;
  /** Pairs of a segment and its own pattern with noise for every point of figure 4B. */
  readonly noiseTrials: number;
}

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: { trials: 100_000, noiseTrials: 100_000 },
  default: { trials: 1_000_000, noiseTrials: 1_000_000 },
  paper: { trials: 100_000_000, noiseTrials: 10_000_000 },
};

export const about: Readonly<Record<keyof Config, string>> = {
  trials: "pairs of a random segment and a random pattern, for every simulated point of figures 4A and 7B",
  noiseTrials: "pairs of a segment and its own pattern with noise, for every point of figure 4B",
};

/** @throws {ArgumentError} for a field out of its range */
export function check({ trials, noiseTrials }: Config): void {
  for (const [name, value] of Object.entries({ trials, noiseTrials }))
    expectInteger("sdr-theory", name, value, 1, 10_000_000_000);
}
