import { type CsvTable, numericColumns, readCsv } from "../../data/csv.js";
import { dayNumber, hourOfDay, type LocalTime, localTimeOf } from "../../dendrites/calendar.js";
import { FormatError } from "../../errors.js";
import type { DataFiles } from "../experiment.js";
import { type Series, type Source, windowsPath } from "./series.js";

/** Reads a series and its windows, or names a file that is not there. @throws {FormatError} when one is damaged */
export async function readSeries(source: Source, files: DataFiles): Promise<Series | { missing: string }> {
  const bytes = await files.read(source.path);
  if (!bytes) return { missing: source.path };
  const table = withoutTypes(await readCsv(bytes, { name: source.path }));
  if (table.columns.length !== 2 || table.rows.length === 0)
    throw new FormatError(source.path, `${table.rows.length} rows of ${table.columns.length} columns: a time, a value`);
  const times = table.rows.map(([text = ""], row) => timeOf(text, source.path, table.lines[row]!)),
    series = { times, values: numericColumns(table, [1]), windows: [], rowsPerDay: source.rowsPerDay };
  if (source.label === undefined) return series;
  const labels = await files.read(windowsPath);
  if (!labels) return { missing: windowsPath };
  return { ...series, windows: windowsOf(labels, source.label, times) };
}

/** Without the lines of types and flags that some files have below the names of columns. */
function withoutTypes(table: CsvTable): CsvTable {
  if (table.rows[0]?.[0] !== "datetime") return table;
  return { ...table, rows: table.rows.slice(2), lines: table.lines.slice(2) };
}

const yearFirst = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.\d+)?$/;
const monthFirst = /^(\d\d?)\/(\d\d?)\/(\d\d) (\d\d?):(\d\d)$/;

/** "2014-07-01 00:30:00", or "7/2/10 0:00" of this century. */
function timeOf(text: string, path: string, line: number): LocalTime {
  const numbers = (match: RegExpExecArray | null) => match?.slice(1).map(Number);
  const [year, month, day, hour, minute, second] = numbers(yearFirst.exec(text)) ?? [];
  if (second !== undefined)
    return expectTime({ year: year!, month: month!, day: day!, hour: hour!, minute: minute!, second }, path, line);
  const [m, d, y, h, min] = numbers(monthFirst.exec(text)) ?? [];
  if (min !== undefined)
    return expectTime({ year: 2000 + y!, month: m!, day: d!, hour: h!, minute: min, second: 0 }, path, line);
  throw new FormatError(path, `line ${line}: ${JSON.stringify(text.slice(0, 40))} is no time`);
}

function expectTime(time: LocalTime, path: string, line: number): LocalTime {
  try {
    return localTimeOf("anomaly", time);
  } catch (cause) {
    throw new FormatError(path, `line ${line}: no such time`, { cause });
  }
}

/** Hours since the year 1. */
const hoursOf = (time: LocalTime): number => 24 * dayNumber(time.year, time.month, time.day) + hourOfDay(time);

/** The first and the last row within each window. Clocks that are set back leave some rows out of order, which does no harm. */
function windowsOf(bytes: Uint8Array, label: string, times: readonly LocalTime[]): [number, number][] {
  const damaged = (detail: string, cause?: unknown) => new FormatError(windowsPath, detail, { cause });
  let all: unknown;
  try {
    all = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw damaged("is no JSON in UTF-8", cause);
  }
  const list: unknown = typeof all === "object" && all !== null ? (all as Record<string, unknown>)[label] : undefined;
  if (!Array.isArray(list)) throw damaged(`has no windows of ${label}`);
  const moments = times.map(hoursOf);
  return list.map((entry: unknown) => {
    if (!Array.isArray(entry) || entry.length !== 2 || !entry.every((one) => typeof one === "string"))
      throw damaged(`${label}: a window must be its first and its last time`);
    const [from, to] = entry.map((one: string) => hoursOf(timeOf(one, windowsPath, 1))) as [number, number],
      first = moments.findIndex((moment) => moment >= from),
      last = moments.findLastIndex((moment) => moment <= to);
    if (first < 0 || last < first) throw damaged(`${label}: the window from ${entry[0]} holds no row`);
    return [first, last];
  });
}
