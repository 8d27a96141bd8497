import { Random } from "neurite";
import {
  assortativity,
  clustering,
  components,
  density,
  type Graph,
  latticised,
  paths,
  randomised,
} from "neurite/metrics";
import { skeletonOf } from "../../../src/experiments/connectome/measures.js";
import { type Sample, sampleOf } from "../../../src/experiments/connectome/results.js";
import { nextTask } from "../../../src/next-task.js";
import { partition, restartsOf, type Search } from "./communities.js";

/** What is taken of a graph and of each of its nulls. */
const taken = ["modularity", "communities", "clustering", "pathLength", "efficiency", "assortativity"] as const;

type Taken = Readonly<Record<(typeof taken)[number], number>>;

export interface Measures {
  readonly own: Taken & { readonly density: number };
  /** Random graphs of the same degrees; absent where there are none yet. */
  readonly nulls: Readonly<Record<(typeof taken)[number], Sample>> | undefined;
  /** Clustering of lattices of the same degrees. */
  readonly lattice: Sample | undefined;
  /** Nodes of the skeleton. */
  readonly skeleton: number;
  /** (C / C_rand) / (λ / λ_rand). Source: Humphries & Gurney 2008, doi:10.1371/journal.pone.0002051. */
  readonly sigma: number | undefined;
  /** λ_rand / λ − C / C_latt. Source: Telesford et al. 2011, doi:10.1089/brain.2011.0038. */
  readonly omega: number | undefined;
  /** Of the modularity among that of the nulls. */
  readonly z: number | undefined;
  /** Nulls and lattices made so far. */
  readonly done: number;
}

/** Lattices differ little, and take longer. */
const mostLattices = 5;

/**
 * Modularity is that of the graph with its directions and weights; all else but density is of its skeleton, the largest
 * component of the undirected graph without weights. Nulls and lattices keep every node's degree.
 * @param progress told of what is known after each null    @throws the signal's reason between two nulls
 */
export async function measure(
  graph: Graph,
  search: Search & { readonly nulls: number },
  { signal, progress }: { readonly signal: AbortSignal; progress(measures: Measures): void },
): Promise<Measures> {
  const skeleton = skeletonOf(graph),
    random = new Random(search.seed).stream("nulls"),
    own = { ...take(graph, skeleton, search), density: density(graph) },
    nulls: Taken[] = [],
    lattices: number[] = [];
  const rest = async () => {
    progress(summary(own, nulls, lattices, skeleton.nodes));
    await nextTask();
    signal.throwIfAborted();
  };
  for (let i = 0; i < search.nulls; i++) {
    await rest();
    const swaps = { swapsPerEdge: 10, random: random.stream(i) },
      // One null serves for both where the skeleton is the graph but for its weights.
      whole = !graph.directed && skeleton.nodes === graph.nodes,
      full = whole ? connectedNull(graph, swaps) : randomised(graph, swaps);
    nulls.push(take(full, whole ? full.binary() : connectedNull(skeleton, swaps), search));
  }
  for (let i = 0; i < Math.min(search.nulls, mostLattices); i++) {
    await rest();
    const swaps = { swapsPerEdge: 10, random: random.stream("lattice").stream(i) };
    // Drawn from among all edges, lattices of more than a hundred nodes would stop halfway.
    lattices.push(clustering(latticised(skeleton, { ...swaps, connected: true, draw: "near" })).mean);
  }
  return summary(own, nulls, lattices, skeleton.nodes);
}

/** How many nulls and lattices `measure` makes. */
export function stepsOf({ nulls }: { readonly nulls: number }): number {
  return nulls + Math.min(nulls, mostLattices);
}

function take(graph: Graph, skeleton: Graph, search: Search): Taken {
  const { pathLength, globalEfficiency } = paths(skeleton),
    { modularity, communities } = partition(graph, search, restartsOf(graph));
  return {
    modularity,
    communities: new Set(communities).size,
    clustering: clustering(skeleton).mean,
    pathLength,
    efficiency: globalEfficiency,
    assortativity: assortativity(skeleton),
  };
}

/** As most swaps of a dense graph split nothing, it is drawn with swaps that ask for it only when it fell apart without. */
function connectedNull(graph: Graph, swaps: { swapsPerEdge: number; random: Random }): Graph {
  const free = randomised(graph, swaps);
  return components(free).count === 1 ? free : randomised(graph, { ...swaps, connected: true });
}

function summary(
  own: Measures["own"],
  found: readonly Taken[],
  lattices: readonly number[],
  skeleton: number,
): Measures {
  const samples = taken.map((name) => [name, sampleOf(found.map((one) => one[name]))] as const),
    nulls = found.length === 0 ? undefined : (Object.fromEntries(samples) as NonNullable<Measures["nulls"]>),
    lattice = lattices.length === 0 ? undefined : sampleOf(lattices),
    { clustering: c, pathLength: lambda } = own;
  return {
    own,
    nulls,
    lattice,
    skeleton,
    sigma: nulls && c / nulls.clustering.mean / (lambda / nulls.pathLength.mean),
    omega: nulls && lattice && nulls.pathLength.mean / lambda - c / lattice.mean,
    z:
      nulls && nulls.modularity.deviation > 0
        ? (own.modularity - nulls.modularity.mean) / nulls.modularity.deviation
        : undefined,
    done: found.length + lattices.length,
  };
}
