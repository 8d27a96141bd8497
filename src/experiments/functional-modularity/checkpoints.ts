import type { Context } from "../experiment.js";
import { type KeptJobs, keptJobs as keep } from "../kept-jobs.js";
import type { Config } from "./config.js";
import type { Found, Job } from "./found.js";

/** What is kept of this experiment's jobs. @param data a hash of the images */
export function keptJobs(
  config: Config,
  { seed, checkpoints }: Context<Job, Found>,
  data: string,
): KeptJobs<Job, Found> {
  const { densities: _, contrast: __, wiring: ___, runs: ____, ...rest } = config;
  return keep({
    slug: "functional-modularity",
    checkpoints,
    run: { ...rest, seed, data },
    nameOf: ({ wiring, connections, run }) => `${wiring}-${connections}-${run}`,
  });
}
