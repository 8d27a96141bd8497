import { reciprocity } from "../../../metrics/density.js";
import { graphFromTable } from "../../../metrics/graph-from-table.js";
import { count } from "../connectome.js";
import { tableOf } from "../reading.js";
import type { Source } from "../sources.js";

interface Expected {
  readonly nodes: number;
  readonly edges: number;
  readonly lines?: number;
  readonly pairs: number;
  readonly returned: number;
}

function edgeList(name: string, title: string, expected: Expected): Source {
  return {
    title,
    paths: [`cat-macaque-edges/${name}.edges`],
    nervous: true,
    async read([file]) {
      const table = await tableOf(file!, { delimiter: " " }),
        // Some list a connection as often as it was measured.
        graph = graphFromTable(table, { directed: true, weight: null, duplicates: "first", selfLoops: "keep" });
      return {
        graph: graph.withoutSelfLoops(),
        counts: [
          count("areas", expected.nodes, graph.nodes),
          count("lines", expected.lines ?? expected.edges, table.rows.length),
          count("edges", expected.edges, graph.edges),
          count("pairs", expected.pairs, graph.symmetrised("maximum").edges),
          count("edges with a reverse", expected.returned, reciprocity(graph) * graph.edges),
          count("self-loops", 0, graph.selfLoops),
        ],
      };
    },
  };
}

export const cortexSources = {
  "cat-65": edgeList("cat_65", "Cat cortex, 65 areas", { nodes: 65, edges: 1139, pairs: 730, returned: 818 }),
  "macaque-91": edgeList("macaque_91", "Macaque cortex, 91 areas of Markov et al.", {
    nodes: 91,
    edges: 1615,
    lines: 1989,
    pairs: 1401,
    returned: 428,
  }),
  "macaque-242": edgeList("macaque_242", "Macaque cortex, 242 areas of CoCoMac", {
    nodes: 242,
    edges: 4090,
    pairs: 3054,
    returned: 2072,
  }),
} satisfies Record<string, Source>;
