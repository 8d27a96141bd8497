import { graphFromDense } from "../../../metrics/graph-from-dense.js";
import { count, type Positions, withGroups } from "../connectome.js";
import { expectAsMany, matrixOf, numbersOf, type SourceFile, tableOf, textsOf } from "../reading.js";
import type { Source } from "../sources.js";

const folder = "primate-connectomes",
  regions = `${folder}/human_chimp_regions.csv`;

interface Expected {
  readonly nodes: number;
  readonly entries: number;
  readonly weight: number;
}

async function read(matrix: SourceFile, directed: boolean, expected: Expected, names?: readonly string[]) {
  const weights = await matrixOf(matrix),
    graph = graphFromDense(weights, { directed, selfLoops: "keep", ...(names && { names }) });
  return {
    graph: graph.withoutSelfLoops(),
    counts: [
      count("areas", expected.nodes, graph.nodes),
      count("entries above 0", expected.entries, weights.filter((weight) => weight > 0).length),
      count("weight", expected.weight, graph.totalWeight, 6),
      count("self-loops", 0, graph.selfLoops),
    ],
  };
}

/** Names without the prefix they all share, and the areas' centres in the chimpanzee, seen from above. */
async function regionsOf(file: SourceFile, note: string) {
  const table = await tableOf(file, { header: true }),
    positions: Positions = { places: numbersOf(table, ["chimp_x", "chimp_y"]), axes: "equal", note };
  return {
    names: textsOf(table, "region").map((name) => name.replace(/^ctx-/, "")),
    networks: textsOf(table, "rsn_name"),
    positions,
  };
}

export const primateSources = {
  human: {
    title: "Human cortex, 114 areas",
    paths: [`${folder}/human_weights.csv`, regions],
    nervous: true,
    async read([matrix, areas]) {
      const note = "Areas at the centres of the same ones in the chimpanzee, seen from above, front on top.",
        { names, networks, positions } = await regionsOf(areas!, note),
        found = await read(matrix!, false, { nodes: 114, entries: 1782, weight: 239.450056 }, names);
      return withGroups({ ...found, positions }, "resting-state networks", networks, humanNetworks);
    },
  },
  chimp: {
    title: "Chimpanzee cortex, 114 areas",
    paths: [`${folder}/chimp_weights.csv`, regions],
    nervous: true,
    async read([matrix, areas]) {
      const note = "Areas at their centres, seen from above, front on top.",
        { names, positions } = await regionsOf(areas!, note);
      return {
        ...(await read(matrix!, false, { nodes: 114, entries: 1504, weight: 356.182325 }, names)),
        positions,
      };
    },
  },
  macaque: {
    title: "Macaque cortex, 82 areas",
    paths: [`${folder}/macaque_weights.csv`, `${folder}/macaque_networks.csv`],
    nervous: true,
    async read([matrix, lobes]) {
      const names = textsOf(await tableOf(lobes!, { header: true }), "network_name"),
        found = await read(matrix!, true, { nodes: 82, entries: 778, weight: 84.128171 });
      expectAsMany(lobes!, "lobes", names.length, found.graph.nodes);
      return withGroups(found, "lobes", names, macaqueLobes);
    },
  },
  marmoset: {
    title: "Marmoset cortex, 55 areas",
    paths: [`${folder}/marmoset_weights.csv`],
    nervous: true,
    read: ([matrix]) => read(matrix!, true, { nodes: 55, entries: 350, weight: 35.186485 }),
  },
} satisfies Record<string, Source>;

const humanNetworks = {
  DMN: 29,
  Visual: 19,
  Somatomotor: 19,
  VentralAttention: 16,
  Limbic: 15,
  DorsalAttention: 9,
  FrontalParietal: 7,
};

const macaqueLobes = { Frontal: 30, Temporal: 14, Limbic: 14, Parietal: 12, Occipital: 8, Insular: 4 };
