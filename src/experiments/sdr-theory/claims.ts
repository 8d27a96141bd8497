import { falseMatch, populationFalseMatch } from "../../dendrites/index.js";
import type { Claim } from "../experiment.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { medianFalseMatch } from "./figures.js";
import type { Point } from "./points.js";
import { type Row, rowsOf } from "./rows.js";

const ours = "this package; by chance one of 370 does not hold";

/** The papers' numbers, their simulations beside the closed forms, and ours. */
export function claimsOf(points: readonly Point[]): Claim[] {
  return [...rowsOf().map(toTheDigit), thresholds(), ...theirSimulations(), ...points.flatMap(simulated)];
}

/** Each number must be met to half a unit of the last digit the source has. */
function toTheDigit({ name, source, numbers }: Row): Claim {
  return {
    name,
    expected: numbers.map(([digits]) => digits).join(", "),
    actual: numbers.map(([digits, actual]) => inThoseDigits(actual, digits)).join(", "),
    holds: numbers.every(([digits, actual]) => agrees(actual, digits)),
    source,
  };
}

const decimalsOf = (digits: string): number => digits.split("e")[0]!.split(".")[1]?.length ?? 0;

export function inThoseDigits(value: number, digits: string): string {
  return digits.includes("e") ? value.toExponential(decimalsOf(digits)) : value.toFixed(decimalsOf(digits));
}

export function agrees(value: number, digits: string): boolean {
  const unit = Number(`1e${Number(digits.split("e")[1] ?? 0) - decimalsOf(digits)}`);
  // What a decimal's own rounding to a double may add is far below.
  return Math.abs(value - Number(digits)) <= 0.5 * unit * (1 + 1e-9);
}

function thresholds(): Claim {
  const [nine, ten] = [medianFalseMatch(9), medianFalseMatch(10)];
  return {
    name: "figure 6: θ from 9 or 10 on gives medians of about 10⁻⁹ or less",
    expected: "≤ 3×10⁻⁹, ≤ 10⁻⁹",
    actual: `${formatNumber(nine, 3)}, ${formatNumber(ten, 3)}`,
    holds: nine <= 3e-9 && ten <= 1e-9,
    source: "Ahmad & Hawkins 2016, arXiv:1601.00720, figure 6",
  };
}

/** Rates the papers simulated, and over how many trials. */
function theirSimulations(): Claim[] {
  const pairs = [
      [64, 300, 1.09318e-3],
      [64, 500, 5.74e-6],
      [64, 700, 1.1e-7],
      [128, 300, 0.292048],
      [128, 500, 7.37836e-3],
      [128, 700, 3.2014e-4],
      [128, 900, 2.585e-5],
    ] as const,
    classified = [
      [4, 0.134632],
      [5, 0.00285],
      [6, 1.7e-5],
    ] as const,
    deviation = (rate: number, p: number, trials: number) => (rate - p) / Math.sqrt((p * (1 - p)) / trials);
  return [
    within(
      "the paper's own simulation of figure 4A, seven points of 10⁸ pairs",
      pairs.map(([active, cells, rate]) =>
        deviation(rate, falseMatch({ cells, active, synapses: 24, threshold: 12 }), 1e8),
      ),
      "Ahmad & Hawkins 2016, arXiv:1601.00720, figure 4A",
    ),
    within(
      "the paper's own simulation of classifying among 500, beside the exact form",
      classified.map(([threshold, rate]) =>
        deviation(rate, populationFalseMatch({ cells: 100, active: 7, synapses: 7, threshold, segments: 500 }), 1e6),
      ),
      "Ahmad & Hawkins 2015, arXiv:1503.07469; of 10⁶ trials, by its digits",
    ),
  ];
}

function within(name: string, deviations: readonly number[], source: string): Claim {
  return {
    name,
    expected: "within 3 standard errors",
    actual: deviations.map((deviation) => formatFixed(deviation, 1)).join(", "),
    holds: deviations.every((deviation) => Math.abs(deviation) <= 3),
    source,
  };
}

/** Of figure 4B the points with half of the cells lost alone; the others are in the table. */
function simulated({ group, name, deviation, judged }: Point): Claim[] {
  if (!judged || (group === "figure 4B" && !name.startsWith("v = 64,"))) return [];
  return [within(`simulated, ${group}: ${name}`, [deviation], ours)];
}
