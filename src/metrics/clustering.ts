import { cbrt } from "../elementary.js";
import { degrees } from "./degrees.js";
import { expectBoolean, expectOneOf } from "./expect.js";
import { type Graph, outgoing } from "./graph.js";
import { type GraphInput, graphOf, unsignedGraphOf } from "./graph-input.js";
import { type NodeValues, nodeValues } from "./node-values.js";
import { triangleSums } from "./triangles.js";

export interface ClusteringOptions {
  /** Whether triangles count by their weights; false by default: every edge counts 1, whatever its weight. */
  readonly weighted?: boolean;
  /**
   * What weights are divided by: nothing (`"none"`, the default, as in the Brain Connectivity Toolbox, which wants them from
   * 0 to 1), or the largest of the graph (`"maximum"`, as in NetworkX).
   */
  readonly scale?: "none" | "maximum";
}

/**
 * Clustering coefficient of every node and their mean: how many of the triangles that a node's edges allow exist.
 * Undirected, k neighbours:            C_i = 2 t_i / k_i(k_i − 1),   t_i triangles
 * Undirected, weighted (Onnela):       t_i = Σ_{j<h} (w_ij w_jh w_hi)^{1/3},   k still the number of neighbours
 * Directed (Fagiolo), S = A + Aᵀ:      C_i = ½ (S³)_ii / [K_i(K_i − 1) − 2 (A²)_ii],   K row sums of S
 * Directed, weighted:                  S = W^{1/3} + (Wᵀ)^{1/3} in the numerator, cube roots of each entry
 *
 * C_i = 0 where there is no pair to close (k_i < 2), and such nodes count in the mean. Self-loops are ignored. Time
 * O(edges^1.5) at worst, memory O(n + edges).
 *
 * Brain Connectivity Toolbox: `clustering_coef_bu`, `_wu`, `_bd`, `_wd`. NetworkX: `clustering` and `average_clustering`,
 * where weights are always divided by the largest.
 * Source: Watts & Strogatz 1998, doi:10.1038/30918; Onnela et al. 2005, doi:10.1103/PhysRevE.71.065103; Fagiolo 2007,
 * doi:10.1103/PhysRevE.76.026107.
 * @throws {ArgumentError} for negative weights where they count
 */
export function clustering(input: GraphInput, options: ClusteringOptions = {}): NodeValues {
  const { closed, possible } = triples("clustering", input, options);
  return nodeValues(closed.map((count, i) => (possible[i]! > 0 ? count / possible[i]! : 0)));
}

/**
 * Transitivity: the ratio of sums where mean clustering is the mean of ratios, so that nodes of many neighbours weigh more.
 *   T = Σ_i 2 t_i / Σ_i k_i(k_i − 1) = 3 · triangles / connected triples
 * and for weighted and directed graphs the sums of the numerators and denominators of `clustering`. 0 for a graph without
 * connected triples. Self-loops are ignored.
 *
 * Brain Connectivity Toolbox: `transitivity_bu`, `_wu`, `_bd`, `_wd`, NaN without triples. NetworkX: `transitivity`, which
 * takes neither weights nor directions into account.
 * Source: Newman, Strogatz & Watts 2001, doi:10.1103/PhysRevE.64.026118; Rubinov & Sporns 2010,
 * doi:10.1016/j.neuroimage.2009.10.003.
 * @throws {ArgumentError} for negative weights where they count
 */
export function transitivity(input: GraphInput, options: ClusteringOptions = {}): number {
  const { closed, possible } = triples("transitivity", input, options);
  let [above, below] = [0, 0];
  for (let i = 0; i < closed.length; i++) {
    above += closed[i]!;
    below += possible[i]!;
  }
  return below > 0 ? above / below : 0;
}

/** Numerators and denominators of all nodes, as wholes: 2 t_i and k_i(k_i − 1) where the graph is undirected. */
function triples(call: string, input: GraphInput, { weighted = false, scale = "none" }: ClusteringOptions) {
  expectBoolean(call, "weighted", weighted);
  expectOneOf(call, "scale", scale, ["none", "maximum"]);
  const graph = (weighted ? unsignedGraphOf(call, input) : graphOf(input)).withoutSelfLoops(),
    binary = graph.binary(),
    values = weighted ? cubeRoots(graph, scale === "maximum" ? largestWeight(graph) : 1) : binary;
  if (!graph.directed)
    return {
      closed: triangleSums(values).map((sum) => 2 * sum),
      possible: degrees(graph).map((degree) => degree * (degree - 1)),
    };
  const { pointers, weights } = outgoing(binary.symmetrised("sum")),
    closed = triangleSums(values.symmetrised("sum"));
  const possible = closed.map((_, i) => {
    let degree = 0,
      reciprocal = 0;
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
      degree += weights[p]!;
      reciprocal += weights[p]! - 1;
    }
    return degree * (degree - 1) - 2 * reciprocal;
  });
  return { closed, possible };
}

function cubeRoots(graph: Graph, scale: number): Graph {
  return graph.weighted ? graph.mapWeights((weight) => cbrt(weight / scale)) : graph;
}

function largestWeight(graph: Graph): number {
  return outgoing(graph).weights.reduce((most, weight) => Math.max(most, weight), 0);
}
