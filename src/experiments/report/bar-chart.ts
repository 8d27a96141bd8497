import { ShapeError } from "../../errors.js";
import { escapeHtml, type FigureText, figure, percent, type Section, spoken } from "./html.js";
import { legend, seriesStyle } from "./legend.js";
import { formatNumber } from "./numbers.js";

export interface BarSeries {
  readonly name: string;
  /** One value per category; one that is not finite has no bar. */
  readonly values: ArrayLike<number>;
  /** Half-widths of error bars, one per category, such as a standard deviation over seeds; NaN where there is none. */
  readonly errors?: ArrayLike<number>;
}

export interface BarChartOptions extends FigureText {
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
  /** Ends of the bars' axis. Default: from 0 to the farthest bar or error bar; it always contains 0. */
  readonly range?: readonly [low: number, high: number];
}

/**
 * Horizontal bars from 0 with their numbers beside them, one group per category: a table, so every reader can use it.
 * @throws {ShapeError} when a series has not as many values or errors as there are categories
 */
export function barChart(options: BarChartOptions): Section {
  const { categories, series, range } = options;
  let [low, high] = range ?? [0, 0];
  low = Math.min(low, 0);
  high = Math.max(high, 0);
  for (const { name, values, errors } of series)
    for (const array of errors === undefined ? [values] : [values, errors])
      if (array.length !== categories.length)
        throw new ShapeError(
          "barChart",
          `series "${name}" has ${array.length} values for ${categories.length} categories`,
        );
  if (range === undefined)
    for (const { values, errors } of series)
      for (let k = 0; k < values.length; k++) {
        const error = usable(errors?.[k]) ? errors![k]! : 0;
        if (!Number.isFinite(values[k])) continue;
        low = Math.min(low, values[k]! - error);
        high = Math.max(high, values[k]! + error);
      }
  // Farther out the difference of the ends would overflow.
  low = Math.max(low, -4e307);
  high = low === high ? 1 : Math.min(high, 4e307);
  const share = (value: number) => Math.min(Math.max((value - low) / (high - low), 0), 1);
  const groups = categories.map((category, k) => {
    const header = `<th scope="rowgroup" rowspan="${series.length}">${escapeHtml(category)}</th>`;
    const rows = series.map((one, index) => `<tr>${index === 0 ? header : ""}${barCells(one, k, index, share)}</tr>`);
    return `<tbody>${rows.join("")}</tbody>`;
  });
  const columns = ["Category", "Bar", "Value", "Error"].map((name) => `<th scope="col">${name}</th>`).join(""),
    chart = `<table class="bars"><thead class="spoken"><tr>${columns}</tr></thead>${groups.join("")}</table>`;
  return { render: (id) => figure(id, options, legend("block", series) + chart) };
}

function usable(error: number | undefined): boolean {
  return error !== undefined && error >= 0 && error < Infinity;
}

type Share = (value: number) => number;

function barCells({ name, values, errors }: BarSeries, k: number, index: number, share: Share): string {
  const value = values[k]!,
    error = errors?.[k] ?? Number.NaN,
    whisker = Number.isFinite(value) && usable(error),
    bar = Number.isFinite(value) ? mark("bar", share(Math.min(value, 0)), share(Math.max(value, 0))) : "",
    line = whisker ? mark("whisker", share(value - error), share(value + error)) : "",
    drawing = `<div aria-hidden="true">${bar}${line}${mark("zero", share(0), share(0))}</div>`;
  const spread = whisker ? `± ${formatNumber(error, 2)}` : "";
  return `<td class="track" ${seriesStyle(index)}>${spoken(name)}${drawing}</td><td class="number">${formatNumber(value)}</td><td class="error">${spread}</td>`;
}

function mark(kind: string, from: number, to: number): string {
  return `<i class="${kind}" style="left:${percent(from)};width:${percent(to - from)}"></i>`;
}
