import type { Context, Experiment, Outcome } from "./experiment.js";
import { doneOrKept, fingerprintOf, type KeptJobs, keptJobs } from "./kept-jobs.js";
import { formatNumber } from "./report/numbers.js";
import { claimsOf } from "./sernn/claims.js";
import { about, type Config, check, kinds, kindTitles, scales } from "./sernn/config.js";
import type { Found, Job } from "./sernn/found.js";
import { reportOf } from "./sernn/report.js";
import { resultsOf } from "./sernn/results.js";
import { summaryOf } from "./sernn/summary.js";
import { runJob } from "./sernn/training.js";

/**
 * Recurrent networks in space: what becomes of a network's wiring when connections cost by their length and by how much signal
 * they carry, beside networks whose weights cost by their size alone.
 */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "sernn",
  title: "Spatially embedded recurrent networks",
  source: "Achterberg, Akarca et al. 2023, doi:10.1038/s42256-023-00748-9",
  needs: [],
  scales,
  about,
  resumable: true,
  check,
  job: runJob,
  run,
};

async function run(config: Config, context: Context<Job, Found>): Promise<Outcome> {
  const jobs = jobsOf(config),
    found = await doneOrKept(jobs, kept(config, context), context.jobs),
    results = resultsOf(jobs, found),
    metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const result of results) {
    const name = `${kindTitles[result.kind]}, γ = ${formatNumber(result.strength)}`;
    metrics[`${name}: accuracy`] = result.accuracy.mean;
    metrics[`${name}: total weight`] = result.weight.mean;
    metrics[`${name}: correlation with distance`] = result.correlation.mean;
    metrics[`${name}: modularity`] = result.modularity.mean;
    if (!Number.isNaN(result.sigma.mean)) metrics[`${name}: small-worldness`] = result.sigma.mean;
    metrics[`${name}: activity`] = result.activity.mean;
    series[`${name}: training accuracy`] = result.networks[0]!.trainingAccuracy;
  }
  const { goalSteps, delaySteps, choiceSteps } = config;
  return {
    data: `one-choice inference, generated: ${formatNumber(config.train)} training and ${formatNumber(config.test)} test trials of ${goalSteps + delaySteps + choiceSteps} time steps`,
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(results, config),
    summary: summaryOf(results),
    report: reportOf(results, config),
    ...(await fingerprintOf(found)),
  };
}

/** What is kept of finished jobs; the lists of strengths and the number of runs say only which jobs there are. */
function kept(config: Config, { seed, checkpoints }: Context<Job, Found>): KeptJobs<Job, Found> {
  const { spatial: _, l1: __, distance: ___, communicability: ____, runs: _____, ...rest } = config;
  return keptJobs({
    slug: "sernn",
    checkpoints,
    run: { ...rest, seed },
    nameOf: ({ kind, strength, run: number }) => `${kind}-${strength}-${number}`,
  });
}

/** Every strength of every kind with so many runs. */
export function jobsOf(config: Config): Job[] {
  return kinds.flatMap((kind) =>
    config[kind].flatMap((strength) =>
      Array.from({ length: config.runs }, (_, i): Job => ({ kind, strength, run: i + 1 })),
    ),
  );
}
