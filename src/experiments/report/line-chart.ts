import { ShapeError } from "../../errors.js";
import { escapeHtml, type FigureText, figure, percent, type Section } from "./html.js";
import { legend, seriesStyle } from "./legend.js";
import { formatNumber } from "./numbers.js";
import { type AxisOptions, type Scale, scaleFor } from "./scales.js";
import { seriesTable } from "./table.js";

export interface LineSeries {
  readonly name: string;
  readonly x: ArrayLike<number>;
  /** As many values as `x`. A value that cannot be drawn (NaN, infinite, not positive on a log axis) leaves a gap. */
  readonly y: ArrayLike<number>;
  /** A shaded region around the line, such as an interval over seeds: as many values each as `x`. */
  readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };
}

export interface LineChartOptions extends FigureText {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  readonly series: readonly LineSeries[];
  /** Dotted horizontal lines to compare with: chance, a paper's figure. */
  readonly references?: readonly { readonly label: string; readonly y: number }[];
  /** Shaded stretches of the x axis, such as times at which something is known to have happened. */
  readonly spans?: { readonly label: string; readonly ranges: readonly (readonly [from: number, to: number])[] };
}

/**
 * Lines over a common x axis, with legend, dots where points are few, and the numbers in a table that opens on demand.
 * Points are drawn in the order given; lines of more than 2,000 points are drawn through each stretch's extremes.
 * @throws {ShapeError} when a series' arrays differ in length
 */
export function lineChart(options: LineChartOptions): Section {
  const { series, references = [] } = options;
  for (const { name, x, y, band } of series)
    for (const other of band === undefined ? [y] : [y, band.low, band.high])
      if (other.length !== x.length)
        throw new ShapeError("lineChart", `series "${name}" has ${x.length} x values and ${other.length} y values`);
  const xScale = scaleFor(
    series.flatMap(({ x }) => Array.from(x)),
    options.x,
    5,
    false,
  );
  const yValues = series.flatMap(({ y, band }) => [y, band?.low ?? [], band?.high ?? []].flatMap((a) => Array.from(a)));
  const yScale = scaleFor([...yValues, ...references.map(({ y }) => y)], options.y, 4, true);
  return { render: (id) => figure(id, options, chart(options, xScale, yScale)) };
}

function chart(options: LineChartOptions, xScale: Scale, yScale: Scale): string {
  const { title, x, y, series, references = [], spans } = options;
  const across = (value: number) => `M0 ${down(yScale.position(value))}H1000`,
    grid = yScale.ticks.map(({ value }) => across(value)).join(""),
    kept = references.filter((reference) => inside(yScale.position(reference.y))),
    dotted = kept.map((reference) => `<path class="reference" d="${across(reference.y)}"/>`).join(""),
    shaded = (spans?.ranges ?? []).map((range) => spanPath(range, xScale)).join(""),
    lines = series.map((one, index) => drawSeries(one, index, xScale, yScale)).join("");
  // The drawing stretches to the room there is; labels are text of the page, so they keep their size on a phone.
  const label = (axis: "x" | "y", side: "left" | "bottom", scale: Scale) =>
    scale.ticks
      .map(
        (tick) => `<span class="${axis}" style="${side}:${percent(scale.position(tick.value))}">${tick.label}</span>`,
      )
      .join("");
  const about = escapeHtml(summary(title, x, y, series)),
    svg = `<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="${about}">${drawn("span", shaded)}<path class="grid" d="${grid}"/>${dotted}${lines}</svg>`,
    labels = `<div aria-hidden="true">${label("y", "bottom", yScale)}${label("x", "left", xScale)}</div>`,
    axes = [`<p class="axis">${escapeHtml(y.label)}</p>`, `<p class="axis end">${escapeHtml(x.label)}</p>`];
  const drawing = `<div class="chart">${axes[0]}<div class="plot">${svg}${labels}</div>${axes[1]}</div>`;
  return legend("line", series, kept, spans?.label) + drawing + seriesTable(title, x.label, series);
}

function summary(title: string, x: AxisOptions, y: AxisOptions, series: readonly LineSeries[]): string {
  const parts = series.map(({ name, y }) => {
    const values = Array.from(y).filter(Number.isFinite);
    if (values.length === 0) return `${name}: no values`;
    const [low, high] = extent(values);
    return `${name}: ${formatNumber(low)} to ${formatNumber(high)}, last ${formatNumber(values.at(-1)!)}`;
  });
  return `Line chart, ${title}: ${y.label} over ${x.label}. ${parts.join("; ") || "No series"}.`;
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

function drawSeries({ x, y, band }: LineSeries, index: number, xScale: Scale, yScale: Scale): string {
  const across = Array.from(x, xScale.position),
    runs = runsOf(across, Array.from(y, yScale.position));
  const line = runs.map((run) => `${path(thinned(run))}${run.length === 1 ? "h0" : ""}`).join("");
  const dots = y.length > 40 ? [] : runs.flatMap((run) => run.map((point) => `${path([point])}h0`));
  const shade = band === undefined ? "" : bandPath(across, band, yScale);
  return `<g ${seriesStyle(index)}>${drawn("band", shade)}${drawn("line", line)}${drawn("dots", dots.join(""))}</g>`;
}

function drawn(name: string, outline: string): string {
  return outline && `<path class="${name}" d="${outline}"/>`;
}

/** From bottom to top; nothing where it lies beside the plot. */
function spanPath([from, to]: readonly [number, number], xScale: Scale): string {
  const [left, right] = [from, to].map((value) => Math.min(Math.max(xScale.position(value), 0), 1)) as [number, number];
  return right > left ? `M${coordinate(left)} 0H${coordinate(right)}V1000H${coordinate(left)}Z` : "";
}

/** Along the upper edge and back along the lower one. */
function bandPath(across: readonly number[], band: NonNullable<LineSeries["band"]>, yScale: Scale): string {
  const low = Array.from(band.low, yScale.position),
    high = Array.from(band.high, yScale.position).map((value, k) => (Number.isNaN(low[k]!) ? Number.NaN : value));
  const lower = runsOf(
    across,
    low.map((value, k) => (Number.isNaN(high[k]!) ? Number.NaN : value)),
  );
  return runsOf(across, high)
    .map((run, k) => `${path(thinned(run))}${path(thinned(lower[k]!).toReversed()).replace("M", "L")}Z`)
    .join("");
}

/** A point in shares of the plot. */
type Point = readonly [x: number, y: number];

/** The stretches without a gap. */
function runsOf(across: readonly number[], up: readonly number[]): Point[][] {
  const runs: Point[][] = [];
  let open = false;
  for (let k = 0; k < across.length; k++) {
    const shown = !Number.isNaN(across[k]!) && !Number.isNaN(up[k]!);
    if (shown && !open) runs.push([]);
    if (shown) runs.at(-1)!.push([across[k]!, up[k]!]);
    open = shown;
  }
  return runs;
}

function path(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${coordinate(x)} ${down(y)}`).join("L")}`;
}

/** At most about 2,000 points: the lowest and the highest of each of 1,000 stretches, and the last. */
function thinned(run: readonly Point[]): readonly Point[] {
  if (run.length <= 2000) return run;
  const kept: Point[] = [];
  for (let part = 0; part < 1000; part++) {
    const begin = Math.floor((part * run.length) / 1000),
      end = Math.floor(((part + 1) * run.length) / 1000);
    let lowest = begin,
      highest = begin;
    for (let k = begin; k < end; k++) {
      if (run[k]![1] < run[lowest]![1]) lowest = k;
      if (run[k]![1] > run[highest]![1]) highest = k;
    }
    kept.push(run[Math.min(lowest, highest)]!);
    if (lowest !== highest) kept.push(run[Math.max(lowest, highest)]!);
  }
  if (kept.at(-1) !== run.at(-1)) kept.push(run.at(-1)!);
  return kept;
}

function inside(share: number): boolean {
  return share >= 0 && share <= 1;
}

/** SVG counts from the top. */
function down(share: number): number {
  return coordinate(1 - share);
}

/** Tenths of a thousandth of the plot; what a given range cuts off stays within reach of the renderer. */
function coordinate(share: number): number {
  return Number((1000 * Math.min(Math.max(share, -10), 11)).toFixed(1));
}
