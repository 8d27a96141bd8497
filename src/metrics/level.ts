import { type Graph, outgoing } from "./graph.js";
import { expectTotal, type SignedKind, signedShares } from "./modularity.js";

/**
 * A graph on which communities are sought: symmetric, without self-loops, a directed graph's weights being the means of
 * both directions. Self-loops count in the strengths alone, since no move changes what they add to the quality.
 */
export interface Level {
  readonly nodes: number;
  readonly pointers: Int32Array;
  readonly targets: Int32Array;
  /** Undefined where every weight is 1. */
  readonly weights: Float64Array | undefined;
  /** What chance goes by, `dimensions` numbers per node: strengths out and in, positive and negative. */
  readonly strengths: Float64Array;
  /** Sum of each row's weights. */
  readonly reach: Float64Array;
}

/**
 * The quality that is raised, scale · Q = Σ_c [W_cc − Σ_d factors[d] · K_c[partners[d]] · K_c[d]], K_c being the sums of
 * strengths. So a node i in a group C gains 2/scale · [w(i, C) − Σ_d h_i[d] · K_C[d]], h_i[d] = factors[d] · k_i[partners[d]],
 * which is the gain ΔQ of the papers for undirected, directed and signed graphs alike.
 */
export interface Chance {
  readonly dimensions: number;
  readonly partners: readonly number[];
  readonly factors: readonly number[];
  readonly scale: number;
}

/**
 * The first level of a graph. `kind` must be given for one with negative weights.
 * @throws {ArgumentError} for weights whose sum is not finite
 */
export function firstLevel(call: string, given: Graph, resolution: number, kind: SignedKind): [Level, Chance] {
  // 1/total and means of two weights must not leave the doubles; weights so small are nothing beside any θ either way.
  const tiny = !given.signed && given.totalWeight < 2 ** -900,
    graph = tiny ? given.mapWeights((w) => w * 2 ** 200) : given,
    signs = graph.signed ? [1, -1] : [1],
    directions = graph.directed ? 2 : 1,
    dimensions = signs.length * directions,
    strengths = new Float64Array(graph.nodes * dimensions);
  const totals = signs.map((sign, s) =>
    expectTotal(call, addStrengths(graph, sign, strengths, dimensions, s * directions)),
  );
  // Weights are left as they are where there is one sign: Leiden's choice depends on their size. Where there are two, both
  // they and the strengths are divided by their sign's total, whose square need not be finite.
  const shares = graph.signed ? signedShares(kind, totals[0]!, totals[1]!) : [1];
  if (graph.signed)
    for (let k = 0; k < strengths.length; k++) {
      const total = totals[Math.floor((k % dimensions) / directions)]!;
      if (total > 0) strengths[k]! /= total;
    }
  const factors = signs.flatMap((sign, s) => {
    const factor =
      totals[s] === 0 ? 0 : (sign * resolution * shares[s]!) / (graph.signed ? 1 : totals[s]!) / directions;
    return new Array<number>(directions).fill(factor);
  });
  const partners = factors.map((_, d) => (graph.directed ? d ^ 1 : d)),
    scale = graph.signed ? 1 : totals[0]!;
  const weighed = graph.signed ? graph.mapWeights((w) => (w / totals[w > 0 ? 0 : 1]!) * shares[w > 0 ? 0 : 1]!) : graph,
    symmetric = weighed.symmetrised("mean").withoutSelfLoops(),
    { pointers, targets, weights } = outgoing(symmetric),
    reach = symmetric === graph ? strengths : new Float64Array(graph.nodes);
  if (reach !== strengths)
    for (let i = 0; i < graph.nodes; i++)
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) reach[i]! += weights[p]!;
  return [
    { nodes: graph.nodes, pointers, targets, weights: symmetric.weighted ? weights : undefined, strengths, reach },
    { dimensions, partners, factors, scale },
  ];
}

/** Sums the weights of one sign, taken as positive, over rows and, of a directed graph, columns. Gives their total. */
function addStrengths(graph: Graph, sign: number, strengths: Float64Array, dimensions: number, first: number): number {
  const { pointers, targets, weights } = outgoing(graph);
  let total = 0;
  for (let i = 0; i < graph.nodes; i++) {
    let out = 0;
    if (!graph.weighted && !graph.directed) out = pointers[i + 1]! - pointers[i]!;
    else
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        const weight = sign * weights[p]!;
        if (weight < 0) continue;
        out += weight;
        if (graph.directed) strengths[targets[p]! * dimensions + first + 1]! += weight;
      }
    strengths[i * dimensions + first] = out;
    total += out;
  }
  return total;
}
