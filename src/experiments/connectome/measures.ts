import { assortativity } from "../../metrics/assortativity.js";
import { clustering, transitivity } from "../../metrics/clustering.js";
import { components } from "../../metrics/components.js";
import { density, reciprocity } from "../../metrics/density.js";
import type { Graph } from "../../metrics/graph.js";
import { latticised } from "../../metrics/latticised.js";
import { leiden } from "../../metrics/leiden.js";
import { louvain } from "../../metrics/louvain.js";
import { modularity } from "../../metrics/modularity.js";
import { type NodeRole, nodeRoles } from "../../metrics/node-roles.js";
import { normalisedMutualInformation } from "../../metrics/partition-distance.js";
import { pathLength, paths } from "../../metrics/paths.js";
import { randomised } from "../../metrics/randomised.js";
import { nextTask } from "../../next-task.js";
import type { Random } from "../../random.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";
import type { GivenLabels } from "./connectome.js";

/** Measures on a set of graphs of the same degrees. */
export interface Nulls {
  readonly modularity: readonly number[];
  readonly clustering: readonly number[];
  readonly transitivity: readonly number[];
  readonly pathLength: readonly number[];
  readonly latticeClustering: readonly number[];
}

export interface Hub {
  readonly node: number;
  readonly name: string;
  readonly role: NodeRole;
  readonly z: number;
  readonly participation: number;
}

/**
 * What is measured on which graph. As it is, with directions and weights: n, edges, density, reciprocity, modularity, node
 * roles and the nulls' modularity. On its skeleton, the largest connected component of the undirected graph without
 * weights in which two nodes are joined by an edge in either direction: all others.
 */
export interface Measures {
  readonly nodes: number;
  /** An undirected edge counted once. */
  readonly edges: number;
  readonly directed: boolean;
  readonly weighted: boolean;
  readonly density: number;
  readonly reciprocity: number;
  /** Neighbours of a node; in a directed graph edges out of it, which on average are as many as into it. */
  readonly meanDegree: number;
  readonly louvain: number;
  readonly leiden: number;
  /** Leiden's, numbered by size, the largest first. */
  readonly communities: Int32Array;
  readonly groups: number;
  /** Whether every one of them is connected. */
  readonly connected: boolean;
  readonly given: { readonly modularity: number; readonly nmi: number } | undefined;
  readonly nulls: Nulls;
  /** Nodes of the skeleton. */
  readonly skeleton: number;
  readonly clustering: number;
  readonly transitivity: number;
  readonly pathLength: number;
  readonly efficiency: number;
  readonly assortativity: number;
  /** By falling z. */
  readonly hubs: readonly Hub[];
}

/** The largest connected component of the undirected graph without weights. */
export function skeletonOf(graph: Graph): Graph {
  const simple = graph.symmetrised("maximum").binary();
  return simple.subgraph(components(simple).largest);
}

/** Stops between two nulls when the signal aborts, and then throws. */
export async function measure(
  graph: Graph,
  given: GivenLabels | undefined,
  { resolution, restarts, louvainRestarts, nulls: count, lattices, swapsPerEdge }: Config,
  random: Random,
  { signal, progress }: Pick<JobContext, "signal" | "progress">,
): Promise<Measures> {
  const search = (of: Graph, stream: Random) => leiden(of, { resolution, restarts, random: stream }),
    skeleton = skeletonOf(graph),
    best = search(graph, random.stream("leiden")),
    communities = bySize(best.communities),
    nulls = {
      modularity: [] as number[],
      clustering: [] as number[],
      transitivity: [] as number[],
      pathLength: [] as number[],
      latticeClustering: [] as number[],
    };
  for (let i = 0; i < count; i++) {
    progress(i / count);
    await nextTask();
    signal.throwIfAborted();
    const swaps = { swapsPerEdge, random: random.stream("null").stream(i) };
    // One null serves for both where the skeleton is the graph but for its weights.
    const whole = !graph.directed && skeleton.nodes === graph.nodes,
      full = whole ? connectedNull(graph, swaps) : randomised(graph, swaps),
      simple = whole ? full.binary() : connectedNull(skeleton, swaps);
    nulls.clustering.push(clustering(simple).mean);
    nulls.transitivity.push(transitivity(simple));
    nulls.pathLength.push(pathLength(simple));
    nulls.modularity.push(search(full, swaps.random).modularity);
    if (i >= lattices) continue;
    // Drawn from among all edges, lattices of more than a hundred nodes would stop halfway.
    const lattice = latticised(skeleton, { ...swaps, connected: true, draw: "near" });
    nulls.latticeClustering.push(clustering(lattice).mean);
  }
  const { pathLength: lambda, globalEfficiency } = paths(skeleton);
  return {
    nodes: graph.nodes,
    edges: graph.edges,
    directed: graph.directed,
    weighted: graph.weighted,
    density: density(graph),
    reciprocity: reciprocity(graph),
    meanDegree: ((graph.directed ? 1 : 2) * graph.edges) / graph.nodes,
    louvain: louvain(graph, { resolution, restarts: louvainRestarts, random: random.stream("louvain") }).modularity,
    leiden: best.modularity,
    communities,
    groups: new Set(communities).size,
    connected: areConnected(graph, communities),
    given: given && {
      modularity: modularity(graph, given.labels, { resolution }),
      nmi: normalisedMutualInformation(communities, given.labels),
    },
    nulls,
    skeleton: skeleton.nodes,
    clustering: clustering(skeleton).mean,
    transitivity: transitivity(skeleton),
    pathLength: lambda,
    efficiency: globalEfficiency,
    assortativity: assortativity(skeleton),
    hubs: hubsOf(graph, communities),
  };
}

/** As most swaps of a dense graph split nothing, it is drawn with swaps that ask for it only when it fell apart without. */
function connectedNull(graph: Graph, swaps: { swapsPerEdge: number; random: Random }): Graph {
  const free = randomised(graph, swaps);
  return components(free).count === 1 ? free : randomised(graph, { ...swaps, connected: true });
}

/** The same partition, its largest group 0; of equals the one that came first. */
function bySize(labels: Int32Array): Int32Array {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const order = [...sizes].sort(([, a], [, b]) => b - a).map(([label]) => label);
  return labels.map((label) => order.indexOf(label));
}

function areConnected(graph: Graph, communities: Int32Array): boolean {
  return [...new Set(communities)].every((group) => {
    const members = Int32Array.from(communities.keys()).filter((i) => communities[i] === group);
    return components(graph.subgraph(members)).count === 1;
  });
}

function hubsOf(graph: Graph, communities: Int32Array): Hub[] {
  const { hubs, roles, z, participation } = nodeRoles(graph, communities);
  return Array.from(hubs, (node) => ({
    node,
    name: graph.names?.[node] ?? `node ${node}`,
    role: roles[node]!,
    z: z[node]!,
    participation: participation[node]!,
  })).sort((a, b) => b.z - a.z);
}
