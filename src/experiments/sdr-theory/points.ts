import {
  expectedOverlap,
  falseMatch,
  falseNegative,
  overlapProbability,
  populationFalseMatch,
} from "../../dendrites/index.js";
import type { Config } from "./config.js";
import type { Histogram, Simulation } from "./simulation.js";

/** A simulated rate beside the one of the closed form. */
export interface Point {
  /** The paper's figure, or what else it belongs to. */
  readonly group: string;
  readonly name: string;
  readonly expected: number;
  readonly simulated: number;
  /** Binomial, of the closed form's rate. */
  readonly standardError: number;
  /** The difference in standard errors. */
  readonly deviation: number;
  /** Whether matches, and misses, are many enough for their number to be about normally distributed. */
  readonly judged: boolean;
}

/** The part of the pattern each k of figure 4B loses: 5 % steps. */
export const losses: readonly number[] = Array.from({ length: 16 }, (_, k) => Math.round(0.05 * (k + 1) * 128));
export const noiseThresholds = [8, 12, 16] as const;
export const unionSizes = [1, 2, 3, 4, 5, 6] as const;

/** The mean overlap of 40 of 2048 cells with as many. */
const overlap = { cells: 2048, active: 40, synapses: 40 } as const;

/** Whose chance of a match, and of none, is above 1e-4. */
const figure4A = [
  [64, 300],
  [128, 300],
  [128, 500],
  [128, 700],
  [256, 500],
  [256, 700],
  [256, 900],
  [256, 1100],
] as const;

/** All that is simulated, by name. */
export function simulations({ trials, noiseTrials }: Config): Simulation[] {
  return [
    ...figure4A.map(([active, cells]): Simulation => {
      return { kind: "random", name: `4A ${active} ${cells}`, cells, active, synapses: 24, patterns: 1, trials };
    }),
    ...losses.map((lost): Simulation => {
      return { kind: "noise", name: `4B ${lost}`, cells: 6000, active: 128, synapses: 30, lost, trials: noiseTrials };
    }),
    ...unionSizes.map((patterns): Simulation => {
      return { kind: "random", name: `7B ${patterns}`, cells: 1000, active: 200, synapses: 25, patterns, trials };
    }),
    { kind: "random", name: "overlap", ...overlap, patterns: 1, trials },
    // Each probe meets 500 patterns: a fiftieth of the trials takes ten times as many comparisons.
    {
      kind: "stored",
      name: "stored",
      cells: 100,
      active: 7,
      synapses: 7,
      patterns: 500,
      trials: Math.ceil(trials / 50),
    },
  ];
}

/** What was found by name, beside the closed forms. Those that are missing are left out. */
export function pointsOf(found: ReadonlyMap<string, Histogram>): Point[] {
  const points: Point[] = [];
  const add = (group: string, name: string, simulation: string, threshold: number, below: boolean, p: number) => {
    const histogram = found.get(simulation);
    if (histogram) points.push(pointOf(group, name, p, histogram.trials, share(histogram, threshold, below)));
  };
  for (const [active, cells] of figure4A)
    add(
      "figure 4A",
      `a = ${active}, n = ${cells}`,
      `4A ${active} ${cells}`,
      12,
      false,
      falseMatch({ cells, active, synapses: 24, threshold: 12 }),
    );
  for (const lost of losses)
    for (const threshold of noiseThresholds)
      add(
        "figure 4B",
        `v = ${lost}, θ = ${threshold}`,
        `4B ${lost}`,
        threshold,
        true,
        falseNegative({ active: 128, synapses: 30, lost, threshold }),
      );
  const stored = { cells: 100, active: 7, synapses: 7, segments: 500 };
  for (const threshold of [4, 5])
    add(
      "classify",
      `any of 500, θ = ${threshold}`,
      "stored",
      threshold,
      false,
      populationFalseMatch({ ...stored, threshold }),
    );
  return points;
}

function pointOf(group: string, name: string, expected: number, trials: number, simulated: number): Point {
  const standardError = Math.sqrt((expected * (1 - expected)) / trials);
  return {
    group,
    name,
    expected,
    simulated,
    standardError,
    deviation: (simulated - expected) / standardError,
    judged: trials * Math.min(expected, 1 - expected) >= 10,
  };
}

/** The share of trials with at least so many common bits, or of those with less. */
export function share({ trials, overlaps }: Histogram, threshold: number, below = false): number {
  let hits = 0;
  for (let b = threshold; b < overlaps.length; b++) hits += overlaps[b]!;
  return (below ? trials - hits : hits) / trials;
}

/** The mean overlap of random patterns; its standard error is that of the distribution it should have. */
export function meanOverlap(found: ReadonlyMap<string, Histogram>): Point | undefined {
  const histogram = found.get("overlap");
  if (!histogram) return undefined;
  const { trials, overlaps } = histogram,
    expected = expectedOverlap(overlap);
  let sum = 0,
    variance = 0;
  for (let b = 0; b <= overlap.synapses; b++) {
    sum += b * (overlaps[b] ?? 0);
    variance += (b - expected) ** 2 * overlapProbability({ ...overlap, overlap: b });
  }
  const simulated = sum / trials,
    standardError = Math.sqrt(variance / trials);
  return {
    group: "overlap",
    name: "mean, 40 of 2048 with 40",
    expected,
    simulated,
    standardError,
    deviation: (simulated - expected) / standardError,
    judged: trials >= 10,
  };
}
