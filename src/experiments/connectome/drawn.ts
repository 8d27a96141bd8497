import type { Graph } from "../../metrics/graph.js";
import { graphFromEdges } from "../../metrics/graph-from-edges.js";
import { plantedPartition } from "../../metrics/planted-partition.js";
import { randomGraph } from "../../metrics/random-graph.js";
import { ringLattice } from "../../metrics/ring-lattice.js";
import { wattsStrogatz } from "../../metrics/watts-strogatz.js";
import type { Random } from "../../random.js";
import { type Connectome, count, givenLabels } from "./connectome.js";

/** A graph that stands in where there are no data, one whose answers are known. */
export interface Drawn {
  readonly title: string;
  draw(random: Random): Connectome;
}

/** Cliques of the resolution limit's ring, and nodes of each. */
const cliques = 30,
  members = 5;

const counted = (graph: Graph, nodes: number, edges: number): Connectome => ({
  graph,
  counts: [count("nodes", nodes, graph.nodes), count("edges", edges, graph.edges)],
});

export const drawn = {
  lattice: {
    title: "Ring lattice of 100 nodes, 6 neighbours each",
    draw: () => counted(ringLattice({ nodes: 100, degree: 6 }), 100, 300),
  },
  "small-world": {
    title: "Small world of Watts and Strogatz, 100 nodes, 6 neighbours, p = 0.1",
    draw: (random) => counted(wattsStrogatz({ nodes: 100, degree: 6, rewiring: 0.1, random }), 100, 300),
  },
  planted: {
    title: "Four planted groups of 32 nodes, 13 neighbours inside and 3 outside",
    draw(random) {
      const options = { nodes: 128, groups: 4, degreeInside: 13, degreeOutside: 3, random },
        { graph, communities } = plantedPartition(options),
        names = Array.from(communities, (group) => `group ${group + 1}`);
      return { ...counted(graph, 128, 1024), given: givenLabels("planted groups", names) };
    },
  },
  cliques: {
    title: "Ring of 30 cliques of 5 nodes",
    draw() {
      const edges: [number, number][] = [],
        names: string[] = [];
      for (let first = 0; first < cliques * members; first += members) {
        for (let a = first; a < first + members; a++) {
          names.push(`clique ${first / members + 1}`);
          for (let b = a + 1; b < first + members; b++) edges.push([a, b]);
        }
        edges.push([first + members - 1, (first + members) % (cliques * members)]);
      }
      return { ...counted(graphFromEdges(edges), 150, 330), given: givenLabels("cliques", names) };
    },
  },
  random: {
    title: "Random graph of 128 nodes and 1024 edges",
    draw: (random) => counted(randomGraph({ nodes: 128, edges: 1024, random }), 128, 1024),
  },
} satisfies Record<string, Drawn>;

export type DrawnName = keyof typeof drawn;
export const drawnNames = Object.keys(drawn) as DrawnName[];
