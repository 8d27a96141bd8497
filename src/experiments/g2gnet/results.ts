import { meanOf, type Spread, spread } from "../shared/spread.js";
import type { Found, Job, Structure } from "./found.js";
import type { Variant } from "./variants.js";

/** The runs of one kind of network and density between ensembles, taken together. */
export interface Result {
  readonly variant: Variant;
  /** p′. */
  readonly inter: number;
  readonly runs: number;
  readonly density: number;
  /** Test accuracy after the last epoch. */
  readonly accuracy: Spread;
  /** After every epoch. */
  readonly course: readonly Spread[];
  /** Means over runs; null in a dense network. */
  readonly before: Structure | null;
  readonly after: Structure | null;
  readonly wirings: Found["wirings"];
  readonly milliseconds: number;
}

/** Takes together the runs of each kind, in the order of the jobs; those that were not done are left out. */
export function resultsOf(jobs: readonly Job[], found: readonly (Found | undefined)[]): Result[] {
  const groups = new Map<string, { job: Job; runs: Found[] }>();
  for (const [i, job] of jobs.entries()) {
    const finding = found[i];
    if (!finding) continue;
    const name = `${job.variant} ${job.inter}`,
      group = groups.get(name) ?? { job, runs: [] };
    groups.set(name, group);
    group.runs.push(finding);
  }
  return [...groups.values()].map(({ job: { variant, inter }, runs }) => ({
    variant,
    inter,
    runs: runs.length,
    density: meanOf(runs.map(({ density }) => density)),
    accuracy: spread(runs.map(({ course }) => course.at(-1) ?? Number.NaN)),
    course: runs[0]!.course.map((_, epoch) => spread(runs.map(({ course }) => course[epoch]!))),
    before: meanStructure(runs.map(({ before }) => before)),
    after: meanStructure(runs.map(({ after }) => after)),
    wirings: runs.find(({ wirings }) => wirings)?.wirings ?? null,
    milliseconds: meanOf(runs.map(({ milliseconds }) => milliseconds)),
  }));
}

function meanStructure(structures: readonly (Structure | null)[]): Structure | null {
  const known = structures.filter((structure) => structure !== null),
    mean = (name: keyof Structure) => meanOf(known.map((structure) => structure[name]));
  if (known.length === 0) return null;
  return {
    intra: mean("intra"),
    meanIntra: mean("meanIntra"),
    ensembles: mean("ensembles"),
    communities: mean("communities"),
    count: mean("count"),
  };
}
