import type { WeightLayer } from "./network.js";

/** Numbers in a grid, row-major; NaN where there is nothing. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** A picture of more cells than this is finer than the page can show. */
const most = 256;

/**
 * A picture of a layer's weights, [units, inputs]: a cell has the weight of largest magnitude of those that fall on it, of all
 * components of a vector unit, and of neighbours where the layer is larger than the picture.
 */
export class WeightRaster {
  readonly rows: number;
  readonly columns: number;
  /** The cell of every stored weight. */
  readonly #cells: Uint32Array;
  readonly #layer: WeightLayer;

  constructor(layer: WeightLayer) {
    const { units, rows, columns, weights, pattern } = layer,
      perRow = (rows / units) * Math.ceil(units / most),
      perColumn = Math.ceil(columns / most);
    this.#layer = layer;
    this.rows = Math.ceil(rows / perRow);
    this.columns = Math.ceil(columns / perColumn);
    const cells = new Uint32Array(weights.value.size),
      cellOf = (row: number, column: number) =>
        Math.floor(row / perRow) * this.columns + Math.floor(column / perColumn);
    for (let row = 0, p = 0; row < rows; row++)
      for (const end = pattern ? pattern.rowPointers[row + 1]! : p + columns, start = p; p < end; p++)
        cells[p] = cellOf(row, pattern ? pattern.columnIndices[p]! : p - start);
    this.#cells = cells;
  }

  draw(): Grid {
    const { rows, columns } = this,
      cells = this.#cells,
      values = new Float32Array(rows * columns).fill(Number.NaN),
      weights = this.#layer.weights.value.data;
    for (let p = 0; p < cells.length; p++) {
      const cell = cells[p]!,
        weight = weights[p]!;
      if (!(Math.abs(weight) <= Math.abs(values[cell]!))) values[cell] = weight;
    }
    return { rows, columns, values };
  }
}

export interface Histogram {
  /** The bins divide −limit … limit evenly. */
  readonly limit: number;
  readonly counts: Uint32Array<ArrayBuffer>;
  /** The weights' standard deviation from 0. */
  readonly deviation: number;
}

/** How many weights have which size; the limit is a power of two, so that the scale seldom moves. */
export function histogram(weights: Float32Array, bins = 40): Histogram {
  let largest = 2 ** -10,
    squares = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    largest = Math.max(largest, Math.abs(weight));
    squares += weight * weight;
  }
  const limit = 2 ** Math.ceil(Math.log2(largest)),
    counts = new Uint32Array(bins);
  for (let i = 0; i < weights.length; i++) {
    const bin = Math.floor(((weights[i]! / limit + 1) / 2) * bins);
    counts[Math.min(bins - 1, bin)]!++;
  }
  return { limit, counts, deviation: Math.sqrt(squares / Math.max(1, weights.length)) };
}
