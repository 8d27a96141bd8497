import { claimsOf } from "./activating-while-pruning/claims.js";
import { about, type Config, check, choices, methodTitles, scales } from "./activating-while-pruning/config.js";
import { imagesFor } from "./activating-while-pruning/data.js";
import type { Found, Job } from "./activating-while-pruning/found.js";
import { reportOf } from "./activating-while-pruning/report.js";
import { resultsOf } from "./activating-while-pruning/results.js";
import { summaryOf } from "./activating-while-pruning/summary.js";
import { runJob } from "./activating-while-pruning/training.js";
import type { Context, Experiment, Outcome } from "./experiment.js";
import { doneOrKept, fingerprintOf, type KeptJobs, keptJobs } from "./kept-jobs.js";
import { hashOfImages } from "./shared/images.js";

/**
 * Activating while pruning: a rectifier network is trained, pruned and rewound over and over, by magnitude alone and with a
 * part of what goes chosen so that silent units come to life. The paper's convolutional networks are left out.
 */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "activating-while-pruning",
  title: "Pruning that wakes silent units",
  source: "Liu, Ghosh & Motani 2022, arXiv:2212.06145",
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
    fashion = context.data !== undefined,
    metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const { method, stages } of results) {
    const name = methodTitles[method],
      last = stages.at(-1)!;
    metrics[`${name}: remaining`] = last.remaining;
    metrics[`${name}: test accuracy`] = last.accuracy.mean;
    metrics[`${name}: silent units`] = last.silent.mean;
    series[`${name}: remaining`] = stages.map(({ remaining }) => remaining);
    series[`${name}: test accuracy`] = stages.map(({ accuracy }) => accuracy.mean);
    series[`${name}: silent units`] = stages.map(({ silent }) => silent.mean);
    series[`${name}: units cut off`] = stages.map(({ cutOff }) => cutOff.mean);
  }
  return {
    data: description,
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(results, config, fashion),
    summary: summaryOf(results),
    report: reportOf(results, config, fashion),
    ...(await fingerprintOf(found)),
  };
}

/** Every method's turn at every network, so that a run cut short has both. */
export const jobsOf = ({ methods, runs }: Config): Job[] =>
  Array.from({ length: runs }, (_, run) => methods.map((method): Job => ({ method, run: run + 1 }))).flat();

/** What is kept of finished jobs; the methods and the number of runs say only which jobs there are. */
function kept(config: Config, { seed, checkpoints }: Context<Job, Found>, data: string): KeptJobs<Job, Found> {
  const { methods: _, runs: __, ...rest } = config;
  return keptJobs({
    slug: experiment.slug,
    checkpoints,
    run: { ...rest, seed, data },
    nameOf: ({ method, run: number }) => `${method}-${number}`,
  });
}
