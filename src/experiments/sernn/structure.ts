import { clustering } from "../../metrics/clustering.js";
import { components } from "../../metrics/components.js";
import type { Graph } from "../../metrics/graph.js";
import { graphFromDense } from "../../metrics/graph-from-dense.js";
import { louvain } from "../../metrics/louvain.js";
import { pathLength } from "../../metrics/paths.js";
import { randomGraph } from "../../metrics/random-graph.js";
import type { Random } from "../../random.js";
import type { Structure } from "./found.js";

/**
 * The undirected graph of the strongest connections between different units: two are joined where either direction is among
 * the strongest.
 * @param weights n × n    @param keep share of the n(n − 1) connections; of equal ones at the border all
 */
export function strongest(weights: ArrayLike<number>, keep: number): Graph {
  const n = Math.sqrt(weights.length),
    sizes = Array.from(weights, Math.abs).filter((_, at) => at % (n + 1) !== 0),
    count = Math.max(1, Math.round(keep * sizes.length)),
    border = sizes.sort((a, b) => b - a)[count - 1]!,
    joined = new Uint8Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (i !== j && weights[i * n + j] !== 0 && Math.abs(weights[i * n + j]!) >= border)
        joined[i * n + j] = joined[j * n + i] = 1;
  return graphFromDense(joined);
}

/**
 * Modularity of the whole graph, by Louvain's algorithm, and small-worldness of its largest connected part against random
 * graphs of as many nodes and edges.
 */
export function structureOf(graph: Graph, nulls: number, random: Random): Structure & { groups: number[] } {
  const { communities, modularity } = louvain(graph, { restarts: 5, random: random.stream("louvain") }),
    part = largestPart(graph),
    own = measure(part),
    drawing = random.stream("nulls");
  let randomClustering = 0,
    randomPathLength = 0;
  for (let k = 0; k < nulls; k++) {
    const measured = measure(largestPart(randomGraph({ nodes: part.nodes, edges: part.edges, random: drawing })));
    randomClustering += measured.clustering / nulls;
    randomPathLength += measured.pathLength / nulls;
  }
  const sigma = own.clustering / randomClustering / (own.pathLength / randomPathLength);
  return {
    modularity,
    connected: part.nodes,
    ...own,
    randomClustering,
    randomPathLength,
    sigma: Number.isFinite(sigma) ? sigma : Number.NaN,
    groups: Array.from(communities),
  };
}

const largestPart = (graph: Graph): Graph => graph.subgraph(components(graph).largest);

const measure = (graph: Graph) => ({ clustering: clustering(graph).mean, pathLength: pathLength(graph) });
