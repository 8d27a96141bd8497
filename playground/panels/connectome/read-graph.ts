import { FormatError, NeuriteError } from "neurite";
import { type CsvTable, numericColumns, readCsv } from "neurite/data";
import { type Graph, graphFromDense, graphFromGml, graphFromTable } from "neurite/metrics";
import { isNumber } from "../../shell/csv.js";

/** Endings of the files that `readGraph` reads. */
export const graphFiles = ".csv,.tsv,.txt,.gml";

/**
 * A graph from the text of a file, by the ending of its name: GML; else a table, its fields apart by tabs, semicolons or
 * commas. A table of as many rows as columns is a matrix of weights (more than three, with or without names at its rows and
 * columns), undirected if it is symmetric; any other is a list of edges: source, target and, if it likes, weight.
 * @param directed how to read a list of edges; GML and matrices say so themselves
 * @throws {FormatError} naming the file and, where there is one, the line
 */
export async function readGraph(name: string, text: string, directed: boolean): Promise<Graph> {
  try {
    const graph = /\.gml$/i.test(name)
      ? graphFromGml(text, { name }).graph
      : graphOfTable(
          await readCsv(withoutBlankLines(text), { name, delimiter: delimiterOf(text), header: false }),
          directed,
        );
    if (graph.edges === 0) throw new FormatError(name, "holds no edge");
    return graph;
  } catch (error) {
    // What is wrong with an edge is wrong with the file that says so.
    if (error instanceof NeuriteError && error.code !== "format")
      throw new FormatError(name, error.message, { cause: error });
    throw error;
  }
}

function withoutBlankLines(text: string): string {
  return text.replace(/\s+$/, "\n");
}

/** The one that stands in the first line. */
function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)![0];
  return ["\t", ";"].find((delimiter) => line.includes(delimiter)) ?? ",";
}

function graphOfTable(table: CsvTable, directed: boolean): Graph {
  const { columns, rows } = table,
    width = columns.length;
  if (width > 3 && rows.length >= width - 1 && rows.length <= width + 1) return graphOfMatrix(table);
  if (width < 2 || width > 3) {
    const shape = `${rows.length} rows of ${width} fields`;
    throw new FormatError(table.name, `line 1: ${shape} are neither edges (2 or 3 fields) nor a square matrix`);
  }
  return graphOfEdges(hasHeader(rows) ? withHeader(table) : table, directed);
}

/** A first row that cannot be an edge like those below it, or is one of the usual words. */
function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first = [], second] = rows;
  if (first.length === 3 && !isNumber(first[2])) return true;
  const usual = /^\s*(source|target|from|to|pre|post|i|j|node ?[12])\s*$/i;
  if (usual.test(first[0]!) && usual.test(first[1]!)) return true;
  return (
    second !== undefined && !isNumber(first[0]) && !isNumber(first[1]) && isNumber(second[0]) && isNumber(second[1])
  );
}

function withHeader({ name, rows, lines }: CsvTable): CsvTable {
  return { name, columns: rows[0]!, rows: rows.slice(1), lines: lines.slice(1) };
}

function graphOfEdges(table: CsvTable, directed: boolean): Graph {
  const { name, rows, lines } = table,
    first = new Map<string, number>();
  rows.forEach(([from, to], row) => {
    const ends = [from!.trim(), to!.trim()];
    if (!directed) ends.sort();
    const edge = JSON.stringify(ends),
      before = first.get(edge);
    if (before === undefined) first.set(edge, lines[row]!);
    else {
      const what = `the edge ${ends.join(directed ? " → " : " – ")} stands in line ${before} already`;
      throw new FormatError(
        name,
        `line ${lines[row]}: ${what}${directed ? "" : " (if edges have directions, say so)"}`,
      );
    }
  });
  // By position: a header may call two columns the same.
  return graphFromTable(table, { directed, source: 0, target: 1, weight: table.columns.length > 2 ? 2 : null });
}

function graphOfMatrix(table: CsvTable): Graph {
  // Names stand in the first row where that is no row of numbers, in the first column where its fields below are none.
  const header = table.rows[0]!.slice(1).some((field) => !isNumber(field)),
    body = header ? withHeader(table) : table,
    named = body.rows.length === table.columns.length - 1 || body.rows.some(([field]) => !isNumber(field)),
    begin = named ? 1 : 0,
    size = table.columns.length - begin;
  if (body.rows.length !== size)
    throw new FormatError(table.name, `a matrix of ${body.rows.length} rows and ${size} columns is not square`);
  const positions = Array.from({ length: size }, (_, k) => k + begin),
    values = numericColumns(body, positions),
    symmetric = values.every((value, at) => value === values[(at % size) * size + Math.floor(at / size)]),
    names = named
      ? body.rows.map(([field]) => field!.trim())
      : header
        ? table.rows[0]!.map((field) => field.trim())
        : undefined;
  return graphFromDense(values, { directed: !symmetric, ...(names && { names }) });
}
