import { thresholdAdvice } from "../../dendrites/index.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { textTable } from "../report/text.js";
import { figures } from "./figures.js";
import { type Point, share, unionSizes } from "./points.js";
import type { Histogram } from "./simulation.js";

export interface UnionPoint {
  readonly patterns: number;
  readonly expected: number;
  readonly simulated: number;
}

/** Figure 7B at 1,000 cells: simulated unions vary in size, the closed form takes their rounded mean. */
export function unionPoints(found: ReadonlyMap<string, Histogram>): UnionPoint[] {
  const formula = figures().find(({ id }) => id === "7B")!.curves[0]!.y;
  return unionSizes.flatMap((patterns) => {
    const histogram = found.get(`7B ${patterns}`);
    return histogram ? [{ patterns, expected: formula[patterns - 1]!, simulated: share(histogram, 15) }] : [];
  });
}

/** The tables a terminal shows. */
export function summaryOf(points: readonly Point[], unions: readonly UnionPoint[]): string[] {
  return [...simulations(points), ...unionLines(unions), advice()];
}

function simulations(points: readonly Point[]): string[] {
  if (points.length === 0) return ["Nothing was simulated.", ""];
  const rows = points.map(({ group, name, expected, simulated, standardError, deviation }) => [
    group,
    name,
    formatNumber(expected, 5),
    formatNumber(simulated, 5),
    formatNumber(standardError, 2),
    Number.isFinite(deviation) ? formatFixed(deviation, 2) : "–",
  ]);
  const head = ["simulated", "point", "closed form", "rate", "standard error", "errors off"];
  return [...textTable([head, ...rows], { right: [2, 3, 4, 5] }), ""];
}

function unionLines(unions: readonly UnionPoint[]): string[] {
  if (unions.length === 0) return [];
  const rows = unions.map(({ patterns, expected, simulated }) => [
    String(patterns),
    formatNumber(expected, 4),
    formatNumber(simulated, 4),
  ]);
  return [...textTable([["unions, n = 1000: M", "closed form", "simulated"], ...rows], { right: [0, 1, 2] }), ""];
}

/** What the calculator says on the paper's first example. */
export function advice(): string {
  const { admissible, best } = thresholdAdvice({
    cells: 10_000,
    active: 300,
    synapses: 30,
    lost: 60,
    falseMatch: 1e-9,
    falseNegative: 1e-6,
  });
  const list = admissible.map(({ threshold }) => threshold).join(", ");
  return best
    ? `n = 10000, a = 300, s = 30, 20 % noise: θ = ${list} keep false matches below 10⁻⁹ and misses below 10⁻⁶; the sum is least at ${best.threshold}.`
    : "n = 10000, a = 300, s = 30, 20 % noise: no threshold will do.";
}
