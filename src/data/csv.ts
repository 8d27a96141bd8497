import { ArgumentError, FormatError } from "../errors.js";
import { type ByteSource, type ReadOptions, readFrom } from "./bytes.js";

export interface CsvOptions {
  /** What errors call the text. */
  readonly name?: string;
  /** One character between fields; default a comma. */
  readonly delimiter?: string;
  /** Whether the first row names the columns (default); without it they are called "column 1", "column 2", … */
  readonly header?: boolean;
  readonly limits?: {
    /** Default 256 MiB after decompression; a string counts one byte per character. */
    readonly maxBytes?: number;
    /** Default 10 million, the header not counted. */
    readonly maxRows?: number;
    /** Default 10 000. */
    readonly maxColumns?: number;
  };
}

export interface CsvTable {
  /** What errors call the table. */
  readonly name: string;
  readonly columns: string[];
  /** The fields as written, quotes removed; every row has as many as there are columns. */
  readonly rows: string[][];
  /** The line, counted from 1, on which each row begins. */
  readonly lines: number[];
}

/**
 * Reads comma-separated values as of RFC 4180: fields may stand in double quotes, where delimiters and line ends are text
 * and "" is a quote. Lines end with CRLF, LF or CR; the last one need not end. Bytes must be UTF-8, plain or gzip; a byte
 * order mark is dropped. A blank line is a row of one empty field.
 * @throws {FormatError} naming the line: rows of unequal length, stray or unclosed quotes; or when a limit is passed
 */
export async function readCsv(source: string | ByteSource, options: CsvOptions = {}): Promise<CsvTable> {
  const maxBytes = limitOf("maxBytes", options.limits?.maxBytes ?? 2 ** 28);
  const maxRows = limitOf("maxRows", options.limits?.maxRows ?? 10_000_000);
  const maxColumns = limitOf("maxColumns", options.limits?.maxColumns ?? 10_000);
  const { delimiter = ",", header = true } = options;
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter))
    throw new ArgumentError("readCsv", "delimiter", delimiter, "one character, neither a quote nor a line end");

  const { text, name } =
    typeof source === "string"
      ? { text: source, name: options.name ?? "readCsv" }
      : await readText(source, { ...options, limit: maxBytes });
  if (text.length > maxBytes) throw new FormatError(name, `holds more than the limit of ${maxBytes} bytes`);
  const table: CsvTable = { name, columns: [], rows: [], lines: [] };
  for (const { fields, line } of parseRows(text, delimiter, name, maxColumns)) {
    if (table.columns.length === 0) {
      table.columns.push(...(header ? fields : fields.map((_, i) => `column ${i + 1}`)));
      if (header) continue;
    }
    if (fields.length !== table.columns.length)
      throw new FormatError(name, `line ${line}: fields: ${fields.length}, in the first row: ${table.columns.length}`);
    if (table.rows.length === maxRows) throw new FormatError(name, `line ${line} passes the limit of ${maxRows} rows`);
    table.rows.push(fields);
    table.lines.push(line);
  }
  if (table.columns.length === 0) throw new FormatError(name, "is empty");
  return table;
}

const NUMBER = /^[ \t]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t]*$/;

/**
 * The chosen columns as numbers, row after row: [rows, columns]. Decimal numbers only, blanks around them are ignored.
 * @param columns names or 0-based positions; default all
 * @throws {FormatError} naming line and column of a field that is no finite number
 * @throws {ArgumentError} for a column that does not exist, or a name that several columns carry
 */
export function numericColumns(
  table: CsvTable,
  columns: readonly (string | number)[] = table.columns.map((_, i) => i),
) {
  const positions = columns.map((column) => positionOf(table, column));
  const values = new Float64Array(table.rows.length * positions.length);
  let next = 0;
  table.rows.forEach((row, r) => {
    for (const position of positions) {
      const field = row[position] ?? "",
        value = NUMBER.test(field) ? Number(field) : Number.NaN;
      if (!Number.isFinite(value)) {
        const shown = JSON.stringify(field.length > 40 ? `${field.slice(0, 40)}…` : field);
        const where = `line ${table.lines[r]}, column ${JSON.stringify(table.columns[position])}`;
        throw new FormatError(table.name, `${where}: ${shown} is not a finite number`);
      }
      values[next++] = value;
    }
  });
  return values;
}

function positionOf(table: CsvTable, column: string | number): number {
  const position = typeof column === "number" ? column : table.columns.indexOf(column);
  if (table.columns[position] === undefined)
    throw new ArgumentError("numericColumns", "column", column, "a column of the table");
  if (typeof column === "string" && table.columns.indexOf(column, position + 1) >= 0)
    throw new ArgumentError("numericColumns", "column", column, "the name of one column; give its position instead");
  return position;
}

function readText(source: ByteSource, options: ReadOptions): Promise<{ text: string; name: string }> {
  return readFrom("readCsv", source, options, async (reader) => {
    const bytes = await reader.takeAll();
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), name: reader.name };
    } catch (cause) {
      throw new FormatError(reader.name, "is not UTF-8 text", { cause });
    }
  });
}

/** Rows of fields with the line each begins on. */
function* parseRows(text: string, delimiter: string, name: string, maxColumns: number) {
  let at = text.startsWith("\ufeff") ? 1 : 0,
    line = 1;
  while (at < text.length) {
    const fields: string[] = [],
      start = line;
    for (let open = true; open; ) {
      if (fields.length === maxColumns)
        throw new FormatError(name, `line ${start} passes the limit of ${maxColumns} columns`);
      if (text[at] === '"') {
        const quoted = parseQuoted(text, at, line, name);
        fields.push(quoted.field);
        at = quoted.end;
        line += quoted.lineEnds;
      } else {
        const end = endOfField(text, at, delimiter, line, name);
        fields.push(text.slice(at, end));
        at = end;
      }
      const after = text[at];
      open = after === delimiter;
      if (!open && after !== undefined && after !== "\r" && after !== "\n")
        throw new FormatError(name, `line ${line}: text follows a closing quote`);
      if (open) at++;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    at++;
    line++;
    yield { fields, line: start };
  }
}

function endOfField(text: string, start: number, delimiter: string, line: number, name: string): number {
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === delimiter || character === "\n" || character === "\r") return at;
    if (character === '"') throw new FormatError(name, `line ${line}: a quote inside an unquoted field`);
  }
  return text.length;
}

/** The quoted field that opens at `start`; `end` is behind its closing quote. */
function parseQuoted(text: string, start: number, line: number, name: string) {
  let field = "";
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new FormatError(name, `line ${line}: the quote opened here is never closed`);
    field += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const lineEnds = field.match(/\r\n|\r|\n/g)?.length ?? 0;
      return { field, end: quote + 1, lineEnds };
    }
    field += '"';
    at = quote + 2;
  }
}

function limitOf(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new ArgumentError("readCsv", `limits.${name}`, value, "an integer from 0 to 2^53 − 1");
  return value;
}
