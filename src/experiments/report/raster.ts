import { ShapeError } from "../../errors.js";
import type { Pattern } from "../../tensor/pattern.js";
import { escapeHtml, type FigureText, figure, type Section } from "./html.js";
import { formatNumber } from "./numbers.js";
import { greyPngAddress } from "./png.js";

/** Cells drawn per side at most: larger matrices are summarised, so no raster adds more than 180 kB to the page. */
const SIDE = 256;

export interface HeatMapOptions extends FigureText {
  readonly rows: number;
  readonly columns: number;
  /** Row-major, rows · columns numbers; those that are not finite are left blank. */
  readonly values: ArrayLike<number>;
  /** What one row and one column is. Default "row" and "column". */
  readonly rowTitle?: string;
  readonly columnTitle?: string;
  /** Where blocks of rows and columns begin, ascending: each is outlined on the diagonal, up to where the next begins. */
  readonly blocks?: readonly number[];
}

/**
 * A matrix as shades of one colour, negative values in a second one; beyond 256 rows or columns each cell drawn is a
 * mean.
 * @throws {ShapeError} when the number of values is not rows · columns
 */
export function heatMap(options: HeatMapOptions): Section {
  const { rows, columns, values } = options;
  if (values.length !== rows * columns)
    throw new ShapeError("heatMap", `${values.length} values are not a [${rows},${columns}] matrix`);
  const grid = new Grid(rows, columns);
  for (let row = 0, k = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, k++)
      if (Number.isFinite(values[k])) grid.add(row, column, values[k]!, 1);
  const means = grid.sums.map((sum, cell) => (grid.counts[cell] === 0 ? 0 : sum / grid.counts[cell]!));
  let largest = 0;
  for (const mean of means) largest = Math.max(largest, Math.abs(mean));
  const layers = [1, -1].map((sign) => means.map((mean) => Math.max(0, sign * mean) / (largest || 1)));
  const scale = `${means.some((mean) => mean < 0) ? `−${formatNumber(largest)} to ` : "0 to "}${formatNumber(largest)}`;
  return raster(options, grid, layers, `Full shade: ${scale}.${grid.note("means")}`);
}

export interface SparsityRasterOptions extends FigureText {
  readonly pattern: Pattern;
  readonly rowTitle?: string;
  readonly columnTitle?: string;
  /** Where blocks of rows and columns begin, ascending: each is outlined on the diagonal, up to where the next begins. */
  readonly blocks?: readonly number[];
}

/**
 * Where a pattern has connections: each cell drawn is shaded by the square root of its density over the largest one.
 */
export function sparsityRaster(options: SparsityRasterOptions): Section {
  const { rows, columns, rowPointers, columnIndices } = options.pattern,
    grid = new Grid(rows, columns);
  for (let row = 0; row < rows; row++)
    for (let k = rowPointers[row]!; k < rowPointers[row + 1]!; k++) grid.add(row, columnIndices[k]!, 1, 0);
  const densities = grid.sums.map((sum, cell) => sum / grid.cellsIn(cell));
  const largest = densities.reduce((a, b) => Math.max(a, b), 0);
  const layer = densities.map((density) => Math.sqrt(density / (largest || 1))),
    share = formatNumber((100 * columnIndices.length) / (rows * columns || 1), 3);
  const text = `${formatNumber(columnIndices.length)} connections, ${share} % of ${formatNumber(rows)} × ${formatNumber(columns)}.${grid.note("densities")}`;
  return raster(options, grid, [layer], text);
}

/** A matrix summarised in at most SIDE × SIDE cells. */
class Grid {
  readonly high: number;
  readonly wide: number;
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly rows: number;
  readonly columns: number;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.high = Math.min(rows, SIDE);
    this.wide = Math.min(columns, SIDE);
    this.sums = new Float64Array(this.high * this.wide);
    this.counts = new Float64Array(this.high * this.wide);
  }

  add(row: number, column: number, value: number, count: number): void {
    const y = Math.floor((row * this.high) / this.rows),
      x = Math.floor((column * this.wide) / this.columns);
    this.sums[y * this.wide + x]! += value;
    this.counts[y * this.wide + x]! += count;
  }

  /** What a reader should know when cells were put together. */
  note(what: string): string {
    return this.high < this.rows || this.wide < this.columns
      ? ` Drawn as ${what} on ${this.high} × ${this.wide} cells.`
      : "";
  }

  /** Matrix cells that fall into one cell of the grid. */
  cellsIn(cell: number): number {
    const y = Math.floor(cell / this.wide),
      x = cell % this.wide;
    const within = (k: number, parts: number, size: number) =>
      Math.ceil(((k + 1) * size) / parts) - Math.ceil((k * size) / parts);
    return within(y, this.high, this.rows) * within(x, this.wide, this.columns);
  }
}

type RasterText = FigureText & Pick<HeatMapOptions, "rowTitle" | "columnTitle" | "blocks">;

/**
 * Each layer is a grey image that masks a sheet of its colour, so the figure follows the page's light and dark colours.
 */
function raster(options: RasterText, grid: Grid, layers: readonly Float64Array[], text: string): Section {
  const { title, rowTitle = "row", columnTitle = "column", blocks = [] } = options,
    { rows, columns, high, wide } = grid;
  const axis = (name: string, size: number) => `${name}s 0 to ${formatNumber(Math.max(0, size - 1))}`,
    across = `${axis(columnTitle, columns)} →`,
    along = `${axis(rowTitle, rows)} ↓`;
  const ratio = Math.min(Math.max((columns || 1) / (rows || 1), 0.5), 4);
  const draw = (shares: Float64Array, mask: string, colour: number) => {
    if (!shares.some((share) => share > 0)) return "";
    const bytes = Uint8Array.from(shares, (share) => Math.round(255 * share)),
      box = `width="${wide}" height="${high}"`,
      image = `<image href="${greyPngAddress(wide, high, bytes)}" ${box} preserveAspectRatio="none"/>`;
    const sheet = `<rect ${box} fill="var(--s${colour})" mask="url(#${mask})"/>`;
    return `<mask id="${mask}" maskUnits="userSpaceOnUse" x="0" y="0" ${box}>${image}</mask>${sheet}`;
  };
  const outlines = blocks.map((begin, k) => {
    const end = blocks[k + 1] ?? Math.max(rows, columns),
      x = (at: number) => Number(((at * wide) / (columns || 1)).toFixed(2)),
      y = (at: number) => Number(((at * high) / (rows || 1)).toFixed(2));
    return `M${x(begin)} ${y(begin)}H${x(end)}V${y(end)}H${x(begin)}Z`;
  });
  const frames = outlines.length > 0 ? `<path d="${outlines.join("")}"/>` : "";
  const render = (id: string) => {
    const drawn = layers.map((shares, index) => draw(shares, `${id}-${index}`, index)).join("") + frames,
      shape = `viewBox="0 0 ${wide || 1} ${high || 1}" preserveAspectRatio="none"`,
      svg = `<svg ${shape} role="img" aria-label="${escapeHtml(`${title}. ${text}`)}">${drawn}</svg>`;
    const above = `<p class="axis">${escapeHtml(along)}</p>`,
      below = `<p class="axis end">${escapeHtml(across)}</p><p class="axis">${escapeHtml(text)}</p>`;
    return figure(
      id,
      options,
      `<div class="raster" style="--ratio:${Number(ratio.toFixed(3))}">${above}${svg}${below}</div>`,
    );
  };
  return { render };
}
