import type { Context, Experiment, Outcome } from "./experiment.js";
import { doneOrKept, fingerprintOf, type KeptJobs, keptJobs } from "./kept-jobs.js";
import { type Found, resultsOf } from "./rewired/results.js";
import { claimsOf } from "./set/claims.js";
import { about, type Config, check, choices, scales, variantTitles } from "./set/config.js";
import { imagesFor } from "./set/data.js";
import { reportOf } from "./set/report.js";
import { type Job, jobsOf } from "./set/results.js";
import { summaryOf } from "./set/summary.js";
import { runJob } from "./set/training.js";
import { hashOfImages } from "./shared/images.js";

/**
 * Sparse evolutionary training on few images: a network whose connections are replaced after every epoch, where they are
 * weak, against one that keeps the connections it was born with, and a dense one.
 *
 * The protocol is that of the authors' tutorial: three layers of 1000 rectifiers with some 25 000 connections each, sigmoids
 * and squared error. Their code differs from the gradient in two places that are left out here: it takes the slope of the last
 * sigmoid at its value, and lets the error pass through silenced units. The dense network starts from He's weights here.
 */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "set",
  title: "Connections that evolve",
  source: "Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3, and the code of its tutorial",
  needs: ["fashion-mnist", "mnist"],
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
    if (variant !== "dense") series[`${name}: share of central connections`] = central;
  }
  return {
    data: description,
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(results, config, context.data !== undefined),
    summary: summaryOf(results, config),
    report: reportOf(results, config, train.shape),
    ...(await fingerprintOf(found)),
  };
}

/** What is kept of finished jobs; the list of variants and the numbers of runs say only which jobs there are. */
function kept(config: Config, { seed, checkpoints }: Context<Job, Found>, data: string): KeptJobs<Job, Found> {
  const { variants: _, runs: __, denseRuns: ___, leastEarly: ____, leastLast: _____, ...rest } = config;
  return keptJobs({
    slug: "set",
    checkpoints,
    run: { ...rest, seed, data },
    nameOf: ({ variant, run: number }) => `${variant}-${number}`,
  });
}
