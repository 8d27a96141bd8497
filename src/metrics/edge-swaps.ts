import { ArgumentError } from "../errors.js";
import type { Random } from "../random.js";
import { components } from "./components.js";
import { Connectedness } from "./connectedness.js";
import { Draws } from "./draws.js";
import { EdgeSet } from "./edge-set.js";
import { expectBoolean, expectNumber } from "./expect.js";
import type { Graph } from "./graph.js";
import { graphFromEdges } from "./graph-from-edges.js";

export interface SwapOptions {
  /** Swaps to be made for each edge of the graph; 10 by default. */
  readonly swapsPerEdge?: number;
  /** Whether only swaps that keep the graph (weakly) connected are made; false by default. */
  readonly connected?: boolean;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

/** Whether edges a → b and c → d may become a → d and c → b. */
export type Accept = (a: number, b: number, c: number, d: number) => boolean;

/**
 * The graph after double-edge swaps: two edges a → b and c → d drawn at random, in an undirected graph turned round at
 * random, become a → d and c → b where these are no self-loops, do not exist, and are accepted. Weights stay with a and c.
 * A swap is tried 1 + edges / (n − 1) times at most, so that a graph in which none is possible comes back as it is.
 */
export function swapped(call: string, given: Graph, options: Required<SwapOptions>, accept?: Accept): Graph {
  const swaps = expectNumber(call, "swapsPerEdge", options.swapsPerEdge, 0, 1e6),
    graph = given.withoutSelfLoops(),
    { directed, nodes, edges, names } = graph,
    { sources, targets, weights } = graph.toEdges(),
    draws = new Draws(options.random),
    existing = new EdgeSet(edges, directed);
  for (let e = 0; e < edges; e++) existing.add(sources[e]!, targets[e]!);
  let connectedness: Connectedness | undefined;
  if (expectBoolean(call, "connected", options.connected)) {
    if (components(graph).count > 1)
      throw new ArgumentError(call, "connected", true, "false for this graph: it is not");
    connectedness = new Connectedness(nodes, sources, targets);
  }
  const tries = 1 + Math.floor(edges / (nodes - 1));
  const trySwap = () => {
    const e = draws.integer(edges),
      f = draws.integer(edges),
      turned = !directed && draws.word() >= 2 ** 31,
      a = sources[e]!,
      b = targets[e]!,
      c = turned ? targets[f]! : sources[f]!,
      d = turned ? sources[f]! : targets[f]!;
    // Edges that share an end, one edge drawn twice among them, fail here too: what they would become exists.
    if (a === d || c === b || existing.has(a, d) || existing.has(c, b)) return false;
    if (accept && !accept(a, b, c, d)) return false;
    if (connectedness && !connectedness.trySwap(e, f, turned)) return false;
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
      for (let left = tries; left > 0 && !trySwap(); left--);
    }
  return graphFromEdges({ sources, targets, weights }, { nodes, directed, ...(names && { names }) });
}
