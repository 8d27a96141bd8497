import { dendrites } from "../dendrites/kernels.js";
import { sha256OfHashes } from "../io/sha256.js";
import { Random } from "../random.js";
import { alarmsOf } from "./anomaly/alarms.js";
import { claimsOf } from "./anomaly/claims.js";
import { about, type Config, check, choices, scales } from "./anomaly/config.js";
import { score } from "./anomaly/detector.js";
import { generatedSeries } from "./anomaly/generated.js";
import { parameters } from "./anomaly/parameters.js";
import { readSeries } from "./anomaly/reading.js";
import { reportOf } from "./anomaly/report.js";
import { figuresOf, type Job, type Missing, type Result } from "./anomaly/results.js";
import { firstRows, type Source, sources } from "./anomaly/series.js";
import { summaryOf } from "./anomaly/summary.js";
import type { Context, Experiment, JobContext, Outcome } from "./experiment.js";

/** Finds what is out of the ordinary in time series, row by row as they come: encoders, pooler, memory, likelihood. */
export const experiment: Experiment<Config, Job, Result | Missing> = {
  slug: "anomaly",
  title: "Unsupervised real-time anomaly detection for streaming data",
  source: "Ahmad, Lavin, Purdy & Agha 2017, doi:10.1016/j.neucom.2017.04.070",
  needs: ["nab", "hotgym"],
  families: [dendrites],
  scales,
  choices,
  about,
  check,
  dataSets: ({ series }) => [...new Set(series.map((name) => sources[name].path.split("/")[0]!))],
  job,
  run,
};

const made: Omit<Source, "path"> = {
  title: "Made-up traffic, hourly",
  unit: "vehicles",
  rowsPerDay: 24,
  parameters: "nab",
};

async function job(name: Job, config: Config, context: JobContext): Promise<Result | Missing> {
  const random = new Random(context.seed).stream("anomaly").stream(name),
    source = name === "generated" ? made : sources[name],
    read =
      name === "generated" || !context.files
        ? generatedSeries(random.stream("series"))
        : await readSeries(sources[name], context.files);
  if ("missing" in read) return { name, missing: read.missing };
  const series = config.rows === 0 ? read : firstRows(read, config.rows),
    set = config.parameters === "own" ? source.parameters : config.parameters,
    scores = await score(series, parameters[set], config, random, context),
    { probation } = scores,
    { rowsPerDay } = series,
    alarms = alarmsOf(scores.likelihood, series.windows, { probation, rowsPerDay, epsilon: config.epsilon });
  return { name, title: source.title, unit: source.unit, parameters: set, series, scores, alarms };
}

async function run(config: Config, context: Context<Job, Result | Missing>): Promise<Outcome> {
  const { files } = context,
    jobs: readonly Job[] = files ? config.series : ["generated"],
    found = (await context.jobs(jobs, { label: "series" })).filter((one) => one !== undefined),
    results = found.filter((one): one is Result => !("missing" in one)),
    missing = found.filter((one): one is Missing => "missing" in one),
    stopped = context.signal.aborted;
  return {
    data: files
      ? `${results.length} series from ${files.description}`
      : "A series made up by this package, with what is out of the ordinary put into it. With --data DIR it takes real ones",
    ...figuresOf(results),
    claims: stopped ? [] : claimsOf(results, config),
    summary: summaryOf(results, missing, config),
    report: reportOf(results, missing, config),
    ...(!stopped && { fingerprint: await sha256OfHashes(results.map(({ scores }) => scores.fingerprint)) }),
  };
}
