import { createRequire } from "node:module";
import { type Graph, graphFromEdges, leiden, louvain } from "../src/metrics/index.js";
import { Random } from "../src/random.js";
import type { Case, Suite } from "./suite.js";
import type { Entry } from "./table.js";

const sizes = [1000, 10_000, 100_000];

/** What is used of graphology and of its Louvain, which come from where the benches are developed. */
interface Other {
  readonly UndirectedGraph: new () => OtherGraph;
  detailed(graph: OtherGraph, options: { getEdgeWeight: null; rng: () => number }): { modularity: number };
}

interface OtherGraph {
  addNode(node: number): void;
  addEdge(source: number, target: number): void;
}

function graphology(): Other | undefined {
  const require = createRequire(import.meta.url);
  try {
    const { UndirectedGraph } = require("graphology") as Other,
      { detailed } = require("graphology-communities-louvain") as Other;
    return { UndirectedGraph, detailed };
  } catch {
    return undefined;
  }
}

/**
 * Louvain, one run, and Leiden, at most 10 iterations or the 2 that igraph does, on planted partitions: all beside
 * graphology's Louvain, with the qualities they reach. Groups have 100 nodes, each with 21 edges inside its group and 9 to
 * any node on average.
 */
export const metrics: Suite = {
  name: "metrics",
  missing: () => (graphology() ? undefined : "graphology and graphology-communities-louvain are not installed"),
  *cases() {
    const other = graphology()!;
    for (const nodes of sizes) yield besideGraphology(planted(nodes), other);
  },
  summary(entries) {
    return ["Louvain", "Leiden, 2 iterations"].flatMap((name) => growth(name, entries));
  },
};

function besideGraphology(graph: Graph, { UndirectedGraph, detailed }: Other): Case[] {
  const theirs = new UndirectedGraph(),
    { sources, targets } = graph.toEdges();
  for (let i = 0; i < graph.nodes; i++) theirs.addNode(i);
  for (let e = 0; e < graph.edges; e++) theirs.addEdge(sources[e]!, targets[e]!);
  const searches = {
    Louvain: () => louvain(graph, { restarts: 1, random: new Random(1) }),
    "Leiden, 2 iterations": () => leiden(graph, { iterations: 2, random: new Random(1) }),
    "Leiden, 10 iterations": () => leiden(graph, { random: new Random(1) }),
  };
  const random = new Random(1),
    baseline = () => detailed(theirs, { getEdgeWeight: null, rng: () => random.uniform() }),
    quality = (search: () => { modularity: number }) => `Q ${search().modularity.toFixed(5)}`,
    beside = `graphology's Louvain: ${quality(baseline)}`;
  // One function for all cases, so that it takes one turn for all.
  const theirSearch = () => void baseline();
  return Object.entries(searches).map(([name, search]) => ({
    name: `${name}, ${graph.nodes} nodes, ${graph.edges} edges: ${quality(search)}`,
    density: null,
    flops: 0,
    beside,
    kernel: () => void search(),
    baseline: theirSearch,
  }));
}

/** Draws as many edges as wanted on average, and takes those drawn twice as one. */
function planted(nodes: number): Graph {
  const random = new Random(1).stream("planted"),
    group = 100,
    inside = (21 * nodes) / 2,
    edges = inside + (9 * nodes) / 2,
    sources = new Int32Array(edges),
    targets = new Int32Array(edges);
  for (let e = 0; e < edges; e++) {
    const source = random.integer(nodes);
    sources[e] = source;
    targets[e] = e < inside ? source - (source % group) + random.integer(group) : random.integer(nodes);
  }
  return graphFromEdges({ sources, targets }, { nodes, duplicates: "first" });
}

/** Time per edge and logarithm of the nodes, beside that of the smallest graph: it stays near 1 where cost grows so. */
function growth(name: string, entries: readonly Entry[]): string[] {
  const costs = entries.flatMap((entry) => {
    const [, nodes, edges] = new RegExp(`^${name}, (\\d+) nodes, (\\d+) edges`).exec(entry.case) ?? [];
    return nodes === undefined ? [] : [{ nodes, cost: entry.medianMs / (Number(edges) * Math.log2(Number(nodes))) }];
  });
  const [first] = costs;
  if (!first) return [];
  const ratios = costs.map(({ nodes, cost }) => `${(cost / first.cost).toFixed(2)} (${nodes})`);
  return [`${name}: time per edges · log(nodes), beside that at ${first.nodes} nodes: ${ratios.join(", ")}`];
}
