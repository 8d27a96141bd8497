import { type Direction, rowsOf } from "./direction.js";
import { expectOneOf } from "./expect.js";
import { type GraphInput, graphOf, groupsOf } from "./graph-input.js";

export interface WithinModuleOptions {
  /** Of a directed graph: the edges out of the node, into it, or all of them (`"both"`, the default). */
  readonly direction?: Direction;
  /**
   * The standard deviation over the n nodes of a module, from n (`"population"`, the default, as in bctpy) or n − 1 degrees
   * of freedom (`"sample"`, as in the MATLAB toolbox).
   */
  readonly deviation?: "population" | "sample";
}

/** Differences below this share of the largest value come from rounding. */
const rounding = 2 ** -40;

/**
 * Within-module degree z-score: how well a node is connected to its own module, compared with the module's other nodes.
 *   z_i = (κ_i − mean) / sd   over the module, κ_i weight of i's edges with its own module
 * 0 where the module's nodes are all alike (up to rounding), a module of one among them. Weights count, with their signs;
 * `graph.binary()` leaves them out. Self-loops are ignored.
 *
 * Brain Connectivity Toolbox: `module_degree_zscore`, whose flags 0 to 3 are undirected, out, in and both; W[i][j] is i → j,
 * as there. (bctpy says flags 1 and 2 the wrong way round.)
 * Source: Guimerà & Amaral 2005, doi:10.1038/nature03288.
 * @param communities the module of each node, any integers
 * @throws {ShapeError} {ArgumentError} unless there is one label per node, an integer
 */
export function withinModuleZ(
  input: GraphInput,
  communities: ArrayLike<number>,
  options: WithinModuleOptions = {},
): Float64Array {
  const call = "withinModuleZ",
    { direction = "both", deviation = "population" } = options,
    graph = graphOf(input),
    rows = rowsOf(call, graph, direction),
    { labels, count } = groupsOf(call, "communities", communities, graph.nodes),
    lost = expectOneOf(call, "deviation", deviation, ["population", "sample"]) === "sample" ? 1 : 0,
    inside = new Float64Array(graph.nodes),
    sizes = new Float64Array(count),
    means = new Float64Array(count),
    largest = new Float64Array(count),
    deviations = new Float64Array(count);
  for (const { pointers, targets, weights } of rows)
    for (let i = 0; i < graph.nodes; i++)
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
        const j = targets[p]!;
        if (j !== i && labels[i] === labels[j]) inside[i]! += weights[p]!;
      }
  for (const c of labels) sizes[c]!++;
  for (let i = 0; i < graph.nodes; i++) {
    const c = labels[i]!;
    means[c]! += inside[i]! / sizes[c]!;
    largest[c] = Math.max(largest[c]!, Math.abs(inside[i]!));
  }
  // In units of the largest, so that no square overflows or vanishes.
  for (let i = 0; i < graph.nodes; i++) {
    const c = labels[i]!;
    if (largest[c]! > 0) deviations[c]! += ((inside[i]! - means[c]!) / largest[c]!) ** 2;
  }
  for (let c = 0; c < count; c++) deviations[c] = sizes[c] === 1 ? 0 : Math.sqrt(deviations[c]! / (sizes[c]! - lost));
  return inside.map((weight, i) => {
    const c = labels[i]!;
    return deviations[c]! > rounding ? (weight - means[c]!) / largest[c]! / deviations[c]! : 0;
  });
}
