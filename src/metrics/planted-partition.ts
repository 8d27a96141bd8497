import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";
import { Draws } from "./draws.js";
import { EdgeSet } from "./edge-set.js";
import { expectInteger, expectNumber, expectRandom } from "./expect.js";
import type { Graph } from "./graph.js";
import { graphFromEdges } from "./graph-from-edges.js";

export interface PlantedPartitionOptions {
  readonly nodes: number;
  /** Groups of equal size; where they do not divide the nodes, sizes differ by one. */
  readonly groups: number;
  /** Expected number of neighbours within a node's own group. */
  readonly degreeInside: number;
  /** Expected number of neighbours in other groups. */
  readonly degreeOutside: number;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

export interface PlantedPartition {
  readonly graph: Graph;
  /** The group of each node: 0 … groups − 1 in blocks. */
  readonly communities: Int32Array;
}

/**
 * An undirected simple graph with modules to be found: round(n · degreeInside / 2) edges between random nodes of the same
 * group and round(n · degreeOutside / 2) between random nodes of different groups. All nodes expect the same degree. Time
 * and memory O(n + edges).
 * @throws {ArgumentError} for numbers out of range, or more edges than there are pairs
 * Source: Condon & Karp 2001, doi:10.1002/1098-2418(200103)18:2<116::AID-RSA1001>3.0.CO;2-2, with given numbers of edges.
 */
export function plantedPartition(options: PlantedPartitionOptions): PlantedPartition {
  const call = "plantedPartition",
    { random = new Random(0) } = options,
    nodes = expectInteger(call, "nodes", options.nodes, 1, 2 ** 30),
    groups = expectInteger(call, "groups", options.groups, 1, nodes),
    degreeInside = expectNumber(call, "degreeInside", options.degreeInside, 0, nodes),
    degreeOutside = expectNumber(call, "degreeOutside", options.degreeOutside, 0, nodes),
    inside = Math.round((nodes * degreeInside) / 2),
    outside = Math.round((nodes * degreeOutside) / 2),
    communities = new Int32Array(nodes),
    begins = new Int32Array(groups + 1);
  let pairsInside = 0;
  for (let group = 0; group < groups; group++) {
    const end = Math.floor(((group + 1) * nodes) / groups),
      size = end - begins[group]!;
    begins[group + 1] = end;
    communities.fill(group, begins[group]!, end);
    pairsInside += (size * (size - 1)) / 2;
  }
  const pairsOutside = (nodes * (nodes - 1)) / 2 - pairsInside;
  if (inside > pairsInside)
    throw new ArgumentError(call, "degreeInside", degreeInside, `at most ${(2 * pairsInside) / nodes}`);
  if (outside > pairsOutside)
    throw new ArgumentError(call, "degreeOutside", degreeOutside, `at most ${(2 * pairsOutside) / nodes}`);
  const draws = new Draws(expectRandom(call, random)),
    edges = new EdgeSet(inside + outside, false),
    sources = new Int32Array(inside + outside),
    targets = new Int32Array(inside + outside);
  for (let e = 0; e < sources.length; ) {
    const a = draws.integer(nodes),
      begin = begins[communities[a]!]!,
      size = begins[communities[a]! + 1]! - begin;
    let b: number;
    if (e < inside) b = begin + draws.integer(size);
    else {
      b = draws.integer(nodes - size);
      if (b >= begin) b += size;
    }
    if (a === b || !edges.add(a, b)) continue;
    sources[e] = a;
    targets[e++] = b;
  }
  return { graph: graphFromEdges({ sources, targets }, { nodes }), communities };
}
