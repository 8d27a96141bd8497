import { clustering, type Graph, pathLength, plantedPartition, randomised } from "../src/metrics/index.js";
import { meanClustering, meanDistance, type Rows, swapEdges } from "./baseline/topology.js";
import type { Suite } from "./suite.js";

function modular(nodes: number): Graph {
  return plantedPartition({ nodes, groups: nodes / 50, degreeInside: 20, degreeOutside: 8 }).graph;
}

function rowsOf(graph: Graph): Rows {
  const pointers = new Int32Array(graph.nodes + 1),
    rows = Array.from({ length: graph.nodes }, (_, i) => graph.neighbours(i));
  rows.forEach((row, i) => {
    pointers[i + 1] = pointers[i]! + row.length;
  });
  return { pointers, targets: Int32Array.from(rows.flatMap((row) => [...row])) };
}

/** Measures of modular graphs, groups of 50 nodes with 20 neighbours inside and 8 outside. All of it is JavaScript. */
export const topology: Suite = {
  name: "topology",
  *cases() {
    for (const nodes of [1000, 10000]) {
      const graph = modular(nodes),
        rows = rowsOf(graph);
      yield {
        name: `clustering, ${nodes} nodes`,
        density: null,
        flops: 0,
        kernel: () => void clustering(graph),
        baseline: () => void meanClustering(rows),
      };
    }
    // Plain searches from 10 000 nodes would take a minute.
    for (const nodes of [1000, 3000]) {
      const graph = modular(nodes),
        rows = rowsOf(graph);
      yield {
        name: `path length, ${nodes} nodes`,
        density: null,
        flops: 0,
        kernel: () => void pathLength(graph),
        baseline: () => void meanDistance(rows),
      };
    }
    for (const nodes of [1000, 10000]) {
      const graph = modular(nodes),
        rows = rowsOf(graph);
      yield {
        name: `10 swaps an edge, ${nodes} nodes`,
        density: null,
        flops: 0,
        kernel: () => void randomised(graph),
        baseline: () => void swapEdges(rows, 10 * graph.edges),
      };
    }
  },
};
