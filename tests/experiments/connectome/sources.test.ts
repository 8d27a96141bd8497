import { describe, expect, it } from "vitest";
import { FormatError } from "../../../src/errors.js";
import type { Connectome } from "../../../src/experiments/connectome/connectome.js";
import { readSource, type SourceName, setOf, sourceNames } from "../../../src/experiments/connectome/sources.js";
import { filesOf, sharedFiles } from "./support.js";

const real = sharedFiles();

describe.runIf(real)("the real files", () => {
  it.each(sourceNames)("%s is what its README counts", async (name) => {
    const found = await readSource(name, real!);
    if ("missing" in found) return console.info(`skipped: ${found.missing} is not here`);
    const { graph, given, positions, counts } = found;
    expect(counts.length).toBeGreaterThan(2);
    for (const { what, expected, actual } of counts) expect(`${what} ${actual}`).toBe(`${what} ${expected}`);
    expect([graph.selfLoops, graph.signed]).toEqual([0, false]);
    expect(given === undefined || given.labels.length === graph.nodes).toBe(true);
    expect(new Set(given?.labels).size).toBe(given?.names.length ?? 0);
    if (positions) expect(positions.places).toHaveLength(2 * graph.nodes);
    expect(positions?.places.every(Number.isFinite) ?? true).toBe(true);
  });

  it("all labels of Kaiser and Hilgetag's neurons are among those with a place in the body", async () => {
    const kaiser = await readSource("celegans-kaiser", real!),
      somas = new TextDecoder().decode(await real!.read("celegans/openworm_soma_positions.csv")),
      names = new Set(somas.split("\n").map((line) => line.split(",")[0]));
    if (!("missing" in kaiser)) expect(kaiser.graph.names!.filter((name) => !names.has(name))).toEqual([]);
  });
});

async function read(name: SourceName, texts: Readonly<Record<string, string>>) {
  const found = await readSource(name, filesOf(texts));
  if ("missing" in found) throw new Error(`${found.missing} is missing`);
  return found;
}

const cook = "celegans/cook2019_herm_full_edgelist.csv",
  somas = "celegans/openworm_soma_positions.csv",
  somaRows = "neuron,x_um,y_um,z_um,soma_diameter_um,type\nAS1,1,10,2,3,Motor Neuron\nAVAL,4,20,5,6,Interneuron\n";

it("Cook's diagram: names without their padding, neurons only, both kinds of synapses added up", async () => {
  const edges =
      "Source,Target,Weight,Type\nAS01 , AVAL          ,3,chemical\nAS01,AVAL,2,electrical\nAVAL,AS01,2,electrical\nAVAL,dBWML8,9,chemical\nAVAL,AVAL,4,chemical\n",
    { graph, given, positions, counts } = await read("celegans-cook", { [cook]: edges, [somas]: somaRows });
  expect(graph.names).toEqual(["AS1", "AVAL"]);
  expect([graph.weight(0, 1), graph.weight(1, 0), graph.edges]).toEqual([5, 2, 2]);
  expect([given!.names, positions!.places]).toEqual([["Motor Neuron", "Interneuron"], Float64Array.of(10, 2, 20, 5)]);
  expect(counts.find(({ what }) => what === "chemical edges")!.actual).toBe("3");
});

it("White's diagram: a gap junction is listed once and leads both ways", async () => {
  const text =
      "pre\tpost\ttype\tsynapses\nADAL\tADFL\telectrical\t1\nADAL\tADFL\tchemical\t2\nADFL\tADFL\telectrical\t7\n",
    { graph } = await read("celegans-white", { "celegans/white1986_whole.tsv": text });
  expect([graph.weight(0, 1), graph.weight(1, 0), graph.edges]).toEqual([3, 1, 2]);
});

it("negative weights of Schaefer's areas are clipped, labels named by network", async () => {
  const path = (what: string) => `human-hcp-schaefer/struc${what}_ctx_schaefer_200.csv`,
    { graph, given, counts } = await read("schaefer-200", {
      [path("Matrix")]: "0,2,-0.5\n2,0,1\n-0.5,1,0\n",
      [path("Labels")]: "7Networks_LH_Vis_1,7Networks_LH_Vis_2,7Networks_RH_Cont_1\n",
    });
  expect([graph.edges, graph.totalWeight, graph.names![0]]).toEqual([2, 6, "LH_Vis_1"]);
  expect([Array.from(given!.labels), given!.names]).toEqual([
    [0, 0, 1],
    ["Vis", "Cont"],
  ]);
  expect(counts.find(({ what }) => what === "negative")!.actual).toBe("2");
});

it("a tracer's repeated measurements are one edge", async () => {
  const { graph, counts } = await read("macaque-91", {
    "cat-macaque-edges/macaque_91.edges": "0 3\n0 3\n3 0\n1 2\n2 3\n",
  });
  expect([graph.nodes, graph.edges, graph.weighted]).toEqual([4, 4, false]);
  expect(counts.find(({ what }) => what === "edges with a reverse")!.actual).toBe("2");
});

it.each<[SourceName, Readonly<Record<string, string>>, string]>([
  ["karate", { "graphs/karate.gml": "graph [\n node [ id 1 ]\n edge [ source 1 target 9 ]\n]" }, "karate.gml: line 3"],
  ["karate", { "graphs/karate.gml": "graph [\n node [ id 1 ]" }, "karate.gml: line 1"],
  ["cat-65", { "cat-macaque-edges/cat_65.edges": "0 1\n1\n" }, "cat_65.edges: line 2"],
  [
    "celegans-white",
    { "celegans/white1986_whole.tsv": "pre\tpost\ttype\tsynapses\nA\tB\tglue\t1\n" },
    "white1986_whole.tsv: line 2: type glue",
  ],
  [
    "celegans-white",
    { "celegans/white1986_whole.tsv": "pre\tpost\ttype\tsynapses\nA\tB\tchemical\tmany\n" },
    "white1986_whole.tsv: line 2",
  ],
  [
    "celegans-cook",
    { [cook]: "Source,Target,Weight\nA,B,1\n", [somas]: "neuron\nA\n" },
    "soma_positions.csv: has no column y_um",
  ],
  ["marmoset", { "primate-connectomes/marmoset_weights.csv": "0,1\n1,0,3\n" }, "marmoset_weights.csv: line 2"],
  ["marmoset", { "primate-connectomes/marmoset_weights.csv": "0,1\nNaN,0\n" }, "marmoset_weights.csv: line 2"],
  [
    "chimp",
    {
      "primate-connectomes/chimp_weights.csv": "0,1\n2,0\n",
      "primate-connectomes/human_chimp_regions.csv": "region,rsn_name,chimp_x,chimp_y\na,D,0,0\nb,D,0,1\n",
    },
    "chimp_weights.csv: graphFromDense: entry [1][0] is 2",
  ],
  [
    "chimp",
    {
      "primate-connectomes/chimp_weights.csv": "0,1\n1,0\n",
      "primate-connectomes/human_chimp_regions.csv": "region,rsn_name,chimp_x,chimp_y\na,D,0,zero\n",
    },
    "human_chimp_regions.csv: line 2",
  ],
  [
    "macaque",
    {
      "primate-connectomes/macaque_weights.csv": "0,1\n1,0\n",
      "primate-connectomes/macaque_networks.csv": "index,network_id,network_name\n0,1,Frontal\n",
    },
    "macaque_networks.csv: 1 lobes for 2 nodes",
  ],
  [
    "mushroom-left",
    {
      "drosophila-larva/mushroom_body_left_adjacency.txt": "0 1\n1 0\n",
      "drosophila-larva/mushroom_body_left_cell_labels.txt": "K\n",
    },
    "left_cell_labels.txt: 1 labels for 2 nodes",
  ],
  [
    "larva",
    {
      "drosophila-larva/larva_subset_edgelist.csv": "source,target,weight\n1,2,3\n",
      "drosophila-larva/larva_subset_nodes.csv": "node_id,pair,hemisphere\n1,0,L\n",
    },
    'larva_subset_edgelist.csv: line 2: "2" is not among',
  ],
  [
    "schaefer-200",
    {
      "human-hcp-schaefer/strucMatrix_ctx_schaefer_200.csv": "0\n",
      "human-hcp-schaefer/strucLabels_ctx_schaefer_200.csv": "Vis\n",
    },
    "strucLabels_ctx_schaefer_200.csv: line 1: Vis names no network",
  ],
  [
    "mouse",
    {
      "mouse-dti/sub-54776_ses-1_dti.edgelist": "0 400 1.0\n",
      "mouse-dti/blocks.csv": "block,hemisphere,i,j\n",
      "mouse-dti/atlas.csv": "Abbreviation\n",
    },
    'dti.edgelist: line 1: "400" is not among',
  ],
])("a damaged file of %s is refused by name, and line where it can be", async (name, texts, message) => {
  await expect(readSource(name, filesOf(texts))).rejects.toThrow(FormatError);
  await expect(readSource(name, filesOf(texts))).rejects.toThrow(message);
});

it("a file of an empty graph is read, and its counts say that it is none of the source's", async () => {
  const read = (await readSource("karate", filesOf({ "graphs/karate.gml": "graph [ ]" }))) as Connectome;
  expect(read.counts.map(({ actual }) => actual)).toEqual(["0", "0", "0"]);
});

it("a file that is not there is named, and nothing is read in its place", async () => {
  expect(await readSource("karate", filesOf({}))).toEqual({ missing: "graphs/karate.gml" });
  expect(await readSource("celegans-cook", filesOf({ [cook]: "damaged" }))).toEqual({ missing: somas });
});

it("every graph's files are of one data set", () => {
  for (const name of sourceNames) expect(setOf(name)).toMatch(/^[a-z-]+$/);
  expect(new Set(sourceNames.map(setOf)).size).toBe(7);
});
