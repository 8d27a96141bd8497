import { CsrMatrix } from "../../tensor/csr.js";
import type { Pattern } from "../../tensor/pattern.js";
import type { Sequential } from "../../training/sequential.js";

/** The wiring of a network's sparse layers at one time, as far as a report shows it; plain data. */
export interface Wiring {
  /** Connections of each pixel, the image row by row. */
  readonly pixels: readonly number[];
  /** Incoming connections of every unit of the first layer. */
  readonly fanIn: readonly number[];
  /** The second sparse layer's pattern, or the first's where there is no second. */
  readonly pattern: { readonly [Field in keyof Pattern]: Pattern[Field] extends number ? number : readonly number[] };
}

/** A network's sparse matrices, the input side first. */
export const matricesOf = (network: Sequential): CsrMatrix[] =>
  network.layers.flatMap((layer) => ("matrix" in layer && layer.matrix instanceof CsrMatrix ? [layer.matrix] : []));

/** Weights without biases. */
export const weightsOf = ({ parameters }: Sequential): number =>
  parameters.reduce((sum, { decays, value }) => sum + (decays ? value.size : 0), 0);

/** Those that a network of these widths has when all are there. */
export const denseWeights = (widths: readonly number[]): number =>
  widths.slice(1).reduce((sum, width, l) => sum + width * widths[l]!, 0);

/** The wiring of a network as it is now; undefined where no layer is sparse. */
export function wiringOf(network: Sequential): Wiring | undefined {
  const [first, second = first] = matricesOf(network);
  if (!first || !second) return undefined;
  const { columnIndices, rowPointers } = first.pattern(),
    pixels = new Array<number>(first.columns).fill(0),
    { rows, columns, ...shown } = second.pattern();
  for (const column of columnIndices) pixels[column]!++;
  return {
    pixels,
    fanIn: Array.from({ length: first.rows }, (_, row) => rowPointers[row + 1]! - rowPointers[row]!),
    pattern: { rows, columns, rowPointers: [...shown.rowPointers], columnIndices: [...shown.columnIndices] },
  };
}

/** Share of a matrix's connections with the middle half of the image's rows and columns; NaN without matrix or image. */
export function centralShare(matrix: CsrMatrix | undefined, shape: readonly number[]): number {
  const [height = 1, width = 1] = shape.slice(-2);
  if (!matrix || shape.length < 2) return Number.NaN;
  const middle = (at: number, size: number) => at >= size / 4 && at < (3 * size) / 4,
    { columnIndices } = matrix.pattern();
  let inside = 0;
  for (const pixel of columnIndices)
    if (middle(Math.floor(pixel / width) % height, height) && middle(pixel % width, width)) inside++;
  return inside / columnIndices.length;
}
