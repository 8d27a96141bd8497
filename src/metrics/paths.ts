import { type DistanceOptions, lengthsOf, searchOf } from "./distances.js";
import { expectOneOf } from "./expect.js";
import { type Graph, incoming, outgoing } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";
import { hops } from "./hops.js";

export interface PathOptions extends DistanceOptions {
  /**
   * What an infinite distance between nodes without a way does: `"include"`, the default, makes means and maxima over it
   * infinite; `"drop"` takes them over the finite distances only. Efficiency counts 1/∞ = 0 either way.
   */
  readonly infinite?: "include" | "drop";
}

export interface Paths {
  /** Characteristic path length λ: mean of d_ij over ordered pairs i ≠ j. NaN without a pair to take it over. */
  readonly pathLength: number;
  /** Global efficiency: mean of 1/d_ij over ordered pairs i ≠ j. NaN for fewer than two nodes. */
  readonly globalEfficiency: number;
  /** Distance of each node to the farthest from it. With `"drop"`, NaN for a node from which none can be reached. */
  readonly eccentricity: Float64Array;
  /** Least eccentricity, NaN left out. NaN for a graph without nodes. */
  readonly radius: number;
  /** Largest eccentricity, NaN left out. NaN for a graph without nodes. */
  readonly diameter: number;
}

interface Totals {
  /** Ordered pairs of nodes with a way, the sum of their distances d and of 1/d. */
  pairs: number;
  sum: number;
  inverses: number;
  readonly farthest: ArrayLike<number>;
  readonly complete: Uint8Array;
}

/**
 * All that follows from the distances between all nodes, at one go: λ = Σ_{i≠j} d_ij / n(n−1), global efficiency
 * Σ_{i≠j} (1/d_ij) / n(n−1), eccentricities max_j d_ij, their least and their largest. Ways follow the direction of edges.
 *
 * Distances are not kept: memory is O(n). Hops take O(n · edges / 32), 32 searches sharing each step; other lengths take
 * Dijkstra's algorithm from each node. Self-loops are in no shortest way. With infinite distances included a graph that is
 * not (strongly) connected has λ = ∞; one node alone has eccentricity 0.
 *
 * Brain Connectivity Toolbox: `charpath` of `distance_bin` or `distance_wei` (infinite distances included by default there,
 * too), `efficiency_bin`, `efficiency_wei`. NetworkX: `average_shortest_path_length`, `global_efficiency`, `eccentricity`,
 * `radius`, `diameter`, which refuse a graph that is not connected.
 * Source: Watts & Strogatz 1998, doi:10.1038/30918; Latora & Marchiori 2001, doi:10.1103/PhysRevLett.87.198701.
 * @throws {ArgumentError} for negative weights where the lengths come from them
 */
export function paths(input: GraphInput, options: PathOptions = {}): Paths {
  const call = "paths",
    graph = graphOf(input),
    { length = "hop", infinite = "include" } = options,
    drop = expectOneOf(call, "infinite", infinite, ["include", "drop"]) === "drop",
    lengths = lengthsOf(call, graph, length),
    { pairs, sum, inverses, farthest, complete } = lengths ? lengthTotals(lengths) : hopTotals(graph),
    all = graph.nodes * (graph.nodes - 1);
  const eccentricity = Float64Array.from(farthest, (most, i) => {
    if (complete[i]) return most;
    if (!drop) return Number.POSITIVE_INFINITY;
    return most > 0 ? most : Number.NaN;
  });
  let radius = Number.NaN,
    diameter = Number.NaN;
  for (const most of eccentricity) {
    if (Number.isNaN(most)) continue;
    radius = radius <= most ? radius : most;
    diameter = diameter >= most ? diameter : most;
  }
  return {
    pathLength: !drop && pairs < all ? Number.POSITIVE_INFINITY : sum / pairs,
    globalEfficiency: inverses / all,
    eccentricity,
    radius,
    diameter,
  };
}

/** Characteristic path length λ alone, as `paths` gives it. @throws {ArgumentError} as `paths` does */
export function pathLength(input: GraphInput, options: PathOptions = {}): number {
  return paths(input, options).pathLength;
}

/** Global efficiency alone, as `paths` gives it. @throws {ArgumentError} as `paths` does */
export function globalEfficiency(input: GraphInput, options: DistanceOptions = {}): number {
  return paths(input, options).globalEfficiency;
}

/** Whole numbers up to the division: the same in whatever order the searches are made. */
function hopTotals(graph: Graph): Totals {
  const { counts, farthest, complete } = hops(outgoing(graph), incoming(graph)),
    totals = { pairs: 0, sum: 0, inverses: 0, farthest, complete };
  counts.forEach((count, distance) => {
    if (distance === 0) return;
    totals.pairs += count;
    totals.sum += distance * count;
    totals.inverses += count / distance;
  });
  return totals;
}

function lengthTotals(lengths: Graph): Totals {
  const nodes = lengths.nodes,
    search = searchOf(lengths, lengths),
    distance = new Float64Array(nodes),
    farthest = new Float64Array(nodes),
    complete = new Uint8Array(nodes),
    totals = { pairs: 0, sum: 0, inverses: 0, farthest, complete };
  for (let i = 0; i < nodes; i++) {
    search(i, distance);
    let reached = 0,
      sum = 0,
      inverses = 0;
    for (let j = 0; j < nodes; j++) {
      const way = distance[j]!;
      if (j === i || way === Number.POSITIVE_INFINITY) continue;
      reached++;
      sum += way;
      inverses += 1 / way;
      if (way > farthest[i]!) farthest[i] = way;
    }
    totals.pairs += reached;
    totals.sum += sum;
    totals.inverses += inverses;
    if (reached === nodes - 1) complete[i] = 1;
  }
  return totals;
}
