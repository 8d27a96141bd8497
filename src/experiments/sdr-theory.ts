import { dendrites } from "../dendrites/kernels.js";
import { Random } from "../random.js";
import type { Context, Experiment, Outcome } from "./experiment.js";
import { claimsOf } from "./sdr-theory/claims.js";
import { about, type Config, check, scales } from "./sdr-theory/config.js";
import { figures } from "./sdr-theory/figures.js";
import { meanOverlap, pointsOf, simulations } from "./sdr-theory/points.js";
import { reportOf } from "./sdr-theory/report.js";
import { type Histogram, type Simulation, simulate } from "./sdr-theory/simulation.js";
import { summaryOf, unionPoints } from "./sdr-theory/summary.js";

/** The numbers and figures of the theory of sparse distributed representations, in closed form and simulated. */
export const experiment: Experiment<Config, Simulation, Histogram> = {
  slug: "sdr-theory",
  title: "How neurons operate on sparse distributed representations",
  source: "Ahmad & Hawkins 2016, arXiv:1601.00720; 2015, arXiv:1503.07469",
  needs: [],
  families: [dendrites],
  scales,
  about,
  check,
  job: (simulation, _, context) =>
    simulate(simulation, new Random(context.seed).stream("sdr-theory").stream(simulation.name), context),
  run,
};

async function run(config: Config, context: Context<Simulation, Histogram>): Promise<Outcome> {
  const jobs = simulations(config),
    results = await context.jobs(jobs, { label: "simulating" }),
    found = new Map<string, Histogram>();
  for (const [index, { name }] of jobs.entries()) {
    const histogram = results[index];
    if (histogram) found.set(name, histogram);
  }
  const mean = meanOverlap(found),
    points = [...pointsOf(found), ...(mean ? [mean] : [])],
    unions = unionPoints(found),
    metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const { group, name, simulated, deviation } of points) {
    metrics[`${group}, ${name}: simulated`] = simulated;
    if (Number.isFinite(deviation)) metrics[`${group}, ${name}: standard errors off`] = deviation;
  }
  for (const { patterns, simulated } of unions) metrics[`figure 7B, n = 1000, M = ${patterns}: simulated`] = simulated;
  for (const { id, xLabel, x, curves } of figures()) {
    series[`figure ${id}: ${xLabel}`] = x;
    for (const { name, y } of curves) series[`figure ${id}: ${name}`] = y;
  }
  return {
    data: "Random patterns drawn by this package; it needs no data",
    metrics,
    series,
    claims: context.signal.aborted ? [] : claimsOf(points),
    summary: summaryOf(points, unions),
    report: reportOf(points, unions),
  };
}
