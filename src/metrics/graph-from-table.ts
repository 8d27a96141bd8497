import { ArgumentError, FormatError } from "../errors.js";
import type { Graph } from "./graph.js";
import { type EdgesOptions, graphFromEdges } from "./graph-from-edges.js";

/** A table of text with one edge per row, as `readCsv` of neurite/data reads it. */
export interface EdgeTable {
  /** What errors call the table. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line on which each row stands. */
  readonly lines: readonly number[];
}

export interface TableOptions extends Omit<EdgesOptions, "nodes" | "names"> {
  /** The columns of source, target and weight, by name or 0-based position; 0, 1 and 2 by default. */
  readonly source?: string | number;
  readonly target?: string | number;
  /** null for edges of weight 1; by default column 2, where there is one. */
  readonly weight?: string | number | null;
  /** Nodes in their order, also such as no edge names; by default numbers ascend, other names stand as they come. */
  readonly nodes?: readonly string[];
}

/**
 * A graph from a table of edges; nodes are known by the text that stands for them, blanks around it removed, and become
 * the graph's names.
 * @throws {FormatError} naming the line: no name, no finite weight, or a node that is not among `nodes`
 * @throws {ArgumentError} for a column that does not exist, and as `graphFromEdges` does
 */
export function graphFromTable(table: EdgeTable, options: TableOptions = {}): Graph {
  if (!Array.isArray(table?.rows) || !Array.isArray(table.columns))
    throw new ArgumentError("graphFromTable", "table", table, "a table: await readCsv(…)");
  const { nodes, source, target, weight, ...rest } = options,
    sourceColumn = positionOf(table, source ?? 0),
    targetColumn = positionOf(table, target ?? 1),
    weightColumn =
      weight === null || (weight === undefined && table.columns.length < 3) ? -1 : positionOf(table, weight ?? 2);
  const name = (row: number, column: number): string => {
    const text = table.rows[row]![column]!.trim();
    if (text === "") throw new FormatError(table.name, `line ${table.lines[row]}: an edge without a name for its node`);
    return text;
  };
  const ends = table.rows.map((_, row) => [name(row, sourceColumn), name(row, targetColumn)] as const),
    names = nodes ?? inOrder(new Set(ends.flat())),
    place = new Map(names.map((text, i) => [text, i]));
  if (place.size !== names.length) throw new ArgumentError("graphFromTable", "nodes", nodes, "different names");
  const placeOf = (text: string, row: number): number => {
    const i = place.get(text);
    if (i === undefined) throw new FormatError(table.name, `line ${table.lines[row]}: ${text} is not among the nodes`);
    return i;
  };
  return graphFromEdges(
    {
      sources: ends.map(([from], row) => placeOf(from, row)),
      targets: ends.map(([, to], row) => placeOf(to, row)),
      weights:
        weightColumn < 0 ? undefined : table.rows.map((fields, row) => weightOf(table, row, fields[weightColumn]!)),
    },
    { ...rest, names },
  );
}

function positionOf({ columns }: EdgeTable, column: string | number): number {
  const position = typeof column === "number" ? column : columns.indexOf(column);
  if (!Number.isInteger(position) || position < 0 || position >= columns.length)
    throw new ArgumentError("graphFromTable", "column", column, `one of ${columns.join(", ")}`);
  return position;
}

function weightOf({ name, lines }: EdgeTable, row: number, field: string): number {
  const text = field.trim(),
    weight = Number(text);
  if (text === "" || !Number.isFinite(weight))
    throw new FormatError(name, `line ${lines[row]}: weight ${JSON.stringify(text.slice(0, 40))} is no finite number`);
  return weight;
}

/** Ascending when all are whole numbers, else as they come. */
function inOrder(names: ReadonlySet<string>): string[] {
  const list = [...names];
  return list.every((text) => /^\d{1,15}$/.test(text)) ? list.sort((a, b) => Number(a) - Number(b)) : list;
}
