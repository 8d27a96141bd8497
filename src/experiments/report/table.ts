import { ShapeError } from "../../errors.js";
import { escapeHtml, type FigureText, figure, type Section, scrolling, spoken } from "./html.js";
import { formatNumber } from "./numbers.js";

/** Numbers are formatted and set flush right, booleans are ticks and crosses, null is an empty cell. */
export type Cell = string | number | boolean | null;

export interface TableOptions extends FigureText {
  readonly columns: readonly string[];
  /** The first cell of a row is its header. */
  readonly rows: readonly (readonly Cell[])[];
}

/** @throws {ShapeError} when a row has not as many cells as there are columns */
export function table(options: TableOptions): Section {
  const { title, columns, rows } = options;
  rows.forEach((row, index) => {
    if (row.length !== columns.length)
      throw new ShapeError("table", `row ${index} has ${row.length} cells for ${columns.length} columns`);
  });
  return { render: (id) => figure(id, options, scrolling(title, tableHtml(columns, rows))) };
}

/** One statement of a paper beside what a run found. */
export interface Claim {
  readonly name: string;
  readonly expected: string | number | boolean;
  readonly actual: string | number | boolean;
  readonly holds: boolean;
  /** Where the paper says so. */
  readonly source?: string;
}

/** What was expected, what came, and whether the claim holds. */
export function claimsTable(options: FigureText & { readonly claims: readonly Claim[] }): Section {
  const { claims } = options;
  const rows = claims.map(({ name, expected, actual, holds, source }) => {
    const origin = source === undefined ? "" : `<small>${escapeHtml(source)}</small>`;
    return `<tr>${cellHtml(holds)}<th scope="row">${escapeHtml(name)}${origin}</th>${plainCell(expected)}${plainCell(actual)}</tr>`;
  });
  const holding = claims.filter(({ holds }) => holds).length;
  const count = `<p class="count">${holding} of ${claims.length} ${claims.length === 1 ? "claim holds" : "claims hold"}.</p>`;
  const head = `<th scope="col">${spoken("Holds")}</th><th scope="col">Claim</th><th scope="col" class="number">Expected</th><th scope="col" class="number">Actual</th>`;
  const body = `<table class="claims"><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return { render: (id) => figure(id, options, count + scrolling(options.title, body)) };
}

/** In words: a tick beside the mark of the claim itself would read as a second verdict. */
function plainCell(value: string | number | boolean): string {
  return cellHtml(typeof value === "boolean" ? (value ? "yes" : "no") : value);
}

/** The numbers behind a chart, closed at first; long series are thinned to every so-many-th point. */
export function seriesTable(
  title: string,
  xLabel: string,
  series: readonly { readonly name: string; readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }[],
): string {
  const tables = series.map(({ name, x, y }) => {
    const stride = Math.max(1, Math.ceil(y.length / 50)),
      rows: Cell[][] = [];
    for (let k = 0; k < y.length; k++) if (k % stride === 0 || k === y.length - 1) rows.push([x[k]!, y[k]!]);
    return scrolling(`${title}, ${name}`, tableHtml([xLabel, name], rows));
  });
  return `<details><summary>Numbers${spoken(` of ${title}`)}</summary><div class="numbers">${tables.join("")}</div></details>`;
}

function tableHtml(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const numeric = columns.map(
    (_, k) => rows.length > 0 && rows.every((row) => row[k] === null || typeof row[k] === "number"),
  );
  const head = columns.map(
    (name, k) => `<th scope="col"${numeric[k] ? ' class="number"' : ""}>${escapeHtml(name)}</th>`,
  );
  const body = rows.map((row) => `<tr>${row.map((cell, k) => cellHtml(cell, k === 0)).join("")}</tr>`);
  return `<table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function cellHtml(cell: Cell, header = false): string {
  const tag = header ? 'th scope="row"' : "td",
    end = header ? "th" : "td";
  if (cell === null) return `<${tag}></${end}>`;
  if (typeof cell === "number") return `<${tag} class="number">${formatNumber(cell)}</${end}>`;
  if (typeof cell === "string") return `<${tag}>${escapeHtml(cell)}</${end}>`;
  return `<${tag} class="${cell ? "yes" : "no"}"><span aria-hidden="true">${cell ? "✓" : "✗"}</span>${spoken(cell ? "yes" : "no")}</${end}>`;
}
