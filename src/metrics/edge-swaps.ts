import { ArgumentError } from "../errors.js";
import type { Random } from "../random.js";
import { components } from "./components.js";
import { Draws } from "./draws.js";
import { EdgeSet } from "./edge-set.js";
import { expectBoolean, expectNumber, expectRandom } from "./expect.js";
import type { Graph } from "./graph.js";
import { graphFromEdges } from "./graph-from-edges.js";
import { Incidence } from "./incidence.js";
import type { Ring } from "./ring.js";

export interface SwapOptions {
  /** Swaps to be made for each edge of the graph; 10 by default. */
  readonly swapsPerEdge?: number;
  /** Whether only swaps that keep the graph (weakly) connected are made; false by default. */
  readonly connected?: boolean;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

/** Draws of two edges before a swap is given up: few graphs refuse more, and one in which none is possible ends. */
const drawsPerSwap = 10;

/**
 * The graph after double-edge swaps: two edges a → b and c → d drawn at random, in an undirected graph turned round at
 * random, become a → d and c → b where these are no self-loops and do not exist. Weights stay with a and c.
 * @param ring refuses swaps that make edges longer    @param near whether the second edge is drawn near the first on it
 */
export function swapped(call: string, given: Graph, options: Required<SwapOptions>, ring?: Ring, near = false): Graph {
  const swaps = expectNumber(call, "swapsPerEdge", options.swapsPerEdge, 0, 1e6),
    connected = expectBoolean(call, "connected", options.connected),
    graph = given.withoutSelfLoops(),
    { directed, nodes, edges, names } = graph,
    { sources, targets, weights } = graph.toEdges(),
    draws = new Draws(expectRandom(call, options.random)),
    existing = new EdgeSet(edges, directed),
    incidence = connected || near ? new Incidence(nodes, sources, targets) : undefined;
  if (connected && components(graph).count > 1)
    throw new ArgumentError(call, "connected", true, "false for this graph: it is not");
  for (let e = 0; e < edges; e++) existing.add(sources[e]!, targets[e]!);
  const trySwap = () => {
    const e = draws.integer(edges),
      a = sources[e]!,
      b = targets[e]!;
    let f: number,
      turned = false;
    if (near && ring && incidence) {
      // Near a, for an edge that ends there, or near b, for one that begins there.
      const ends = draws.word() >= 2 ** 31,
        node = ring.near(ends ? a : b, a, b, draws),
        first = incidence.pointers[node]!,
        degree = incidence.pointers[node + 1]! - first;
      if (degree === 0) return false;
      f = incidence.edges[first + draws.integer(degree)]!;
      turned = (ends ? targets : sources)[f] !== node;
      if (turned && directed) return false;
    } else {
      f = draws.integer(edges);
      turned = !directed && draws.word() >= 2 ** 31;
    }
    const c = turned ? targets[f]! : sources[f]!,
      d = turned ? sources[f]! : targets[f]!;
    // Edges that share an end, one edge drawn twice among them, fail here too: what they would become exists.
    if (a === d || c === b || existing.has(a, d) || existing.has(c, b)) return false;
    if (ring && ring.apart(a, b) + ring.apart(c, d) < ring.apart(a, d) + ring.apart(c, b)) return false;
    if (connected && incidence && !incidence.joins(e, f, turned)) return false;
    incidence?.swap(e, f, turned);
    existing.delete(a, b);
    existing.delete(c, d);
    existing.add(a, d);
    existing.add(c, b);
    targets[e] = d;
    sources[f] = c;
    targets[f] = b;
    return true;
  };
  if (edges > 1)
    for (let swap = Math.round(swaps * edges); swap > 0; swap--) {
      for (let left = drawsPerSwap; left > 0 && !trySwap(); left--);
    }
  return graphFromEdges({ sources, targets, weights }, { nodes, directed, ...(names && { names }) });
}
