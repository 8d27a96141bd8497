import { meanOf, type Spread, spread } from "../shared/spread.js";
import type { Variant } from "./config.js";
import type { Found, Job } from "./found.js";

/** The runs of one kind of network and number of tasks, taken together. */
export interface Result {
  readonly variant: Variant;
  readonly tasks: number;
  readonly runs: number;
  readonly parameters: number;
  /** Over all tasks, after the last. */
  readonly mean: Spread;
  /** On the first task, after the last. */
  readonly first: Spread;
  /** On each task, after the last. */
  readonly final: readonly number[];
  /** After every task, on each so far; empty where that was not looked at. */
  readonly course: readonly (readonly number[])[];
  /** The least share of images, of all runs, that found their own context; NaN without dendrites. */
  readonly contexts: number;
  readonly milliseconds: number;
}

/** Takes together the runs of each kind, in the order of the jobs; those that were not done are left out. */
export function resultsOf(jobs: readonly Job[], found: readonly (Found | undefined)[]): Result[] {
  const groups = new Map<string, { job: Job; runs: Found[] }>();
  for (const [i, job] of jobs.entries()) {
    const finding = found[i];
    if (!finding) continue;
    const name = `${job.variant} ${job.tasks}`,
      group = groups.get(name) ?? { job, runs: [] };
    groups.set(name, group);
    group.runs.push(finding);
  }
  return [...groups.values()].map(({ job: { variant, tasks }, runs }) => ({
    variant,
    tasks,
    runs: runs.length,
    parameters: runs[0]!.parameters,
    mean: spread(runs.map(({ final }) => meanOf(final))),
    first: spread(runs.map(({ final }) => final[0]!)),
    final: runs[0]!.final.map((_, task) => meanOf(runs.map(({ final }) => final[task]!))),
    course: runs[0]!.course.map((row, after) =>
      row.map((_, task) => meanOf(runs.map(({ course }) => course[after]![task]!))),
    ),
    contexts: Math.min(...runs.map(({ contexts }) => contexts)),
    milliseconds: meanOf(runs.map(({ milliseconds }) => milliseconds)),
  }));
}
