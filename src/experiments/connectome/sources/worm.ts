import type { CsvTable } from "../../../data/csv.js";
import { FormatError } from "../../../errors.js";
import { strengths } from "../../../metrics/degrees.js";
import { graphFromDense } from "../../../metrics/graph-from-dense.js";
import { graphFromGml } from "../../../metrics/graph-from-gml.js";
import { graphFromTable } from "../../../metrics/graph-from-table.js";
import { count, givenLabels } from "../connectome.js";
import { expectAsMany, linesOf, matrixOf, numbersOf, tableOf, textOf, textsOf } from "../reading.js";
import type { Source } from "../sources.js";

const along = (head: "left" | "right") =>
  `Cells at their places in the body, head on the ${head}; the thin axis is stretched.`;

export const wormSources = {
  "celegans-watts": {
    title: "C. elegans, the version of Watts and Strogatz",
    paths: ["celegans/celegansneural.gml"],
    nervous: true,
    async read([file]) {
      const text = textOf(file!),
        options = { name: file!.path, duplicates: "sum", selfLoops: "keep" } as const,
        { graph } = graphFromGml(text, options),
        // Every edge line weighs one.
        { graph: lines } = graphFromGml(text, { ...options, weight: null });
      return {
        graph: graph.withoutSelfLoops(),
        counts: [
          count("neurons", 297, graph.nodes),
          count("edge lines", 2359, lines.totalWeight),
          count("distinct edges", 2345, graph.edges),
          count("contacts", 8819, graph.totalWeight),
          count("largest degree, of edge lines", 139, Math.max(...strengths(lines))),
        ],
      };
    },
  },
  "celegans-kaiser": {
    title: "C. elegans, Kaiser and Hilgetag's 277 neurons",
    paths: [
      "celegans/kaiser2006_celegans277matrix.csv",
      "celegans/kaiser2006_celegans277labels.csv",
      "celegans/kaiser2006_celegans277positions.csv",
    ],
    nervous: true,
    async read([matrix, labels, positions]) {
      const names = await linesOf(labels!),
        places = await tableOf(positions!),
        graph = graphFromDense(await matrixOf(matrix!), { directed: true, selfLoops: "keep", names });
      expectAsMany(positions!, "rows", places.rows.length, graph.nodes);
      return {
        graph: graph.withoutSelfLoops(),
        positions: { places: numbersOf(places, ["column 1", "column 2"]), axes: "own", note: along("right") },
        counts: [
          count("neurons", 277, graph.nodes),
          count("edges", 2105, graph.edges),
          count("self-loops", 0, graph.selfLoops),
        ],
      };
    },
  },
  "celegans-white": {
    title: "C. elegans, the diagram of White et al. 1986",
    paths: ["celegans/white1986_whole.tsv"],
    nervous: true,
    async read([file]) {
      const table = await tableOf(file!, { delimiter: "\t", header: true }),
        types = textsOf(table, "type");
      // A gap junction, listed once here, conducts both ways.
      const graph = graphFromTable(bothWays(table, types), {
        directed: true,
        duplicates: "sum",
        source: "pre",
        target: "post",
        weight: "synapses",
      });
      return {
        graph,
        counts: [
          count("cells", 309, graph.nodes),
          count("chemical edges", 2386, types.filter((type) => type === "chemical").length),
          count("electrical edges", 575, types.filter((type) => type === "electrical").length),
          count("synapses", 8914, total(table, "synapses")),
        ],
      };
    },
  },
  "celegans-cook": {
    title: "C. elegans, the neurons of Cook et al. 2019",
    paths: ["celegans/cook2019_herm_full_edgelist.csv", "celegans/openworm_soma_positions.csv"],
    nervous: true,
    async read([edges, somas]) {
      const table = unpadded(await tableOf(edges!, { header: true })),
        somaTable = await tableOf(somas!, { header: true }),
        neurons = textsOf(somaTable, "neuron"),
        somaPlaces = numbersOf(somaTable, ["y_um", "z_um"]),
        place = new Map(neurons.map((name, i) => [name, i])),
        within = rowsOf(table, (row) => place.has(row[0]!) && place.has(row[1]!));
      // Chemical contacts and gap junctions, which are listed both ways, add up.
      const graph = graphFromTable(within, { directed: true, duplicates: "sum", weight: "Weight" }),
        cells = new Set(table.rows.flatMap((row) => row.slice(0, 2))),
        types = graph.names!.map((name) => textsOf(somaTable, "type")[place.get(name)!]!);
      const kind = (type: string) => rowsOf(table, (row) => row[3] === type),
        kindWithin = (type: string) => rowsOf(within, (row) => row[3] === type);
      return {
        graph,
        given: givenLabels("cell types", types),
        positions: {
          places: Float64Array.from(
            graph.names!.flatMap((name) =>
              Array.from(somaPlaces.subarray(2 * place.get(name)!, 2 * place.get(name)! + 2)),
            ),
          ),
          axes: "own",
          note: along("left"),
        },
        counts: [
          count("cells", 448, cells.size),
          count("neurons", 300, graph.nodes),
          count("chemical edges", 4681, kind("chemical").rows.length),
          count("their weight", 27019, total(kind("chemical"), "Weight")),
          count("electrical edges", 2698, kind("electrical").rows.length),
          count("their weight", 12683, total(kind("electrical"), "Weight")),
          count("chemical edges of neurons", 3638, kindWithin("chemical").rows.length),
          count("their weight", 20589, total(kindWithin("chemical"), "Weight")),
          count("electrical edges of neurons", 2168, kindWithin("electrical").rows.length),
        ],
      };
    },
  },
} satisfies Record<string, Source>;

const total = (table: CsvTable, column: string): number =>
  numbersOf(table, [column]).reduce((sum, value) => sum + value, 0);

function rowsOf(table: CsvTable, keep: (row: readonly string[]) => boolean): CsvTable {
  const kept = [...table.rows.keys()].filter((r) => keep(table.rows[r]!));
  return { ...table, rows: kept.map((r) => table.rows[r]!), lines: kept.map((r) => table.lines[r]!) };
}

/** With a second row, the ends exchanged, for every electrical one between different cells. */
function bothWays(table: CsvTable, types: readonly string[]): CsvTable {
  const rows = table.rows.map((row, r) => {
    if (types[r] !== "chemical" && types[r] !== "electrical")
      throw new FormatError(table.name, `line ${table.lines[r]}: type ${types[r]} is neither chemical nor electrical`);
    const [pre = "", post = "", ...rest] = row;
    return types[r] === "electrical" && pre !== post ? [row, [post, pre, ...rest]] : [row];
  });
  return { ...table, rows: rows.flat(), lines: rows.flatMap((copies, r) => copies.map(() => table.lines[r]!)) };
}

/** Fields without the blanks around them, and `AS01` as `AS1`, which it is elsewhere. */
function unpadded(table: CsvTable): CsvTable {
  const cell = (name: string) => name.trim().replace(/^([A-Z]+)0(\d)$/, "$1$2");
  return {
    ...table,
    rows: table.rows.map(([source = "", target = "", ...rest]) => [
      cell(source),
      cell(target),
      ...rest.map((field) => field.trim()),
    ]),
  };
}
