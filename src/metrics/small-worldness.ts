import { log } from "../elementary.js";
import { Random } from "../random.js";
import { clustering, transitivity } from "./clustering.js";
import { components } from "./components.js";
import { expectBoolean, expectInteger, expectNumber, expectOneOf, expectRandom } from "./expect.js";
import type { Graph } from "./graph.js";
import { type GraphInput, undirectedGraphOf } from "./graph-input.js";
import { latticised } from "./latticised.js";
import { pathLength } from "./paths.js";
import { randomised } from "./randomised.js";

export interface AnalyticSmallWorldnessOptions {
  /** Mean clustering (`"mean"`, the default, as Watts and Strogatz) or transitivity. The two differ much where degrees do. */
  readonly clustering?: "mean" | "transitivity";
}

export interface SmallWorldnessOptions extends AnalyticSmallWorldnessOptions {
  /** Random graphs, and as many lattices, to compare with; 20 by default. */
  readonly nulls?: number;
  /** 10 by default. */
  readonly swapsPerEdge?: number;
  /** How lattices draw their swaps, `"all"` by default; graphs of hundreds of nodes want `"near"`. See `latticised`. */
  readonly draw?: "all" | "near";
  /** Whether swaps keep the nulls connected; true by default. Without it one that falls apart has λ = ∞. */
  readonly connected?: boolean;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

export interface Sample {
  readonly mean: number;
  /** Standard deviation, n − 1 degrees of freedom; 0 for one value, NaN where one is infinite. */
  readonly sd: number;
}

export interface SmallWorldness {
  /** C, or T. */
  readonly clustering: number;
  /** λ. */
  readonly pathLength: number;
  readonly random: { readonly clustering: Sample; readonly pathLength: Sample };
  readonly lattice: { readonly clustering: Sample; readonly pathLength: Sample };
  /** σ = (C / C_rand) / (λ / λ_rand): small-world above 1. Infinite where the nulls have no triangle. */
  readonly sigma: number;
  /** ω = λ_rand / λ − C / C_latt: near 0 small-world, towards 1 like a random graph, towards −1 like a lattice. */
  readonly omega: number;
}

/**
 * Small-worldness σ and ω of an undirected graph, weights left out of account, against graphs of the same degrees: those
 * `randomised` and `latticised` give. σ grows with the size of a graph and is unstable where C_rand is small, so the parts
 * are reported. A graph that is not connected has λ = ∞ and σ = ω = NaN; its largest part is
 * `graph.subgraph(components(graph).largest)`. So has a graph of fewer than two nodes or without a triangle in graph and nulls.
 *
 * Not in the Brain Connectivity Toolbox. NetworkX: `sigma` takes transitivity, `omega` mean clustering, with another lattice.
 * Source: Humphries & Gurney 2008, doi:10.1371/journal.pone.0002051; Telesford et al. 2011, doi:10.1089/brain.2011.0038.
 * @throws {ArgumentError} for a directed graph, or options out of range
 */
export function smallWorldness(input: GraphInput, options: SmallWorldnessOptions = {}): SmallWorldness {
  const call = "smallWorldness",
    {
      clustering: kind = "mean",
      swapsPerEdge = 10,
      connected: keep = true,
      random = new Random(0),
      draw = "all",
    } = options,
    nulls = expectInteger(call, "nulls", options.nulls ?? 20, 1, 1e6),
    graph = undirectedGraphOf(call, input).binary().withoutSelfLoops(),
    whole = components(graph).count === 1,
    swaps = {
      swapsPerEdge: expectNumber(call, "swapsPerEdge", swapsPerEdge, 0, 1e6),
      connected: expectBoolean(call, "connected", keep) && whole,
      random: expectRandom(call, random),
    };
  const measure = (of: Graph) => ({ clustering: clusteringOf(call, of, kind), pathLength: pathLength(of) });
  const summary = (make: () => Graph) => {
    const found = Array.from({ length: nulls }, () => measure(make()));
    return {
      clustering: sample(found.map(({ clustering }) => clustering)),
      pathLength: sample(found.map(({ pathLength }) => pathLength)),
    };
  };
  const own = measure(graph),
    byChance = summary(() => randomised(graph, swaps)),
    lattice = summary(() => latticised(graph, { ...swaps, draw })),
    { sigma, omega } = whole
      ? {
          sigma: own.clustering / byChance.clustering.mean / (own.pathLength / byChance.pathLength.mean),
          omega: byChance.pathLength.mean / own.pathLength - own.clustering / lattice.clustering.mean,
        }
      : { sigma: Number.NaN, omega: Number.NaN };
  return { ...own, random: byChance, lattice, sigma, omega };
}

export interface AnalyticSmallWorldness {
  readonly clustering: number;
  readonly pathLength: number;
  /** k̄/n and ln n / ln k̄, k̄ the mean degree. */
  readonly random: { readonly clustering: number; readonly pathLength: number };
  readonly sigma: number;
}

/**
 * Small-worldness σ of an undirected graph against what a random graph of the same mean degree k̄ is expected to have,
 * C_rand = k̄/n and λ_rand = ln n / ln k̄: at once, but blind to the degrees. NaN where the graph is not connected or k̄ ≤ 1.
 * Source: Watts & Strogatz 1998, doi:10.1038/30918; Humphries & Gurney 2008, doi:10.1371/journal.pone.0002051.
 * @throws {ArgumentError} for a directed graph
 */
export function analyticSmallWorldness(
  input: GraphInput,
  options: AnalyticSmallWorldnessOptions = {},
): AnalyticSmallWorldness {
  const call = "analyticSmallWorldness",
    graph = undirectedGraphOf(call, input).withoutSelfLoops(),
    value = clusteringOf(call, graph, options.clustering ?? "mean"),
    lambda = pathLength(graph),
    degree = (2 * graph.edges) / graph.nodes,
    byChance = {
      clustering: degree / graph.nodes,
      pathLength: degree > 1 ? log(graph.nodes) / log(degree) : Number.NaN,
    },
    sigma =
      lambda === Number.POSITIVE_INFINITY ? Number.NaN : value / byChance.clustering / (lambda / byChance.pathLength);
  return { clustering: value, pathLength: lambda, random: byChance, sigma };
}

function clusteringOf(call: string, graph: Graph, kind: "mean" | "transitivity"): number {
  expectOneOf(call, "clustering", kind, ["mean", "transitivity"]);
  return kind === "mean" ? clustering(graph).mean : transitivity(graph);
}

function sample(values: readonly number[]): Sample {
  let sum = 0,
    squares = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}
