import { FormatError } from "../../../errors.js";
import { graphFromEdges } from "../../../metrics/graph-from-edges.js";
import { graphFromTable } from "../../../metrics/graph-from-table.js";
import { count, withGroups } from "../connectome.js";
import { expectAsMany, numbersOf, tableOf, textsOf } from "../reading.js";
import type { Source } from "../sources.js";

const areas = 332;

export const mouseSources = {
  mouse: {
    title: "Mouse brain, 332 areas",
    paths: ["mouse-dti/sub-54776_ses-1_dti.edgelist", "mouse-dti/blocks.csv", "mouse-dti/atlas.csv"],
    nervous: true,
    slow: true,
    async read([edges, blocks, atlas]) {
      const numbered = graphFromTable(await tableOf(edges!, { delimiter: " " }), {
          selfLoops: "keep",
          nodes: Array.from({ length: areas }, (_, i) => String(i)),
        }),
        abbreviations = textsOf(await tableOf(atlas!, { header: true }), "Abbreviation");
      expectAsMany(atlas!, "rows, for both halves,", 2 * abbreviations.length, areas);
      const table = await tableOf(blocks!, { header: true }),
        [kinds, sides] = [textsOf(table, "block"), textsOf(table, "hemisphere")],
        bounds = numbersOf(table, ["i", "j"]),
        groups = new Array<string>(areas).fill("");
      for (const r of kinds.keys()) groups.fill(`${kinds[r]} ${sides[r]}`, bounds[2 * r]!, bounds[2 * r + 1]!);
      if (groups.includes("")) throw new FormatError(blocks!.path, `area ${groups.indexOf("")} is in no block`);
      const names = Array.from({ length: 2 }, (_, half) => abbreviations.map((name) => `${name} ${"LR"[half]}`)).flat(),
        graph = graphFromEdges(numbered.toEdges(), { names });
      const counts = [
        count("areas", areas, graph.nodes),
        count("edges", 36_390, numbered.edges),
        count("weight", 37_183_361, graph.totalWeight / 2),
        count("self-loops", 0, numbered.selfLoops),
      ];
      return withGroups({ graph, counts }, "blocks", groups, blockSizes);
    },
  },
} satisfies Record<string, Source>;

/** Areas of each block on one side. */
const half = {
  isocortex: 41,
  pallium: 20,
  subpallium: 7,
  diencephalon: 11,
  midbrain: 9,
  hindbrain: 28,
  white_matter: 50,
};
const blockSizes = Object.fromEntries(
  Object.entries(half).flatMap(([kind, size]) => ["L", "R"].map((side) => [`${kind} ${side}`, size])),
);
