import { meanOf } from "../shared/spread.js";
import type { Method } from "./config.js";
import type { Found, Job, Look } from "./found.js";

/** Mean, least and largest over runs. */
export interface Range {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The networks that one method pruned, after one cycle. */
export interface Stage {
  readonly remaining: number;
  readonly accuracy: Range;
  readonly silent: Range;
  readonly cutOff: Range;
  /** Of every layer, mean. */
  readonly densities: readonly number[];
}

/** All runs of one method. */
export interface Result {
  readonly method: Method;
  readonly runs: number;
  /** After every cycle that all runs finished. */
  readonly stages: readonly Stage[];
  /** The first run, whose wiring is drawn. */
  readonly first: Pick<Found, "course" | "wiring">;
  readonly milliseconds: number;
}

/** Takes together the runs of each method; those that were not finished are left out. */
export function resultsOf(jobs: readonly Job[], found: readonly (Found | undefined)[]): Result[] {
  const methods = [...new Set(jobs.map(({ method }) => method))];
  return methods.flatMap((method) => {
    const runs = found.filter((finding, i): finding is Found => finding !== undefined && jobs[i]!.method === method),
      cycles = Math.min(...runs.map(({ course }) => course.length));
    if (runs.length === 0 || cycles === 0) return [];
    const stages = Array.from({ length: cycles }, (_, cycle) => stageOf(runs.map(({ course }) => course[cycle]!)));
    return [
      {
        method,
        runs: runs.length,
        stages,
        first: runs[0]!,
        milliseconds: meanOf(runs.map(({ milliseconds }) => milliseconds)),
      },
    ];
  });
}

function stageOf(looks: readonly Look[]): Stage {
  const over = (value: (look: Look) => number): Range => {
    const values = looks.map(value);
    return { mean: meanOf(values), low: Math.min(...values), high: Math.max(...values) };
  };
  return {
    remaining: meanOf(looks.map(({ remaining }) => remaining)),
    accuracy: over(({ accuracy }) => accuracy),
    silent: over(({ silent }) => silent),
    cutOff: over(({ cutOff }) => cutOff),
    densities: looks[0]!.densities.map((_, layer) => meanOf(looks.map(({ densities }) => densities[layer]!))),
  };
}

/**
 * Mean over cycles of what activating has more than magnitude alone, where the share of connections that remain lies within
 * the limits; NaN where there is no such cycle, or not both methods.
 */
export function gainWithin(
  results: readonly Result[],
  value: (stage: Stage) => Range,
  [least, most]: readonly [least: number, most: number],
): number {
  const [plain, activating] = (["magnitude", "activating"] as const).map((name) =>
    results.find(({ method }) => method === name),
  );
  const gains = (plain?.stages ?? []).flatMap((stage, cycle) => {
    const other = activating?.stages[cycle];
    return other && stage.remaining >= least && stage.remaining <= most ? [value(other).mean - value(stage).mean] : [];
  });
  return gains.length === 0 ? Number.NaN : meanOf(gains);
}
