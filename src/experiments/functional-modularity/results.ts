import { specialisation } from "../../metrics/index.js";
import { structuralModularity } from "../../models/functional-modularity.js";
import type { ByModuleAndDigit } from "../../models/specialisation.js";
import { meanOf, type Spread, spread } from "../shared/spread.js";
import type { Config, Wiring } from "./config.js";
import type { Found, Job, Measured } from "./found.js";

/** A measure before and after training, over runs and modules. */
export interface Course {
  readonly untrained: Spread;
  readonly trained: Spread;
  /** M for a module's own digit and for the other's, after training. */
  readonly own: Spread;
  readonly other: Spread;
}

export const measureTitles = {
  correlation: "correlation",
  normalised: "normalised correlation",
  mask: "weight mask",
  bottleneck: "bottleneck",
  retraining: "retraining",
  ablation: "ablation",
} as const;
export type MeasureTitle = keyof typeof measureTitles;

/** The runs of one density and wiring, taken together. */
export interface Result {
  readonly wiring: Wiring;
  readonly density: number;
  readonly connections: number;
  readonly runs: number;
  /** Newman's, from the density. */
  readonly modularity: number;
  /** The largest difference of one measured to it. */
  readonly modularityError: number;
  readonly accuracy: Spread;
  readonly untrainedAccuracy: Spread;
  readonly bottleneckAccuracy: Spread | undefined;
  readonly maskAccuracy: Spread | undefined;
  readonly firstWins: Spread;
  readonly measures: Readonly<Partial<Record<MeasureTitle, Course>>>;
  /** Specialisation by correlation at every time step. */
  readonly overTime: readonly Spread[] | undefined;
  readonly between: Found["between"];
}

/** Takes together the runs of each density, in the order of the jobs; those that were not done are left out. */
export function resultsOf(jobs: readonly Job[], found: readonly (Found | undefined)[], config: Config): Result[] {
  const groups = new Map<string, { job: Job; found: Found[] }>();
  jobs.forEach((job, i) => {
    if (!found[i]) return;
    const name = `${job.wiring} ${job.connections}`,
      group = groups.get(name) ?? { job, found: [] };
    groups.set(name, group);
    group.found.push(found[i]);
  });
  return [...groups.values()].map(({ job, found: runs }) => resultOf(job, runs, config));
}

function resultOf({ wiring, connections }: Job, runs: readonly Found[], config: Config): Result {
  const { units, cell } = config,
    density = connections / units ** 2,
    modularity = structuralModularity({ density, units, selfConnections: cell === "additive" });
  const over = (value: (found: Found) => number) => spread(runs.map(value)),
    course = (matrix: (found: Found, when: "trained" | "untrained") => ByModuleAndDigit | undefined) =>
      matrix(runs[0]!, "trained") && courseOf(runs, (found, when) => matrix(found, when)!);
  const mask = (measured: Measured) => measured.masks?.[0];
  return {
    wiring,
    density,
    connections,
    runs: runs.length,
    modularity,
    modularityError: Math.max(...runs.map((found) => Math.abs(found.modularity - modularity))),
    accuracy: over(({ trained }) => trained.accuracy),
    untrainedAccuracy: over(({ untrained }) => untrained.accuracy),
    bottleneckAccuracy: runs[0]!.bottleneck && over(({ bottleneck }) => bottleneck!.accuracy),
    maskAccuracy: mask(runs[0]!.trained) && over(({ trained }) => meanOf(mask(trained)!.accuracy)),
    firstWins: over(({ firstWins }) => firstWins),
    measures: defined({
      correlation: course((found, when) => found[when].correlation),
      normalised: course((found, when) => found[when].normalised),
      mask: course((found, when) => mask(found[when])?.share),
      bottleneck: course((found, when) => found.bottleneck?.[when]),
      retraining: course((found, when) => found[when].retraining?.alone),
      ablation: course((found, when) => found[when].retraining?.ablated),
    }),
    overTime: runs[0]!.trained.overTime?.map((_, t) => over(({ trained }) => specialisationOf(trained.overTime![t]!))),
    between: runs.find(({ between }) => between)?.between,
  };
}

function courseOf(
  runs: readonly Found[],
  matrix: (found: Found, when: "trained" | "untrained") => ByModuleAndDigit,
): Course {
  const over = (value: (found: Found) => number) => spread(runs.map(value)),
    entries = (found: Found, own: boolean) =>
      meanOf(matrix(found, "trained").map((row, n) => meanOf(row.filter((_, k) => (n === k) === own))));
  return {
    untrained: over((found) => specialisationOf(matrix(found, "untrained"))),
    trained: over((found) => specialisationOf(matrix(found, "trained"))),
    own: over((found) => entries(found, true)),
    other: over((found) => entries(found, false)),
  };
}

/** Mean over modules; NaN where a measure is undefined, as the correlation of constant states is. */
function specialisationOf(matrix: ByModuleAndDigit): number {
  return matrix.flat().every(Number.isFinite) ? meanOf(Array.from(specialisation(matrix))) : Number.NaN;
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<T>
  >;
}
