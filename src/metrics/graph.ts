import { ArgumentError } from "../errors.js";

/** Outgoing edges by rows: those of node i are targets[pointers[i]] … targets[pointers[i + 1] − 1], strictly ascending. */
export interface Adjacency {
  readonly pointers: Int32Array;
  readonly targets: Int32Array;
  /** One per edge, finite, never 0. */
  readonly weights: Float64Array;
}

export interface GraphProperties {
  readonly directed: boolean;
  /** One name per node. */
  readonly names?: readonly string[] | undefined;
}

/** For measures of this folder: the arrays themselves, which nobody writes to. Only the class can give them. */
export let outgoing: (graph: Graph) => Adjacency;

/**
 * For measures of this folder: the edges by their targets; `targets` then holds the sources. The same arrays as
 * `outgoing` for an undirected graph; of a directed one they are made by the first call and kept.
 */
export let incoming: (graph: Graph) => Adjacency;

/**
 * A graph that never changes: n nodes 0 … n − 1 and weighted edges, W[i][j] being the weight of the edge i → j. An
 * undirected graph has a symmetric W. Weights are finite and may be negative; a weight of 0 is no edge. A self-loop
 * counts once, as W[i][i], in both kinds. Memory is O(n + edges).
 *
 * Made by `graphFromEdges`, `graphFromDense`, `graphFromCsr`, `graphFromTable` and `graphFromGml`, which check what they
 * are given.
 */
export class Graph {
  readonly directed: boolean;
  readonly nodes: number;
  /** Edges, an undirected one and a self-loop counted once. */
  readonly edges: number;
  /** Number of edges from a node to itself. */
  readonly selfLoops: number;
  /** Sum of W: of an undirected graph without self-loops it is twice the weight of the edges, "2m". */
  readonly totalWeight: number;
  /** Whether some weight is not 1. */
  readonly weighted: boolean;
  /** Whether some weight is negative. */
  readonly signed: boolean;
  readonly names: readonly string[] | undefined;
  readonly #outgoing: Adjacency;
  #incoming: Adjacency | undefined;

  static {
    outgoing = (graph) => graph.#outgoing;
    incoming = (graph) => {
      if (!graph.directed) return graph.#outgoing;
      graph.#incoming ??= transposed(graph.#outgoing);
      return graph.#incoming;
    };
  }

  /** @internal Takes checked arrays, and keeps them. */
  constructor(adjacency: Adjacency, { directed, names }: GraphProperties) {
    const { pointers, targets, weights } = adjacency;
    this.directed = directed;
    this.nodes = pointers.length - 1;
    this.names = names && Object.freeze([...names]);
    let selfLoops = 0,
      total = 0,
      weighted = false,
      signed = false;
    for (let i = 0; i < this.nodes; i++)
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        const weight = weights[p]!;
        if (targets[p] === i) selfLoops++;
        total += weight;
        weighted ||= weight !== 1;
        signed ||= weight < 0;
      }
    this.edges = directed ? targets.length : (targets.length - selfLoops) / 2 + selfLoops;
    this.selfLoops = selfLoops;
    this.totalWeight = total;
    this.weighted = weighted;
    this.signed = signed;
    this.#outgoing = adjacency;
  }

  /** The nodes an edge of node i leads to, ascending. @throws {ArgumentError} unless i is a node */
  neighbours(i: number): Int32Array {
    const { pointers, targets } = this.#outgoing;
    this.#expectNode("Graph.neighbours", i);
    return targets.slice(pointers[i]!, pointers[i + 1]!);
  }

  /** Weight of the edge i → j, 0 where there is none. @throws {ArgumentError} unless both are nodes */
  weight(i: number, j: number): number {
    const { pointers, targets, weights } = this.#outgoing;
    this.#expectNode("Graph.weight", i);
    this.#expectNode("Graph.weight", j);
    const p = search(targets, pointers[i]!, pointers[i + 1]!, j);
    return targets[p] === j && p < pointers[i + 1]! ? weights[p]! : 0;
  }

  /** All edges in order of source and target; an undirected one once, from the lower node to the higher. */
  toEdges(): { sources: Int32Array; targets: Int32Array; weights: Float64Array } {
    const { pointers, targets, weights } = this.#outgoing,
      edges = {
        sources: new Int32Array(this.edges),
        targets: new Int32Array(this.edges),
        weights: new Float64Array(this.edges),
      };
    let at = 0;
    for (let i = 0; i < this.nodes; i++)
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        if (!this.directed && targets[p]! < i) continue;
        edges.sources[at] = i;
        edges.targets[at] = targets[p]!;
        edges.weights[at++] = weights[p]!;
      }
    return edges;
  }

  /** W, row-major, n × n. */
  toDense(): Float64Array {
    const { pointers, targets, weights } = this.#outgoing,
      dense = new Float64Array(this.nodes ** 2);
    for (let i = 0; i < this.nodes; i++)
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) dense[i * this.nodes + targets[p]!] = weights[p]!;
    return dense;
  }

  /** The same edges with other weights; an edge whose new weight is 0 goes. @throws {ArgumentError} unless it is finite */
  mapWeights(change: (weight: number) => number): Graph {
    const { pointers, targets, weights } = this.#outgoing;
    const changed = weights.map((weight) => {
      const result = change(weight);
      if (!Number.isFinite(result)) throw new ArgumentError("Graph.mapWeights", "a new weight", result, "finite");
      return result;
    });
    return new Graph(
      keep({ pointers, targets, weights: changed }, (_, p) => changed[p] !== 0),
      this,
    );
  }

  /** Every weight 1. */
  binary(): Graph {
    return this.weighted ? this.mapWeights(() => 1) : this;
  }

  /** Without edges from a node to itself. */
  withoutSelfLoops(): Graph {
    if (this.selfLoops === 0) return this;
    const { targets } = this.#outgoing;
    return new Graph(
      keep(this.#outgoing, (i, p) => targets[p] !== i),
      this,
    );
  }

  /** Every edge turned round: Wᵀ. */
  reversed(): Graph {
    return this.directed ? new Graph(incoming(this), this) : this;
  }

  /**
   * The undirected graph of (W + Wᵀ)/2, or of the sum or the larger of both weights; itself when it is undirected. A
   * self-loop keeps its weight, but for "sum", which doubles it. Weights that cancel are no edge.
   * @throws {ArgumentError} for another way to combine, or a sum that is not finite
   */
  symmetrised(combine: "mean" | "sum" | "maximum" = "mean"): Graph {
    if (!["mean", "sum", "maximum"].includes(combine))
      throw new ArgumentError("Graph.symmetrised", "combine", combine, '"mean", "sum" or "maximum"');
    if (!this.directed) return this;
    return new Graph(merged(this.#outgoing, incoming(this), combine), { directed: false, names: this.names });
  }

  /**
   * The graph of some nodes and the edges among them; node k of it is nodes[k] of this one. Given all nodes in another
   * order, it is this graph relabelled.
   * @throws {ArgumentError} unless they are different nodes of this graph
   */
  subgraph(nodes: ArrayLike<number>): Graph {
    const { pointers, targets, weights } = this.#outgoing,
      place = new Int32Array(this.nodes).fill(-1),
      kept = new Int32Array(nodes.length);
    for (let k = 0; k < nodes.length; k++) {
      const i = nodes[k]!;
      this.#expectNode("Graph.subgraph", i);
      if (place[i] !== -1) throw new ArgumentError("Graph.subgraph", `nodes[${k}]`, i, "given once");
      place[i] = k;
      kept[k] = i;
    }
    const rows = Array.from(kept, (i) => {
      const row: [number, number][] = [];
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        const j = place[targets[p]!]!;
        if (j >= 0) row.push([j, weights[p]!]);
      }
      return row.sort(([a], [b]) => a - b);
    });
    const inside = emptyAdjacency(
      kept.length,
      rows.reduce((sum, row) => sum + row.length, 0),
    );
    let at = 0;
    rows.forEach((row, k) => {
      for (const [j, weight] of row) {
        inside.targets[at] = j;
        inside.weights[at++] = weight;
      }
      inside.pointers[k + 1] = at;
    });
    const names = this.names && Array.from(kept, (i) => this.names![i]!);
    return new Graph(inside, { directed: this.directed, names });
  }

  #expectNode(call: string, i: number): void {
    if (!Number.isInteger(i) || i < 0 || i >= this.nodes)
      throw new ArgumentError(call, "node", i, `one of the nodes 0 … ${this.nodes - 1}`);
  }
}

export const emptyAdjacency = (nodes: number, entries: number) => ({
  pointers: new Int32Array(nodes + 1),
  targets: new Int32Array(entries),
  weights: new Float64Array(entries),
});

/** Where `target` stands among ascending targets from `begin` to before `end`, or would stand. */
export function search(targets: Int32Array, begin: number, end: number, target: number): number {
  while (begin < end) {
    const middle = (begin + end) >>> 1;
    if (targets[middle]! < target) begin = middle + 1;
    else end = middle;
  }
  return begin;
}

/** The edges by their targets: a counting sort, so the sources of each come out ascending. */
function transposed({ pointers, targets, weights }: Adjacency): Adjacency {
  const nodes = pointers.length - 1,
    result = emptyAdjacency(nodes, targets.length),
    next = result.pointers.slice();
  for (const target of targets) result.pointers[target + 1]!++;
  for (let i = 0; i < nodes; i++) result.pointers[i + 1]! += result.pointers[i]!;
  next.set(result.pointers);
  for (let i = 0; i < nodes; i++)
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
      const q = next[targets[p]!]!++;
      result.targets[q] = i;
      result.weights[q] = weights[p]!;
    }
  return result;
}

/** Those entries that pass a test of row and place. */
function keep({ pointers, targets, weights }: Adjacency, test: (row: number, p: number) => boolean): Adjacency {
  const nodes = pointers.length - 1,
    kept = emptyAdjacency(nodes, targets.length);
  let at = 0;
  for (let i = 0; i < nodes; i++) {
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
      if (!test(i, p)) continue;
      kept.targets[at] = targets[p]!;
      kept.weights[at++] = weights[p]!;
    }
    kept.pointers[i + 1] = at;
  }
  return { pointers: kept.pointers, targets: kept.targets.slice(0, at), weights: kept.weights.slice(0, at) };
}

/** W and Wᵀ combined, row by row: a merge of two ascending lists. */
function merged(a: Adjacency, b: Adjacency, combine: "mean" | "sum" | "maximum"): Adjacency {
  const nodes = a.pointers.length - 1,
    result = emptyAdjacency(nodes, 2 * a.targets.length);
  let at = 0;
  for (let i = 0; i < nodes; i++) {
    let p = a.pointers[i]!,
      q = b.pointers[i]!;
    const pEnd = a.pointers[i + 1]!,
      qEnd = b.pointers[i + 1]!;
    while (p < pEnd || q < qEnd) {
      const left = p < pEnd ? a.targets[p]! : nodes,
        right = q < qEnd ? b.targets[q]! : nodes,
        forth = left <= right ? a.weights[p++]! : 0,
        back = right <= left ? b.weights[q++]! : 0;
      const weight =
        combine === "maximum" ? Math.max(forth, back) : combine === "sum" ? forth + back : forth / 2 + back / 2;
      if (!Number.isFinite(weight)) throw new ArgumentError("Graph.symmetrised", "a summed weight", weight, "finite");
      if (weight === 0) continue;
      result.targets[at] = Math.min(left, right);
      result.weights[at++] = weight;
    }
    result.pointers[i + 1] = at;
  }
  return { pointers: result.pointers, targets: result.targets.slice(0, at), weights: result.weights.slice(0, at) };
}
