import uPlot from "uplot";
import { csvText } from "./csv.js";

export interface LineSeries {
  readonly name: string;
  /** Ascending. */
  readonly x: ArrayLike<number>;
  /** As many values as `x`; one that is not finite leaves a gap. */
  readonly y: ArrayLike<number>;
}

/** All series over one axis: for each place of x a value of every series, null where it has none. */
export function aligned(series: readonly LineSeries[], log = false): uPlot.AlignedData {
  const drawn = (value: number) => (Number.isFinite(value) && (value > 0 || !log) ? value : null),
    tables = series.map(({ x, y }): uPlot.AlignedData => [Array.from(x), Array.from(y, drawn)]);
  if (tables.length === 0) return [[]];
  return tables.length === 1
    ? tables[0]!
    : uPlot.join(
        tables,
        tables.map((table) => table.slice(1).map(() => 2)),
      );
}

/** Ends of a logarithmic axis: the values' own, or a decade where there is one value or none (null). */
export function logarithmicEnds(low: number | null, high: number | null): [low: number, high: number] {
  if (low === null || high === null) return [1, 10];
  return low < high ? [low, high] : [low, 10 * low];
}

/** A column for x and one per series. */
export function seriesCsv(xLabel: string, series: readonly LineSeries[]): string {
  const rows = new Map<number, (number | "")[]>();
  series.forEach(({ x, y }, k) => {
    for (let i = 0; i < x.length; i++) {
      const row = rows.get(x[i]!) ?? series.map(() => "");
      row[k] = y[i]!;
      rows.set(x[i]!, row);
    }
  });
  const ordered = [...rows].sort(([a], [b]) => a - b).map(([x, values]) => [x, ...values]);
  return csvText([xLabel, ...series.map(({ name }) => name)], ordered);
}
