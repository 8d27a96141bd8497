import type { Graph } from "../../metrics/graph.js";
import { graphFromEdges } from "../../metrics/graph-from-edges.js";
import { barChart } from "../report/bar-chart.js";
import type { Section } from "../report/html.js";
import { networkPlot } from "../report/network-plot.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { heading, paragraph, sideBySide, type Tile, tiles } from "../report/page.js";
import { heatMap } from "../report/raster.js";
import { type Cell, table } from "../report/table.js";
import { communityOrder } from "./community-order.js";
import type { Config } from "./config.js";
import { compared, hubCounts, type Missing, type Result, type Sample } from "./results.js";
import { conventions } from "./summary.js";

/** The report page: the table of all measures, the modularity beside the nulls', and every graph twice: matrix and drawing. */
export function reportOf(results: readonly Result[], missing: readonly Missing[], config: Config): Section[] {
  const absent = missing.map(({ name, missing: path }) => paragraph(`${name} is left out: there is no ${path}.`));
  if (results.length === 0) return [paragraph("No graph was measured."), ...absent];
  return [
    highlights(results),
    heading("Measures"),
    measures(results, config),
    nulls(results),
    ...absent,
    heading("Modules beyond chance"),
    modularities(results),
    heading("The graphs"),
    ...results.flatMap((result) => {
      const { nodes, directed } = result.measures,
        graph = graphFromEdges(result.edges, { nodes, directed });
      return [paragraph(aboutGraph(result)), sideBySide(adjacency(result, graph), drawing(result, graph, config))];
    }),
    heading("Counts"),
    counts(results),
  ];
}

function highlights(results: readonly Result[]): Section {
  const tile = (label: string, unit: string, value: (result: Result) => number): Tile[] => {
    const [best] = results.filter((result) => Number.isFinite(value(result))).sort((a, b) => value(b) - value(a));
    return best ? [{ label, value: formatNumber(value(best), 3), unit, note: best.title }] : [];
  };
  return tiles([
    { label: results.length === 1 ? "graph" : "graphs", value: results.length },
    ...tile("most modular", "Q", ({ measures }) => measures.leiden),
    ...tile("most small-world", "σ", ({ measures }) => compared(measures).sigma),
  ]);
}

const finite = (value: number): Cell => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null);

function measures(results: readonly Result[], config: Config): Section {
  return table({
    title: "All measures",
    caption: conventions(config),
    columns: [
      "graph",
      "n",
      "edges",
      "density",
      "reciprocity",
      "mean degree",
      "Q, Louvain",
      "Q, Leiden",
      "communities",
      "Q, given",
      "NMI",
      "z",
      "n of skeleton",
      "C",
      "T",
      "λ",
      "E_glob",
      "assortativity",
      "σ",
      "ω",
      "connector hubs",
      "provincial hubs",
    ],
    rows: results.map(({ name, measures: m }) => {
      const { sigma, omega, z } = compared(m),
        { connector, provincial } = hubCounts(m);
      return [
        name,
        m.nodes,
        m.edges,
        finite(m.density),
        m.directed ? finite(m.reciprocity) : null,
        finite(m.meanDegree),
        finite(m.louvain),
        finite(m.leiden),
        m.groups,
        m.given ? finite(m.given.modularity) : null,
        m.given ? finite(m.given.nmi) : null,
        finite(z),
        m.skeleton,
        finite(m.clustering),
        finite(m.transitivity),
        finite(m.pathLength),
        finite(m.efficiency),
        finite(m.assortativity),
        finite(sigma),
        finite(omega),
        connector,
        provincial,
      ];
    }),
  });
}

function nulls(results: readonly Result[]): Section {
  const text = ({ mean, deviation }: Sample, decimals: number) => {
    const both = [mean, deviation].filter(Number.isFinite);
    return both.length === 0 ? "–" : both.map((value) => formatFixed(value, decimals)).join(" ± ");
  };
  return table({
    title: "The nulls",
    caption:
      "Mean ± standard deviation. Lattices keep degrees, too: near edges exchange ends where that brings them nearer to the diagonal.",
    columns: ["graph", "Q", "C", "T", "λ", "C of lattices"],
    rows: results.map(({ name, measures }) => {
      const { random, lattice, modularity } = compared(measures);
      return [
        name,
        text(modularity, 4),
        text(random.clustering, 4),
        text(random.transitivity, 4),
        text(random.pathLength, 3),
        text(lattice, 4),
      ];
    }),
  });
}

function modularities(results: readonly Result[]): Section {
  const spreads = results.map(({ measures }) => compared(measures).modularity);
  return barChart({
    title: "Modularity",
    caption: "The best Leiden found in each graph and, on average, in random graphs of the same degrees.",
    categories: results.map(({ name }) => name),
    series: [
      { name: "graph", values: results.map(({ measures }) => measures.leiden) },
      {
        name: "nulls",
        values: spreads.map(({ mean }) => mean),
        errors: spreads.map(({ deviation }) => deviation),
      },
    ],
  });
}

function aboutGraph({ title, measures, given }: Result): string {
  const kinds = [measures.directed ? "directed" : "undirected", measures.weighted ? "weighted" : "unweighted"].join(
      ", ",
    ),
    agreement =
      given && measures.given
        ? ` Its communities and the ${given.names.length} ${given.what} share NMI ${formatFixed(measures.given.nmi, 2)}.`
        : "";
  return `${title}: ${kinds}.${agreement}`;
}

function adjacency({ name, title, measures }: Result, graph: Graph): Section {
  const { order, begins } = communityOrder(graph, measures.communities),
    weights = graph.subgraph(order).toDense();
  return heatMap({
    title: `${name}, by community`,
    caption: `${title}.${measures.weighted ? " Shades are square roots of weights." : ""}`,
    rows: graph.nodes,
    columns: graph.nodes,
    values: measures.weighted ? weights.map(Math.sqrt) : weights,
    blocks: begins,
    rowTitle: measures.directed ? "source" : "node",
    columnTitle: measures.directed ? "target" : "node",
  });
}

function drawing({ name, measures, positions }: Result, graph: Graph, { edgesDrawn }: Config): Section {
  return networkPlot({
    title: `${name}, the network`,
    caption: `${positions.note} Colours are communities, large nodes hubs.`,
    positions: positions.places,
    groups: measures.communities,
    edges: graph.symmetrised("mean").toEdges(),
    hubs: measures.hubs.slice(0, 6),
    edgeLimit: edgesDrawn,
    axes: positions.axes,
  });
}

function counts(results: readonly Result[]): Section {
  return table({
    title: "What sources count",
    caption: "Each data set's README says what its files hold; beside it what was read.",
    columns: ["graph", "what", "expected", "read", "agree"],
    rows: results.flatMap(({ name, counts }) =>
      counts.map(({ what, expected, actual }): Cell[] => [name, what, expected, actual, expected === actual]),
    ),
  });
}
