import { type DistanceOptions, lengthsOf, searchOf } from "./distances.js";
import { type Graph, incoming, outgoing } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";
import { hops, type Rows } from "./hops.js";
import { type NodeValues, nodeValues } from "./node-values.js";

/**
 * Local efficiency of every node and their mean: how well a node's neighbours reach each other without it. With d_jh the
 * distance within the graph of the neighbours alone:
 * Undirected, k neighbours:       E_i = Σ_{j≠h} (1/d_jh) / k_i(k_i − 1)
 * Directed, s_j = a_ij + a_ji:    E_i = Σ_{j≠h} s_j s_h (1/d_jh) / [K_i(K_i − 1) − 2 R_i],   K_i = Σ s_j, R_i the neighbours
 *                                 joined both ways: the denominator of Fagiolo's clustering
 * 0 where there is no pair of neighbours, and such nodes count in the mean. Self-loops are ignored. O(Σ_i of the edges among
 * and round i's neighbours, times k_i / 32 for hops). With `length` only the distances change, so that efficiencies are
 * in units of 1/length.
 *
 * Brain Connectivity Toolbox: `efficiency_bin(A, 1)`; `efficiency_wei(W, 1)` and `2` differ: they weigh each pair by its
 * weights to the node, too. NetworkX: `local_efficiency`, the mean, for undirected hops.
 * Source: Latora & Marchiori 2001, doi:10.1103/PhysRevLett.87.198701; directed: Rubinov & Sporns 2010,
 * doi:10.1016/j.neuroimage.2009.10.003.
 * @throws {ArgumentError} for negative weights where the lengths come from them
 */
export function localEfficiency(input: GraphInput, options: DistanceOptions = {}): NodeValues {
  const graph = graphOf(input).withoutSelfLoops(),
    lengths = lengthsOf("localEfficiency", graph, options.length ?? "hop"),
    // Weights 1, and 2 where a pair of a directed graph is joined both ways.
    { pointers, targets, weights } = outgoing(graph.binary().symmetrised("sum")),
    inside = new Neighbourhoods(graph);
  const perNode = Float64Array.from({ length: graph.nodes }, (_, i) => {
    const neighbours = targets.subarray(pointers[i]!, pointers[i + 1]!),
      multiplicity = Uint8Array.from(weights.subarray(pointers[i]!, pointers[i + 1]!));
    let degree = 0,
      both = 0;
    for (const times of multiplicity) {
      degree += times;
      both += times - 1;
    }
    const possible = degree * (degree - 1) - 2 * both;
    if (possible === 0) return 0;
    const sum = lengths
      ? sumOfLengths(lengths.subgraph(neighbours), multiplicity)
      : inside.sumOfHops(neighbours, graph.directed ? multiplicity : undefined);
    return sum / possible;
  });
  return nodeValues(perNode);
}

function sumOfLengths(neighbourhood: Graph, multiplicity: Uint8Array): number {
  const size = neighbourhood.nodes,
    search = searchOf(neighbourhood, neighbourhood),
    distance = new Float64Array(size);
  let sum = 0;
  for (let j = 0; j < size; j++) {
    search(j, distance);
    for (let h = 0; h < size; h++) if (h !== j) sum += (multiplicity[j]! * multiplicity[h]!) / distance[h]!;
  }
  return sum;
}

/** Cuts the graphs of neighbours out, one after the other. */
class Neighbourhoods {
  readonly #graph: Graph;
  /** What a node is called among the neighbours; −1 for one that is none. */
  readonly #place: Int32Array;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#place = new Int32Array(graph.nodes).fill(-1);
  }

  /** Sum over ordered pairs of 1/hops, each weighing the product of its multiplicities. */
  sumOfHops(nodes: Int32Array, multiplicity: Uint8Array | undefined): number {
    const place = this.#place;
    for (let k = 0; k < nodes.length; k++) place[nodes[k]!] = k;
    const out = this.#cut(outgoing(this.#graph), nodes),
      into = this.#graph.directed ? this.#cut(incoming(this.#graph), nodes) : out;
    for (const node of nodes) place[node] = -1;
    let sum = 0;
    hops(out, into, multiplicity).counts.forEach((count, distance) => {
      if (distance > 0) sum += count / distance;
    });
    return sum;
  }

  #cut({ pointers, targets }: Rows, nodes: Int32Array): Rows {
    const place = this.#place,
      ends = new Int32Array(nodes.length + 1);
    let most = 0,
      at = 0;
    for (const i of nodes) most += Math.min(pointers[i + 1]! - pointers[i]!, nodes.length);
    const kept = new Int32Array(most);
    for (let k = 0; k < nodes.length; k++) {
      const i = nodes[k]!;
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        const j = place[targets[p]!]!;
        if (j >= 0) kept[at++] = j;
      }
      ends[k + 1] = at;
    }
    return { pointers: ends, targets: kept.subarray(0, at) };
  }
}
