import { degrees, strengths } from "./degrees.js";
import { expectBoolean, expectOneOf } from "./expect.js";
import { outgoing } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";

export interface AssortativityOptions {
  /** Of a directed graph: which degree is taken where an edge begins; `"out"` by default. */
  readonly source?: "in" | "out";
  /** Of a directed graph: which degree is taken where it ends; `"in"` by default. */
  readonly target?: "in" | "out";
  /** Strengths in place of degrees; false by default. Each edge counts once either way. */
  readonly weighted?: boolean;
}

/**
 * Degree assortativity: Pearson's correlation, over all edges, between the degree of the node an edge leaves and that of the
 * node it enters; an undirected edge is taken both ways. From −1, hubs joined to nodes of few neighbours, to 1. NaN where
 * one of the two does not vary but for rounding: in regular graphs and without edges. Self-loops are left out.
 *
 * Brain Connectivity Toolbox: `assortativity_bin` (flags 1 to 4 are out–in, in–out, out–out, in–in), `assortativity_wei`
 * for `weighted`. NetworkX: `degree_assortativity_coefficient`, whose defaults are the same.
 * Source: Newman 2002, doi:10.1103/PhysRevLett.89.208701; directed: Foster et al. 2010, doi:10.1073/pnas.0912671107.
 * @throws {ArgumentError} for an option that is none of those
 */
export function assortativity(input: GraphInput, options: AssortativityOptions = {}): number {
  const call = "assortativity",
    { source = "out", target = "in", weighted = false } = options,
    graph = graphOf(input).withoutSelfLoops(),
    { pointers, targets } = outgoing(graph),
    edges = targets.length,
    of = expectBoolean(call, "weighted", weighted) ? strengths : degrees,
    begins = perLargest(of(graph, { direction: expectOneOf(call, "source", source, ["in", "out"]) })),
    ends = perLargest(of(graph, { direction: expectOneOf(call, "target", target, ["in", "out"]) }));
  let [beginMean, endMean] = [0, 0];
  for (let i = 0; i < graph.nodes; i++)
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
      beginMean += begins[i]!;
      endMean += ends[targets[p]!]!;
    }
  // Divided once: shares would round at every edge, and the mean miss values that are all the same.
  beginMean /= edges;
  endMean /= edges;
  let [products, beginSquares, endSquares] = [0, 0, 0];
  for (let i = 0; i < graph.nodes; i++)
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) {
      const x = begins[i]! - beginMean,
        y = ends[targets[p]!]! - endMean;
      products += x * y;
      beginSquares += x * x;
      endSquares += y * y;
    }
  if (!(Math.min(beginSquares, endSquares) > rounding ** 2 * edges)) return Number.NaN;
  return products / Math.sqrt(beginSquares) / Math.sqrt(endSquares);
}

/** Differences below this share of the largest value come from rounding. */
const rounding = 2 ** -40;

/** So that no square overflows or vanishes. */
function perLargest(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.map((value) => value / largest);
}
