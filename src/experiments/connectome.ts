import { Random } from "../random.js";
import { claimsOf } from "./connectome/claims.js";
import { about, type Config, check, choices, scales } from "./connectome/config.js";
import type { Connectome, Positions } from "./connectome/connectome.js";
import { type DrawnName, drawn } from "./connectome/drawn.js";
import { measure } from "./connectome/measures.js";
import { reportOf } from "./connectome/report.js";
import { compared, hubCounts, type Missing, type Result } from "./connectome/results.js";
import { readSource, type Source, type SourceName, setOf, sourceNames, sources } from "./connectome/sources.js";
import { summaryOf } from "./connectome/summary.js";
import type { Context, Experiment, JobContext, Outcome } from "./experiment.js";
import { forceLayout } from "./report/force-layout.js";

/** The name of one graph: each is a job. */
type Job = SourceName | DrawnName;

/**
 * Real connectomes against random graphs of their degrees: communities, clustering, path lengths, small-worldness, hubs; and
 * a few networks of other kinds whose answers are known.
 */
export const experiment: Experiment<Config, Job, Result | Missing> = {
  slug: "connectome",
  title: "Modules, small worlds and hubs of real connectomes",
  source: "Rubinov & Sporns 2010, doi:10.1016/j.neuroimage.2009.10.003",
  needs: [...new Set(sourceNames.map(setOf))],
  scales,
  choices,
  about,
  check,
  dataSets: ({ graphs }) => [...new Set(graphs.map(setOf))],
  job,
  run,
};

async function job(name: Job, config: Config, context: JobContext): Promise<Result | Missing> {
  const random = new Random(context.seed).stream("connectome").stream(name),
    source = name in sources ? sources[name as SourceName] : undefined;
  const read: Connectome | { missing: string } =
    source && context.files
      ? await readSource(name as SourceName, context.files)
      : drawn[name as DrawnName].draw(random.stream("graph"));
  if ("missing" in read) return { name, missing: read.missing };
  const { graph, given, counts } = read,
    measures = await measure(graph, given, config, random, context);
  return {
    name,
    title: source?.title ?? drawn[name as DrawnName].title,
    kind: source ? ((source as Source).nervous ? "nervous" : "other") : "drawn",
    measures,
    counts,
    given,
    positions: read.positions ?? placed(read, config, random.stream("layout")),
    edges: graph.toEdges(),
  };
}

const isSlow = (name: Job): boolean => name in sources && "slow" in sources[name as SourceName];

/** Heavier edges pull harder, but by their roots: some of them outweigh others by thousands. */
function placed({ graph }: Connectome, { layoutIterations }: Config, random: Random): Positions {
  const { sources, targets, weights } = graph.symmetrised("mean").toEdges(),
    mean = weights.reduce((sum, weight) => sum + Math.sqrt(weight), 0) / weights.length,
    pulls = weights.map((weight) => Math.sqrt(weight) / mean),
    options = { nodes: graph.nodes, sources, targets, weights: pulls, iterations: layoutIterations, random };
  return {
    places: forceLayout(options),
    axes: "equal",
    note: "Drawn so that nodes with an edge come near each other.",
  };
}

async function run(config: Config, context: Context<Job, Result | Missing>): Promise<Outcome> {
  const { files } = context,
    names: readonly Job[] = files ? config.graphs : config.drawn,
    jobs = [...names.filter(isSlow), ...names.filter((name) => !isSlow(name))],
    all = await context.jobs(jobs, { label: "graphs" }),
    found = names.flatMap((name) => all[jobs.indexOf(name)] ?? []),
    results = found.filter((one): one is Result => !("missing" in one)),
    missing = found.filter((one): one is Missing => "missing" in one);
  const metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const { name, measures } of results) {
    for (const [what, value] of Object.entries(figuresOf(measures))) metrics[`${name}: ${what}`] = value;
    const { nulls } = measures;
    series[`${name}: Q of nulls`] = nulls.modularity;
    series[`${name}: C of nulls`] = nulls.clustering;
    series[`${name}: T of nulls`] = nulls.transitivity;
    series[`${name}: λ of nulls`] = nulls.pathLength;
    series[`${name}: C of lattices`] = nulls.latticeClustering;
    series[`${name}: community`] = Array.from(measures.communities);
  }
  const stopped = context.signal.aborted;
  return {
    data: files
      ? `${results.length} ${results.length === 1 ? "graph" : "graphs"} from ${files.description}`
      : "Graphs drawn by this package, not connectomes. With --data DIR it takes the real ones",
    metrics,
    series,
    claims: stopped ? [] : claimsOf(results, config),
    summary: summaryOf(results, missing, config),
    report: reportOf(results, missing, config),
  };
}

function figuresOf(measures: Result["measures"]): Record<string, number> {
  const { random, lattice, modularity, sigma, omega, z } = compared(measures),
    { connector, provincial } = hubCounts(measures);
  return {
    nodes: measures.nodes,
    edges: measures.edges,
    density: measures.density,
    reciprocity: measures.reciprocity,
    "mean degree": measures.meanDegree,
    "Q, Louvain": measures.louvain,
    "Q, Leiden": measures.leiden,
    communities: measures.groups,
    ...(measures.given && { "Q, given": measures.given.modularity, NMI: measures.given.nmi }),
    "Q, nulls": modularity.mean,
    z,
    "nodes of the skeleton": measures.skeleton,
    C: measures.clustering,
    "C, nulls": random.clustering.mean,
    "C, lattices": lattice.mean,
    T: measures.transitivity,
    "T, nulls": random.transitivity.mean,
    λ: measures.pathLength,
    "λ, nulls": random.pathLength.mean,
    efficiency: measures.efficiency,
    assortativity: measures.assortativity,
    σ: sigma,
    ω: omega,
    "connector hubs": connector,
    "provincial hubs": provincial,
  };
}
