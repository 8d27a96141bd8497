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

export const drawn = {
  lattice: {
    title: "Ring lattice of 100 nodes, 6 neighbours each",
    draw() {
      const graph = ringLattice({ nodes: 100, degree: 6 });
      return { graph, counts: [count("nodes", 100, graph.nodes), count("edges", 300, graph.edges)] };
    },
  },
  "small-world": {
    title: "Small world of Watts and Strogatz, 100 nodes, 6 neighbours, p = 0.1",
    draw(random) {
      const graph = wattsStrogatz({ nodes: 100, degree: 6, rewiring: 0.1, random });
      return { graph, counts: [count("nodes", 100, graph.nodes), count("edges", 300, graph.edges)] };
    },
  },
  planted: {
    title: "Four planted groups of 32 nodes, 13 neighbours inside and 3 outside",
    draw(random) {
      const options = { nodes: 128, groups: 4, degreeInside: 13, degreeOutside: 3, random },
        { graph, communities } = plantedPartition(options),
        names = Array.from(communities, (group) => `group ${group + 1}`);
      return {
        graph,
        given: givenLabels("planted groups", names),
        counts: [count("nodes", 128, graph.nodes), count("edges", 1024, graph.edges)],
      };
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
      const graph = graphFromEdges(edges);
      return {
        graph,
        given: givenLabels("cliques", names),
        counts: [count("nodes", 150, graph.nodes), count("edges", 330, graph.edges)],
      };
    },
  },
  random: {
    title: "Random graph of 128 nodes and 1024 edges",
    draw(random) {
      const graph = randomGraph({ nodes: 128, edges: 1024, random });
      return { graph, counts: [count("nodes", 128, graph.nodes), count("edges", 1024, graph.edges)] };
    },
  },
} satisfies Record<string, Drawn>;

export type DrawnName = keyof typeof drawn;
export const drawnNames = Object.keys(drawn) as DrawnName[];
