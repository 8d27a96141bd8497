import { type ColourMapName, colourMap, extentOf } from "./colour-map.js";

export interface MatrixData {
  readonly rows: number;
  readonly columns: number;
  /** Row-major, rows · columns; a new array is drawn anew. One that is not finite is transparent. */
  readonly values: ArrayLike<number>;
  /** "diverging" has 0 in its middle. Default "sequential". */
  readonly colours?: ColourMapName;
  /** Values of the first and the last colour; by default the values' own. */
  readonly range?: readonly [low: number, high: number];
  /** Which row stands first, second, …; likewise columns. */
  readonly rowOrder?: ArrayLike<number>;
  readonly columnOrder?: ArrayLike<number>;
  /** Places at which blocks along the diagonal begin: each is framed. */
  readonly blocks?: readonly number[];
}

/** Ends of the colours. */
export function rangeOf({ values, colours, range }: MatrixData): readonly [low: number, high: number] {
  return range ?? extentOf(values, colours === "diverging");
}

/** The value shown at a place. */
export function valueAt({ columns, values, rowOrder, columnOrder }: MatrixData, row: number, column: number): number {
  return values[(rowOrder?.[row] ?? row) * columns + (columnOrder?.[column] ?? column)]!;
}

/** One pixel per value, as of ImageData: red, green, blue, opacity. */
export function matrixPixels(data: MatrixData, scheme: "light" | "dark"): Uint8ClampedArray<ArrayBuffer> {
  const { rows, columns, values, rowOrder, columnOrder } = data,
    [low, high] = rangeOf(data),
    map = colourMap(data.colours ?? "sequential", scheme),
    scale = high > low ? 255 / (high - low) : 0,
    pixels = new Uint8ClampedArray(4 * rows * columns);
  for (let i = 0, at = 0; i < rows; i++) {
    const row = (rowOrder?.[i] ?? i) * columns;
    for (let j = 0; j < columns; j++, at += 4) {
      const value = values[row + (columnOrder?.[j] ?? j)]!;
      if (!Number.isFinite(value)) continue;
      const k = 3 * Math.round(Math.min(Math.max((value - low) * scale, 0), 255));
      pixels[at] = map[k]!;
      pixels[at + 1] = map[k + 1]!;
      pixels[at + 2] = map[k + 2]!;
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

/** Frames of the blocks, as the path of an SVG in units of one value. */
export function framesOf({ rows, columns, blocks = [] }: MatrixData): string {
  const end = Math.min(rows, columns);
  return blocks
    .map((begin, k) => [begin, (blocks[k + 1] ?? end) - begin] as const)
    .filter(([begin, size]) => begin >= 0 && size > 0)
    .map(([begin, size]) => `M${begin} ${begin}h${size}v${size}h${-size}z`)
    .join("");
}
