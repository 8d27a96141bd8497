import { Random } from "../random.js";
import { Draws } from "./draws.js";
import { EdgeSet } from "./edge-set.js";
import { expectBoolean, expectInteger, expectRandom } from "./expect.js";
import type { Graph } from "./graph.js";
import { graphFromEdges } from "./graph-from-edges.js";

export interface RandomGraphOptions {
  readonly nodes: number;
  readonly edges: number;
  /** false by default. */
  readonly directed?: boolean;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

/**
 * The random graph G(n, m): every simple graph of so many nodes and edges is equally likely. O(n + edges) unless nearly all
 * pairs are joined. Brain Connectivity Toolbox: `makerandCIJ_und`, `makerandCIJ_dir`. NetworkX: `gnm_random_graph`.
 * @throws {ArgumentError} for more edges than there are pairs of nodes
 * Source: Erdős & Rényi 1959, "On random graphs I".
 */
export function randomGraph(options: RandomGraphOptions): Graph {
  const call = "randomGraph",
    { directed = false, random = new Random(0) } = options,
    nodes = expectInteger(call, "nodes", options.nodes, 0, 2 ** 30),
    pairs = (nodes * (nodes - 1)) / (expectBoolean(call, "directed", directed) ? 1 : 2),
    edges = expectInteger(call, "edges", options.edges, 0, Math.min(pairs, 2 ** 29)),
    draws = new Draws(expectRandom(call, random)),
    existing = new EdgeSet(edges, directed),
    sources = new Int32Array(edges),
    targets = new Int32Array(edges);
  for (let e = 0; e < edges; ) {
    const a = draws.integer(nodes),
      b = draws.integer(nodes);
    if (a === b || !existing.add(a, b)) continue;
    sources[e] = a;
    targets[e++] = b;
  }
  return graphFromEdges({ sources, targets }, { nodes, directed });
}
