import type { Context, Experiment, Outcome } from "./experiment.js";
import { claimsOf, titleOf } from "./g2gnet/claims.js";
import { about, type Config, check, choices, scales } from "./g2gnet/config.js";
import { imagesFor } from "./g2gnet/data.js";
import type { Found, Job } from "./g2gnet/found.js";
import { reportOf } from "./g2gnet/report.js";
import { resultsOf } from "./g2gnet/results.js";
import { summaryOf } from "./g2gnet/summary.js";
import { runJob } from "./g2gnet/training.js";
import { doneOrKept, fingerprintOf, type KeptJobs, keptJobs } from "./kept-jobs.js";
import { hashOfImages } from "./shared/images.js";

/**
 * Ensembles that talk to ensembles: networks whose layers are wired in groups, each to its partner and sparsely to the
 * others, learn to tell clothes apart beside dense ones and beside others with as many connections.
 */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "g2gnet",
  title: "Ensembles wired to ensembles",
  source: "Konstantaropoulos, Smirnakis & Papadopouli 2025, arXiv:2508.14140",
  needs: ["fashion-mnist"],
  scales,
  choices,
  about,
  resumable: true,
  check,
  job: runJob,
  run,
};

async function run(config: Config, context: Context<Job, Found>): Promise<Outcome> {
  const { train, test, description } = imagesFor(config, context),
    jobs = jobsOf(config),
    hash = context.checkpoints ? await hashOfImages({ train, test }) : "",
    found = await doneOrKept(jobs, kept(config, context, hash), context.jobs),
    results = resultsOf(jobs, found),
    metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const result of results) {
    const name = `${titleOf(result)}, p′ = ${result.inter}`;
    metrics[`${name}: accuracy`] = result.accuracy.mean;
    metrics[`${name}: density`] = result.density;
    if (result.before && result.after) {
      metrics[`${name}: share within ensembles, before`] = result.before.intra;
      metrics[`${name}: share within ensembles, after`] = result.after.intra;
      metrics[`${name}: modularity of the ensembles, after`] = result.after.ensembles;
    }
    series[`${name}: accuracy`] = result.course.map(({ mean }) => mean);
  }
  return {
    data: description,
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(results, config, context.data !== undefined),
    summary: summaryOf(results, config),
    report: reportOf(results, config),
    ...(await fingerprintOf(found)),
  };
}

/** What is kept of finished jobs; the lists and the number of runs say only which jobs there are. */
function kept(config: Config, { seed, checkpoints }: Context<Job, Found>, data: string): KeptJobs<Job, Found> {
  const { variants: _, sweep: __, swept: ___, runs: ____, ...rest } = config;
  return keptJobs({
    slug: "g2gnet",
    checkpoints,
    run: { ...rest, seed, data },
    nameOf: ({ variant, inter, run: number }) => `${variant}-${inter}-${number}`,
  });
}

/** Every kind of network with so many runs, then those of other densities between ensembles; none twice. */
export function jobsOf({ variants, inter, sweep, swept, runs }: Config): Job[] {
  const others = [...new Set(sweep)].filter((share) => share !== inter).sort((a, b) => a - b),
    kinds: Omit<Job, "run">[] = [
      ...variants.map((variant) => ({ variant, inter })),
      ...variants
        .filter((variant) => variant !== "dense" && swept.includes(variant))
        .flatMap((variant) => others.map((share) => ({ variant, inter: share }))),
    ];
  return kinds.flatMap((kind) => Array.from({ length: runs }, (_, i) => ({ ...kind, run: i + 1 })));
}
