import type { Context, Experiment, Outcome } from "./experiment.js";
import { doneOrKept, fingerprintOf, type KeptJobs, keptJobs } from "./kept-jobs.js";
import { type Found, resultsOf } from "./rewired/results.js";
import { claimsOf } from "./rigl/claims.js";
import { about, type Config, check, choices, scales, variantTitles } from "./rigl/config.js";
import { imagesFor } from "./rigl/data.js";
import { reportOf } from "./rigl/report.js";
import { summaryOf } from "./rigl/summary.js";
import { type Job, runJob } from "./rigl/training.js";
import { hashOfImages } from "./shared/images.js";

/**
 * The rigged lottery on MNIST: a network of 300 and 100 rectifiers with 2 % and 12 % of the connections, which move to where
 * the gradient asks for them, against one that keeps the connections it was born with.
 */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "rigl",
  title: "Connections that follow the gradient",
  source: "Evci et al. 2020, arXiv:1911.11134, and the MNIST protocol of its code",
  needs: ["mnist"],
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
  for (const { variant, accuracy, loss, central, weights } of results) {
    const name = variantTitles[variant];
    metrics[`${name}: test accuracy`] = accuracy.at(-1)!;
    metrics[`${name}: weights`] = weights[1];
    series[`${name}: test accuracy`] = accuracy;
    series[`${name}: training loss`] = loss;
    series[`${name}: share of central connections`] = central;
  }
  return {
    data: description,
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(results, config, context.data !== undefined),
    summary: summaryOf(results),
    report: reportOf(results, train.shape),
    ...(await fingerprintOf(found)),
  };
}

/** What is kept of finished jobs; the list of variants and the number of runs say only which jobs there are. */
function kept(config: Config, { seed, checkpoints }: Context<Job, Found>, data: string): KeptJobs<Job, Found> {
  const { variants: _, runs: __, leastAccuracy: ___, leastGain: ____, ...rest } = config;
  return keptJobs({
    slug: "rigl",
    checkpoints,
    run: { ...rest, seed, data },
    nameOf: ({ variant, run: number }) => `${variant}-${number}`,
  });
}

/** Every kind of network, for as many runs; the first runs first. */
export const jobsOf = ({ variants, runs }: Config): Job[] =>
  Array.from({ length: runs }, (_, run) => variants.map((variant) => ({ variant, run: run + 1 }))).flat();
