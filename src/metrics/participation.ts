import { log } from "../elementary.js";
import { type Direction, rowsOf } from "./direction.js";
import type { Graph } from "./graph.js";
import { type GraphInput, groupsOf, unsignedGraphOf } from "./graph-input.js";
import { expectTotal } from "./modularity.js";

export interface ParticipationOptions {
  /** Of a directed graph: the edges out of the node, into it, or all of them (`"both"`, the default). */
  readonly direction?: Direction;
}

/**
 * Participation coefficient: how evenly a node's edges are spread over the modules.
 *   P_i = 1 − Σ_c (κ_ic / k_i)²,   κ_ic weight of i's edges with module c, k_i = Σ_c κ_ic
 * From 0, all edges with one module, to 1 − 1/modules. 0 for a node without edges. Weights count; `graph.binary()` leaves
 * them out. Self-loops are ignored. Of a graph with signs, take the positive and the negative weights each by themselves:
 * `graph.mapWeights((w) => Math.max(w, 0))` and `Math.max(-w, 0)`.
 *
 * Brain Connectivity Toolbox: `participation_coef`, whose 'undirected', 'in' and 'out' are the directions here, and
 * `participation_coef_sign`. W[i][j] is i → j, as there.
 * Source: Guimerà & Amaral 2005, doi:10.1038/nature03288.
 * @param communities the module of each node, any integers
 * @throws {ShapeError} {ArgumentError} unless there is one label per node, an integer; for negative weights, and weights of
 *   a node whose sum is not finite
 */
export function participation(
  input: GraphInput,
  communities: ArrayLike<number>,
  options: ParticipationOptions = {},
): Float64Array {
  return overModules("participation", input, communities, options, (shares) => {
    let squares = 0;
    for (const share of shares) squares += share * share;
    // Shares that sum to a rounding more than 1 must not make it negative.
    return Math.max(0, 1 - squares);
  });
}

/**
 * Diversity: the entropy of the same shares, of all modules' largest.
 *   h_i = −Σ_c p_ic ln p_ic / ln m,   p_ic = κ_ic / k_i,   m modules
 * From 0 to 1; 0 for a node without edges and where there is one module. All else as for `participation`.
 * Brain Connectivity Toolbox: `diversity_coef_sign`, there for each sign.
 * Source: Shannon 1948; Rubinov & Sporns 2011, doi:10.1016/j.neuroimage.2011.03.069.
 * @throws {ShapeError} {ArgumentError} as `participation` does
 */
export function diversity(
  input: GraphInput,
  communities: ArrayLike<number>,
  options: ParticipationOptions = {},
): Float64Array {
  return overModules("diversity", input, communities, options, (shares, modules) => {
    if (modules < 2) return 0;
    let entropy = 0;
    for (const share of shares) entropy -= share * log(share);
    return Math.max(0, entropy) / log(modules);
  });
}

/** A number for every node out of the shares of its weight that lie with the modules it has edges with. */
function overModules(
  call: string,
  input: GraphInput,
  communities: ArrayLike<number>,
  { direction = "both" }: ParticipationOptions,
  value: (shares: Float64Array, modules: number) => number,
): Float64Array {
  const graph: Graph = unsignedGraphOf(call, input),
    rows = rowsOf(call, graph, direction),
    { labels, count } = groupsOf(call, "communities", communities, graph.nodes),
    sums = new Float64Array(count),
    met = new Int32Array(count),
    shares = new Float64Array(count);
  return Float64Array.from({ length: graph.nodes }, (_, i) => {
    let modules = 0,
      total = 0;
    for (const { pointers, targets, weights } of rows)
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        const j = targets[p]!;
        if (j === i) continue;
        const module = labels[j]!;
        if (sums[module] === 0) met[modules++] = module;
        sums[module]! += weights[p]!;
        total += weights[p]!;
      }
    expectTotal(call, total);
    for (let k = 0; k < modules; k++) {
      shares[k] = sums[met[k]!]! / total;
      sums[met[k]!] = 0;
    }
    return modules === 0 ? 0 : value(shares.subarray(0, modules), count);
  });
}
