import { type Adjacency, type Graph, outgoing } from "./graph.js";

/**
 * Sums over the triangles of every node of an undirected graph, self-loops left out:
 *   t_i = Σ w_ij w_jh w_hi   over unordered pairs {j, h} of neighbours that are neighbours themselves
 * which is the number of triangles where every weight is 1. Each triangle is found once: edges point from the node of lower
 * degree to the higher, so that no node has more than √(2 edges) of them, and the nodes ahead of i are marked while the
 * nodes ahead of those are asked. Time O(edges^1.5) at worst, memory O(n + edges).
 * Source: Chiba & Nishizeki 1985, "Arboricity and subgraph listing algorithms", doi:10.1137/0214017.
 */
export function triangleSums(graph: Graph): Float64Array {
  const ahead = orientedByDegree(outgoing(graph));
  return graph.weighted ? weightSums(ahead) : counts(ahead);
}

function counts({ pointers, targets }: Adjacency): Float64Array {
  const nodes = pointers.length - 1,
    sums = new Float64Array(nodes),
    marked = new Int32Array(nodes).fill(-1);
  for (let i = 0; i < nodes; i++) {
    const begin = pointers[i]!,
      end = pointers[i + 1]!;
    if (end - begin < 2) continue;
    for (let p = begin; p < end; p++) marked[targets[p]!] = i;
    let total = 0;
    for (let p = begin; p < end; p++) {
      const j = targets[p]!;
      let closed = 0;
      for (let q = pointers[j]!, last = pointers[j + 1]!; q < last; q++) {
        const h = targets[q]!;
        if (marked[h] !== i) continue;
        closed++;
        sums[h]!++;
      }
      sums[j]! += closed;
      total += closed;
    }
    sums[i]! += total;
  }
  return sums;
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

/** Each edge once, from its end of lower degree, or of equal degree and lower number; rows stay ascending. */
function orientedByDegree({ pointers, targets, weights }: Adjacency): Adjacency {
  const nodes = pointers.length - 1,
    ahead = {
      pointers: new Int32Array(nodes + 1),
      targets: new Int32Array(targets.length >> 1),
      weights: new Float64Array(targets.length >> 1),
    };
  let at = 0;
  for (let i = 0; i < nodes; i++) {
    const begin = pointers[i]!,
      end = pointers[i + 1]!;
    for (let p = begin; p < end; p++) {
      const j = targets[p]!,
        more = pointers[j + 1]! - pointers[j]! - (end - begin);
      if (more < 0 || (more === 0 && j <= i)) continue;
      ahead.targets[at] = j;
      ahead.weights[at++] = weights[p]!;
    }
    ahead.pointers[i + 1] = at;
  }
  return ahead;
}
