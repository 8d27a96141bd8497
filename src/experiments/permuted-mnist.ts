import { dendrites } from "../dendrites/kernels.js";
import type { Context, Experiment, Outcome } from "./experiment.js";
import { doneOrKept, fingerprintOf, type KeptJobs, keptJobs } from "./kept-jobs.js";
import { claimsOf } from "./permuted-mnist/claims.js";
import { about, type Config, check, choices, scales, variantTitles } from "./permuted-mnist/config.js";
import { imagesFor } from "./permuted-mnist/data.js";
import type { Found, Job } from "./permuted-mnist/found.js";
import { reportOf } from "./permuted-mnist/report.js";
import { resultsOf } from "./permuted-mnist/results.js";
import { summaryOf } from "./permuted-mnist/summary.js";
import { runJob } from "./permuted-mnist/training.js";
import { hashOfImages } from "./shared/images.js";

/**
 * Active dendrites against forgetting: networks learn digits whose pixels are permuted anew for every task, one task after
 * another. Dendritic segments that answer to the task's context choose which units take part, k winners keep them few.
 */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "permuted-mnist",
  title: "Active dendrites that fight forgetting",
  source: "Iyer et al. 2022, doi:10.3389/fnbot.2022.846219",
  needs: ["mnist"],
  families: [dendrites],
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
  for (const { variant, tasks, mean, first, contexts, final, course } of results) {
    const name = `${variantTitles[variant]}, ${tasks} tasks`;
    metrics[`${name}: mean accuracy`] = mean.mean;
    metrics[`${name}: accuracy on the first task`] = first.mean;
    if (!Number.isNaN(contexts)) metrics[`${name}: share of own contexts`] = contexts;
    series[`${name}: accuracy on each`] = final;
    for (let task = 0; task < Math.min(5, course.length); task++)
      series[`${name}: accuracy on task ${task + 1}`] = course.slice(task).map((row) => row[task]!);
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
  const { tasks: _, epochs: __, rates: ___, variants: ____, runs: _____, ...rest } = config;
  return keptJobs({
    slug: "permuted-mnist",
    checkpoints,
    run: { ...rest, seed, data },
    nameOf: ({ variant, tasks, epochs, rate, run: number }) => `${variant}-${tasks}-${epochs}-${rate}-${number}`,
  });
}

/** Every sequence with so many runs of every kind of network, the short ones first. */
export function jobsOf({ tasks: numbers, epochs, rates, variants, runs }: Config): Job[] {
  return numbers.flatMap((tasks, i) =>
    Array.from({ length: runs }, (_, run) =>
      variants.map(
        (variant): Job => ({
          variant,
          tasks,
          epochs: epochs[i] ?? epochs[0]!,
          rate: rates[i] ?? rates[0]!,
          run: run + 1,
        }),
      ),
    ).flat(),
  );
}
