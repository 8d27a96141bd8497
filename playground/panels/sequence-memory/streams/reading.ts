import { FormatError } from "neurite";
import { type CsvTable, numericColumns, readCsv } from "neurite/data";
import type { LocalTime } from "neurite/dendrites";
import { isNumber } from "../../../shell/csv.js";
import { secondsOf, timeOf } from "./times.js";

/** A stream of values, with the times they were measured at where the file has any. */
export interface Series {
  /** As the file spells them. */
  readonly times: readonly string[] | undefined;
  readonly moments: readonly LocalTime[] | undefined;
  readonly values: Float64Array<ArrayBuffer>;
  /** Lines of the file, from 1. */
  readonly lines: readonly number[];
  /** Rows of a day; undefined without times. */
  readonly rowsPerDay: number | undefined;
}

/** Which columns to read: positions; time is undefined for a stream without times. */
export interface Columns {
  readonly time: number | undefined;
  readonly value: number;
}

const fewestRows = 100;
const mostRows = 50_000;

const isMoment = (field: string): boolean => timeOf(field) !== undefined;

/** @throws {FormatError} for bytes that are no UTF-8 */
export function decode(bytes: ArrayBuffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError(name, "is not UTF-8 text", { cause });
  }
}

/**
 * Reads a table. Its first row names the columns unless it holds a number or a time.
 * @throws {FormatError} naming the line
 */
export async function readTable(text: string, name: string): Promise<CsvTable> {
  const [first = ""] = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/, 1),
    counted = (delimiter: string) => first.split(delimiter).length,
    delimiter = [",", ";", "\t"].reduce((best, other) => (counted(other) > counted(best) ? other : best)),
    header = !first.split(delimiter).some((field) => isNumber(field) || isMoment(field));
  const table = await readCsv(text.replace(/[\r\n]+$/, ""), { name, header, delimiter, limits: { maxRows: mostRows } });
  // Files of HTM's own format have lines of types and flags below the names of columns.
  const skipped = table.rows[0]?.[0] === "datetime" ? 2 : 0;
  return { ...table, rows: table.rows.slice(skipped), lines: table.lines.slice(skipped) };
}

/**
 * The first column of times and the first of numbers, judged by the first row that has values.
 * @throws {FormatError} when there is none of numbers
 */
export function guessColumns({ name, columns, rows, lines }: CsvTable): Columns {
  const first = rows[0];
  if (!first) throw new FormatError(name, "has no rows of values");
  const time = first.findIndex(isMoment),
    value = first.findIndex(isNumber);
  if (value < 0)
    throw new FormatError(name, `line ${lines[0]}: none of the columns ${columns.join(", ")} holds a number`);
  return { time: time < 0 ? undefined : time, value };
}

/** @throws {FormatError} naming line and column of what is no number or no time; or when there are too few rows */
export function readSeries(table: CsvTable, { time, value }: Columns): Series {
  const { name, columns, rows, lines } = table;
  if (rows.length < fewestRows)
    throw new FormatError(name, `rows: ${rows.length}, at least ${fewestRows} are needed to know what is usual`);
  const values = numericColumns(table, [value]);
  if (time === undefined) return { times: undefined, moments: undefined, values, lines, rowsPerDay: undefined };
  const times = rows.map((row) => row[time]!),
    moments = times.map((text, row) => {
      const moment = timeOf(text);
      if (moment) return moment;
      const where = `line ${lines[row]}, column ${JSON.stringify(columns[time])}`;
      throw new FormatError(name, `${where}: ${JSON.stringify(text.slice(0, 40))} is no time like 2014-07-01 00:30:00`);
    });
  return { times, moments, values, lines, rowsPerDay: rowsPerDayOf(moments) };
}

/** By the median distance of neighbours; at least one. */
function rowsPerDayOf(moments: readonly LocalTime[]): number {
  const distances = moments.slice(1).map((moment, k) => secondsOf(moment) - secondsOf(moments[k]!));
  distances.sort((a, b) => a - b);
  const median = Math.max(1, distances[distances.length >> 1]!);
  return Math.max(1, Math.round(86_400 / median));
}
