import { type Spread, spread } from "../shared/spread.js";
import type { Kind } from "./config.js";
import type { Found, Job } from "./found.js";

/** A network that was trained. */
export type Trained = Job & Found;

/** The networks of one kind and strength, taken together. */
export interface Result {
  readonly kind: Kind;
  readonly strength: number;
  readonly accuracy: Spread;
  readonly weight: Spread;
  readonly correlation: Spread;
  readonly modularity: Spread;
  /** Over the networks that have one. */
  readonly sigma: Spread;
  readonly activity: Spread;
  readonly networks: readonly Trained[];
}

/** Takes together the runs of each kind and strength, in the order of the jobs; those that were not done are left out. */
export function resultsOf(jobs: readonly Job[], found: readonly (Found | undefined)[]): Result[] {
  const groups = new Map<string, Trained[]>();
  jobs.forEach((job, i) => {
    if (!found[i]) return;
    const name = `${job.kind} ${job.strength}`,
      group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push({ ...job, ...found[i] });
  });
  return [...groups.values()].map((networks) => {
    const over = (value: (network: Trained) => number) => spread(networks.map(value).filter((x) => !Number.isNaN(x)));
    return {
      kind: networks[0]!.kind,
      strength: networks[0]!.strength,
      accuracy: over(({ accuracy }) => accuracy),
      weight: over(({ weight }) => weight),
      correlation: over(({ correlation }) => correlation),
      modularity: over(({ structure }) => structure.modularity),
      sigma: over(({ structure }) => structure.sigma),
      activity: over(({ activity }) => activity),
      networks,
    };
  });
}
