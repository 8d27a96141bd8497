import { type CsvTable, numericColumns, readCsv } from "../../data/csv.js";
import { FormatError } from "../../errors.js";

/** A file of a data set as it was read. */
export interface SourceFile {
  /** What errors call it, such as "graphs/karate.gml". */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** @throws {FormatError} unless the bytes are UTF-8 */
export function textOf({ path, bytes }: SourceFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError(path, "is no UTF-8 text", { cause });
  }
}

export interface TableFormat {
  /** One character between fields; default a comma. */
  readonly delimiter?: string;
  /** Whether the first row names the columns; default false. */
  readonly header?: boolean;
}

/** Its rows; separators at the ends of lines, which some of the files have, are left out. @throws {FormatError} */
export function tableOf(file: SourceFile, { delimiter = ",", header = false }: TableFormat = {}): Promise<CsvTable> {
  const trailing = delimiter === "," ? /[, ]+$/gm : /[ \t]+$/gm;
  return readCsv(textOf(file).replace(trailing, ""), { name: file.path, delimiter, header });
}

/** One text per line, blanks around it removed. @throws {FormatError} naming a line that is empty */
export async function linesOf(file: SourceFile): Promise<string[]> {
  const { rows, lines } = await tableOf(file, { delimiter: "\t" });
  return rows.map(([text = ""], row) => {
    if (text.trim() === "") throw new FormatError(file.path, `line ${lines[row]}: empty`);
    return text.trim();
  });
}

/** A square matrix, row-major. @throws {FormatError} naming the line of what is no number, and unless it is square */
export async function matrixOf(file: SourceFile, format?: TableFormat): Promise<Float64Array> {
  const table = await tableOf(file, format),
    [rows, columns] = [table.rows.length, table.columns.length];
  if (rows !== columns) throw new FormatError(file.path, `${rows} rows of ${columns} numbers are no square matrix`);
  return numericColumns(table);
}

/** Columns of numbers by name, row after row. @throws {FormatError} */
export function numbersOf(table: CsvTable, columns: readonly string[]): Float64Array {
  expectColumns(table, columns);
  return numericColumns(table, columns);
}

/** A column of texts, blanks around them removed. @throws {FormatError} where there is none of that name */
export function textsOf(table: CsvTable, column: string): string[] {
  expectColumns(table, [column]);
  const position = table.columns.indexOf(column);
  return table.rows.map((row) => row[position]!.trim());
}

function expectColumns({ name, columns }: CsvTable, wanted: readonly string[]): void {
  for (const column of wanted)
    if (!columns.includes(column)) throw new FormatError(name, `has no column ${column}, only ${columns.join(", ")}`);
}

/** @throws {FormatError} unless there are as many of something as nodes */
export function expectAsMany({ path }: SourceFile, what: string, actual: number, nodes: number): void {
  if (actual !== nodes) throw new FormatError(path, `${actual} ${what} for ${nodes} nodes`);
}
