import { FormatError } from "../errors.js";
import { type GmlEntry, type GmlList, parseGml } from "./gml.js";
import type { Graph } from "./graph.js";
import { type EdgesOptions, graphFromEdges } from "./graph-from-edges.js";

export interface GmlOptions extends Omit<EdgesOptions, "nodes" | "names"> {
  /** The edges' attribute that is their weight, `"value"` by default; edges without it weigh 1. null: all do. */
  readonly weight?: string | null;
  /** What errors call the text. */
  readonly name?: string;
}

export interface GmlGraph {
  /** Its nodes stand in the order of the file; their names are their labels, or where one is missing the ids. */
  readonly graph: Graph;
  /** One entry per node: its attributes `id`, `label` and whatever else it has that is a number or a text. */
  readonly attributes: readonly Readonly<Record<string, number | string>>[];
}

/**
 * A graph from GML text. It is directed if the file says `directed 1`, unless the options say otherwise.
 * @throws {FormatError} naming the line: what is no GML, a node without an id or with one used before, an edge to a node
 *   that does not exist, a weight that is no finite number
 * @throws {ArgumentError} for a refused duplicate or self-loop, as `graphFromEdges` does
 */
export function graphFromGml(text: string, options: GmlOptions = {}): GmlGraph {
  const { weight = "value", name = "graphFromGml", ...rest } = options,
    fail = (line: number, detail: string) => new FormatError(name, `line ${line}: ${detail}`),
    file = parseGml(text, name),
    graphs = file.entries.filter(({ key }) => key === "graph");
  if (graphs.length !== 1 || !isList(graphs[0]!))
    throw new FormatError(name, `holds ${graphs.length} graphs, must hold one: graph [ … ]`);
  const { entries } = graphs[0].value,
    lists = (key: string) =>
      entries.flatMap((entry) => {
        if (entry.key !== key) return [];
        if (!isList(entry)) throw fail(entry.line, `${key} is no list`);
        return [entry.value];
      });
  const place = new Map<number, number>(),
    attributes = lists("node").map((node, i) => {
      const values = Object.fromEntries(
        node.entries.flatMap(({ key, value }) => (typeof value === "object" ? [] : [[key, value]])),
      );
      if (typeof values.id !== "number") throw fail(node.line, "a node without a number as its id");
      if (place.has(values.id)) throw fail(node.line, `the second node with id ${values.id}`);
      place.set(values.id, i);
      return values as Record<string, number | string>;
    });
  const sources: number[] = [],
    targets: number[] = [],
    weights: number[] = [];
  for (const edge of lists("edge")) {
    const [source, target] = ["source", "target"].map((end) => {
      const id = attribute(edge, end),
        node = typeof id === "number" ? place.get(id) : undefined;
      if (node === undefined) throw fail(edge.line, `an edge whose ${end} is ${id ?? "missing"}, which is no node`);
      return node;
    });
    const value = weight === null ? 1 : (attribute(edge, weight) ?? 1);
    if (typeof value !== "number" || !Number.isFinite(value))
      throw fail(edge.line, `an edge whose ${weight} is ${JSON.stringify(value)}, no finite number`);
    sources.push(source!);
    targets.push(target!);
    weights.push(value);
  }
  const directed = entries.some(({ key, value }) => key === "directed" && value === 1),
    names = attributes.map(({ label, id }) => String(label ?? id));
  return { graph: graphFromEdges({ sources, targets, weights }, { directed, ...rest, names }), attributes };
}

const isList = (entry: GmlEntry): entry is GmlEntry & { value: GmlList } => typeof entry.value === "object";

const attribute = ({ entries }: GmlList, wanted: string) => entries.find(({ key }) => key === wanted)?.value;
