import { dendrites } from "../dendrites/kernels.js";
import { sha256OfHashes } from "../io/sha256.js";
import { Random } from "../random.js";
import type { Context, Experiment, JobContext, Outcome } from "./experiment.js";
import { claimsOf } from "./sequence-memory/claims.js";
import { about, type Config, check, scales } from "./sequence-memory/config.js";
import { runHighOrder, variants } from "./sequence-memory/high-order.js";
import { largeSizes, runProtocol } from "./sequence-memory/protocol.js";
import { reportOf } from "./sequence-memory/report.js";
import { type Found, figuresOf, type Job, resultsOf } from "./sequence-memory/results.js";
import { runRobustness } from "./sequence-memory/robustness.js";
import { summaryOf } from "./sequence-memory/summary.js";

/** A temporal memory learns sequences online: how fast, in what context, and against how much noise. */
export const experiment: Experiment<Config, Job, Found> = {
  slug: "sequence-memory",
  title: "Sequence memory of cells with many dendritic segments",
  source: "Hawkins & Ahmad 2016, doi:10.3389/fncir.2016.00023",
  needs: [],
  families: [dendrites],
  scales,
  about,
  check,
  job,
  run,
};

function job(name: Job, config: Config, context: JobContext): Promise<Found> {
  const random = new Random(context.seed).stream("sequence-memory");
  if (name === "protocol") return runProtocol(config, random.stream(name), context);
  if (name === "large") return runProtocol(largeSizes(config), random.stream(name), context);
  if (name === "robustness") return runRobustness(config, random.stream(name), context);
  // All variants are shown the same stream.
  return runHighOrder(name, config, random.stream("high-order"), context);
}

async function run(config: Config, context: Context<Job, Found>): Promise<Outcome> {
  const jobs: readonly Job[] = [...(config.large ? (["large"] as const) : []), "protocol", ...variants, "robustness"],
    found = await context.jobs(jobs, { label: "memories" }),
    results = resultsOf(found),
    stopped = context.signal.aborted;
  return {
    data: "Random patterns drawn by this package; it needs no data",
    ...figuresOf(results),
    claims: stopped ? [] : claimsOf(results, config.shared),
    summary: summaryOf(results),
    report: reportOf(results),
    ...(!stopped && { fingerprint: await sha256OfHashes(found.map((one) => one!.fingerprint)) }),
  };
}
