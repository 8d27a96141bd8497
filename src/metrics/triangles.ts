import { type Adjacency, type Graph, outgoing } from "./graph.js";
import type { Rows } from "./hops.js";

/**
 * Sums over the triangles of every node of an undirected graph without self-loops:
 *   t_i = Σ w_ij w_jh w_hi   over unordered pairs {j, h} of neighbours that are neighbours themselves
 * which is the number of triangles where every weight is 1. Each triangle is found once: edges point from the node of lower
 * degree to the higher, so that no node has more than √(2 edges) of them, and the nodes ahead of i are marked while the
 * nodes ahead of those are asked. Time O(edges^1.5) at worst, memory O(n + edges).
 * Source: Chiba & Nishizeki 1985, "Arboricity and subgraph listing algorithms", doi:10.1137/0214017.
 */
export function triangleSums(graph: Graph): Float64Array {
  const ahead = orientedByDegree(outgoing(graph), graph.weighted);
  return graph.weighted ? weightSums(ahead) : counts(ahead);
}

/** Without a branch in the innermost loop, where no processor could guess which triples close. */
function counts({ pointers, targets }: Rows): Float64Array {
  const nodes = pointers.length - 1,
    // No node has more triangles than the graph has edges.
    sums = new Int32Array(nodes),
    marked = new Uint8Array(nodes);
  for (let i = 0; i < nodes; i++) {
    const begin = pointers[i]!,
      end = pointers[i + 1]!;
    if (end - begin < 2) continue;
    for (let p = begin; p < end; p++) marked[targets[p]!] = 1;
    let total = 0;
    for (let p = begin; p < end; p++) {
      const j = targets[p]!,
        last = pointers[j + 1]!;
      let closed = 0;
      for (let q = pointers[j]!; q < last; q++) {
        const h = targets[q]!,
          closes = marked[h]!;
        closed += closes;
        sums[h] = sums[h]! + closes;
      }
      sums[j] = sums[j]! + closed;
      total += closed;
    }
    sums[i] = sums[i]! + total;
    for (let p = begin; p < end; p++) marked[targets[p]!] = 0;
  }
  return Float64Array.from(sums);
}

function weightSums({ pointers, targets, weights }: Adjacency): Float64Array {
  const nodes = pointers.length - 1,
    sums = new Float64Array(nodes),
    // Weight of the edge from i; 0, which no weight is, for nodes not ahead of i.
    marked = new Float64Array(nodes);
  for (let i = 0; i < nodes; i++) {
    const begin = pointers[i]!,
      end = pointers[i + 1]!;
    if (end - begin < 2) continue;
    for (let p = begin; p < end; p++) marked[targets[p]!] = weights[p]!;
    for (let p = begin; p < end; p++) {
      const j = targets[p]!,
        weight = weights[p]!;
      for (let q = pointers[j]!, last = pointers[j + 1]!; q < last; q++) {
        const h = targets[q]!,
          closing = marked[h]!;
        if (closing === 0) continue;
        const product = weight * weights[q]! * closing;
        sums[h]! += product;
        sums[j]! += product;
        sums[i]! += product;
      }
    }
    for (let p = begin; p < end; p++) marked[targets[p]!] = 0;
  }
  return sums;
}

/** Each edge once, from the node of lower rank to the higher; weights only where they differ. */
function orientedByDegree({ pointers, targets, weights }: Adjacency, weighted: boolean): Adjacency {
  const nodes = pointers.length - 1,
    edges = targets.length >> 1,
    rank = ranks(pointers),
    // One place more, for what is written and not kept.
    ahead = {
      pointers: new Int32Array(nodes + 1),
      targets: new Int32Array(edges + 1),
      weights: new Float64Array(weighted ? edges + 1 : 0),
    };
  let at = 0;
  for (let i = 0; i < nodes; i++) {
    const own = rank[i]!;
    for (let p = pointers[i]!, end = pointers[i + 1]!; p < end; p++) {
      const j = targets[p]!;
      ahead.targets[at] = j;
      if (weighted) ahead.weights[at] = weights[p]!;
      // Moves on where rank[j] is higher: half of the time, which no processor could guess either.
      at += (own - rank[j]!) >>> 31;
    }
    ahead.pointers[i + 1] = at;
  }
  return ahead;
}

/** Places of the nodes in order of degree, equals in order of their numbers: a counting sort. */
function ranks(pointers: Int32Array): Int32Array {
  const nodes = pointers.length - 1,
    next = new Int32Array(nodes + 1),
    rank = new Int32Array(nodes);
  for (let i = 0; i < nodes; i++) next[pointers[i + 1]! - pointers[i]! + 1]!++;
  for (let degree = 0; degree < nodes; degree++) next[degree + 1]! += next[degree]!;
  for (let i = 0; i < nodes; i++) rank[i] = next[pointers[i + 1]! - pointers[i]!]!++;
  return rank;
}
