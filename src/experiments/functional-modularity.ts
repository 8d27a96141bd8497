import type { Context, Experiment, Outcome } from "./experiment.js";
import { keptJobs } from "./functional-modularity/checkpoints.js";
import { claimsOf } from "./functional-modularity/claims.js";
import { about, type Config, check, choices, scales } from "./functional-modularity/config.js";
import { imagesFor } from "./functional-modularity/data.js";
import type { Found, Job } from "./functional-modularity/found.js";
import { reportOf } from "./functional-modularity/report.js";
import { type MeasureTitle, measureTitles, resultsOf } from "./functional-modularity/results.js";
import { summaryOf } from "./functional-modularity/summary.js";
import { runJob } from "./functional-modularity/training.js";
import { doneOrKept, fingerprintOf } from "./kept-jobs.js";
import { formatNumber } from "./report/numbers.js";
import { hashOfImages } from "./shared/images.js";

/**
 * What structure does to function: two recurrent modules learn a task that needs one bit of the other, joined by one
 * connection each way up to all. Three measures that know nothing of each other tell how far each keeps to its own digit.
 */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "functional-modularity",
  title: "Extreme sparsity gives rise to functional specialisation",
  source: "Béna & Goodman 2021, arXiv:2106.02626",
  needs: ["mnist", "fashion-mnist", "emnist-letters"],
  scales,
  choices,
  about,
  resumable: true,
  check,
  dataSets: ({ data }) => [data],
  job: runJob,
  run,
};

async function run(config: Config, context: Context<Job, Found>): Promise<Outcome> {
  const { description, hash } = await describedData(config, context),
    jobs = jobsOf(config),
    found = await doneOrKept(jobs, keptJobs(config, context, hash), context.jobs);
  const results = resultsOf(jobs, found, config),
    metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const wiring of ["fixed", "deep-r"] as const) {
    const own = results.filter((result) => result.wiring === wiring);
    if (own.length === 0) continue;
    series[`${wiring}: p`] = own.map(({ density }) => density);
    series[`${wiring}: Q`] = own.map(({ modularity }) => modularity);
    series[`${wiring}: accuracy`] = own.map(({ accuracy }) => accuracy.mean);
    for (const title of Object.keys(measureTitles) as MeasureTitle[])
      if (own[0]!.measures[title])
        series[`${wiring}: specialisation by ${measureTitles[title]}`] = own.map(
          ({ measures }) => measures[title]!.trained.mean,
        );
    for (const { connections, accuracy, measures } of own) {
      const name = `${wiring}, ${connections} connections`;
      metrics[`${name}: accuracy`] = accuracy.mean;
      for (const title of Object.keys(measures) as MeasureTitle[])
        metrics[`${name}: specialisation by ${measureTitles[title]}`] = measures[title]!.trained.mean;
    }
  }
  return {
    data: description,
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(results, config, context.data !== undefined),
    summary: summaryOf(results),
    report: reportOf(results, config),
    ...(await fingerprintOf(found)),
  };
}

/** Every density with so many runs, the sparsest first, and the contrast with the other wiring; none twice. */
export function jobsOf({ densities, wiring, contrast, units, runs }: Config): Job[] {
  const connections = (density: number) => Math.max(1, Math.round(density * units ** 2)),
    other = wiring === "fixed" ? "deep-r" : "fixed";
  const kinds = new Map<string, Omit<Job, "run">>();
  for (const density of [...densities].sort((a, b) => a - b))
    kinds.set(`${connections(density)}`, { wiring, connections: connections(density) });
  if (contrast > 0) kinds.set("contrast", { wiring: other, connections: connections(contrast) });
  return [...kinds.values()].flatMap((kind) => Array.from({ length: runs }, (_, i) => ({ ...kind, run: i + 1 })));
}

async function describedData(config: Config, context: Context<Job, Found>) {
  const { train, test, description } = imagesFor(config, context),
    counts = `${formatNumber(config.train)} training and ${formatNumber(config.test)} test pairs of images`,
    hash = context.checkpoints ? await hashOfImages({ train, test }) : "";
  return { description: `${description}: ${counts}`, hash };
}
