import type { Graph } from "../../../metrics/graph.js";
import { graphFromDense } from "../../../metrics/graph-from-dense.js";
import { graphFromTable } from "../../../metrics/graph-from-table.js";
import { type Connectome, count, withGroups } from "../connectome.js";
import { expectAsMany, linesOf, matrixOf, tableOf, textsOf } from "../reading.js";
import type { Source } from "../sources.js";

/** Cell types by their letters: Kenyon, projection, output and input neurons. */
type Types = Readonly<Record<"K" | "P" | "O" | "I", number>>;

type Size = Readonly<Record<"nodes" | "edges" | "synapses" | "selfLoops", number>>;

const counted = (graph: Graph, { nodes, edges, synapses, selfLoops }: Size): Connectome => ({
  graph: graph.withoutSelfLoops(),
  counts: [
    count("neurons", nodes, graph.nodes),
    count("edges", edges, graph.edges),
    count("synapses", synapses, graph.totalWeight),
    count("self-loops", selfLoops, graph.selfLoops),
  ],
});

function mushroomBody(side: "left" | "right", edges: number, synapses: number, types: Types): Source {
  const nodes = Object.values(types).reduce((sum, size) => sum + size, 0);
  return {
    title: `Drosophila larva, ${side} mushroom body`,
    paths: [`adjacency`, `cell_labels`].map((what) => `drosophila-larva/mushroom_body_${side}_${what}.txt`),
    nervous: true,
    async read([matrix, labels]) {
      const cells = await linesOf(labels!),
        seen: Record<string, number> = {},
        names = cells.map((type) => `${type}${(seen[type] = (seen[type] ?? 0) + 1)}`),
        weights = await matrixOf(matrix!, { delimiter: " " });
      expectAsMany(labels!, "labels", cells.length, Math.sqrt(weights.length));
      const found = counted(graphFromDense(weights, { directed: true, selfLoops: "keep", names }), {
        nodes,
        edges,
        synapses,
        selfLoops: 0,
      });
      return withGroups(found, "cell types", cells, types);
    },
  };
}

export const larvaSources = {
  "mushroom-left": mushroomBody("left", 7425, 25_322, { K: 101, P: 58, O: 29, I: 21 }),
  "mushroom-right": mushroomBody("right", 7536, 26_371, { K: 100, P: 63, O: 29, I: 21 }),
  larva: {
    title: "Drosophila larva, paired neurons of the brain",
    paths: ["drosophila-larva/larva_subset_edgelist.csv", "drosophila-larva/larva_subset_nodes.csv"],
    nervous: true,
    slow: true,
    async read([edges, neurons]) {
      const table = await tableOf(neurons!, { header: true }),
        hemispheres = textsOf(table, "hemisphere"),
        graph = graphFromTable(await tableOf(edges!, { header: true }), {
          directed: true,
          selfLoops: "keep",
          nodes: textsOf(table, "node_id"),
        });
      const found = counted(graph, { nodes: 1240, edges: 32_564, synapses: 137_980, selfLoops: 240 });
      return withGroups(found, "hemispheres", hemispheres, { L: 620, R: 620 });
    },
  },
} satisfies Record<string, Source>;
