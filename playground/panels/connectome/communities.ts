import { ArgumentError, Random } from "neurite";
import { components, degrees, type Graph, leiden, louvain, type NodeRole, nodeRoles, strengths } from "neurite/metrics";
import { communityOrder } from "../../../src/experiments/connectome/community-order.js";
import { type Picture, pictureOf } from "./picture.js";

export interface Search {
  readonly method: "leiden" | "louvain";
  /** γ. */
  readonly resolution: number;
  readonly seed: number;
}

/** What is found of the graph and of each of its nodes. */
export interface Communities {
  readonly nodes: number;
  readonly edges: number;
  readonly directed: boolean;
  readonly weighted: boolean;
  readonly components: number;
  readonly modularity: number;
  /** Searches, of which the best counts. */
  readonly restarts: number;
  /** Nodes of each community, falling. */
  readonly sizes: readonly number[];
  readonly names: readonly string[];
  /** One value per node each; communities are numbered from the largest. */
  readonly communities: Int32Array<ArrayBuffer>;
  readonly degrees: Float64Array;
  readonly strengths: Float64Array;
  readonly participation: Float64Array;
  readonly z: Float64Array;
  readonly roles: readonly NodeRole[];
  /** Nodes by community, those of many edges first. */
  readonly order: Int32Array;
  /** Where each community begins in it. */
  readonly begins: readonly number[];
  readonly pictures: { readonly community: Picture; readonly given: Picture };
}

/** @throws {ArgumentError} for a graph with negative weights */
export function findCommunities(graph: Graph, search: Search): Communities {
  if (graph.signed)
    throw new ArgumentError(
      "connectome",
      "a weight",
      "negative",
      'at least 0: set the weights to "absolute" or "none"',
    );
  const restarts = restartsOf(graph),
    { communities: found, modularity } = partition(graph, search, restarts),
    { communities, sizes } = bySize(found),
    { order, begins } = communityOrder(graph, communities),
    { roles, z, participation } = nodeRoles(graph, communities);
  return {
    nodes: graph.nodes,
    edges: graph.edges,
    directed: graph.directed,
    weighted: graph.weighted,
    components: components(graph).count,
    modularity,
    restarts,
    sizes,
    names: graph.names ?? Array.from({ length: graph.nodes }, (_, i) => String(i)),
    communities,
    degrees: degrees(graph),
    strengths: strengths(graph),
    participation,
    z,
    roles,
    order,
    begins,
    pictures: {
      community: pictureOf(graph, order),
      given: pictureOf(
        graph,
        communities.map((_, i) => i),
      ),
    },
  };
}

/** The best of some searches. */
export function partition(graph: Graph, { method, resolution, seed }: Search, restarts: number) {
  return { leiden, louvain }[method](graph, { resolution, restarts, random: new Random(seed) });
}

/** Many in a small graph, where each is short; one in a large one. */
export function restartsOf({ edges }: Graph): number {
  return Math.min(Math.max(Math.floor(4e4 / edges), 1), 30);
}

/** The same partition, its largest group 0; of equals the one that came first. */
function bySize(labels: Int32Array): { communities: Int32Array<ArrayBuffer>; sizes: number[] } {
  const sizes: number[] = [];
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b),
    rank = new Int32Array(order.length);
  order.forEach((label, k) => {
    rank[label] = k;
  });
  return { communities: Int32Array.from(labels, (label) => rank[label]!), sizes: order.map((label) => sizes[label]!) };
}
