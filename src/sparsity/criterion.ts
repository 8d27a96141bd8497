import { NumericalError, UnsupportedError } from "../errors.js";
import { allFinite } from "../ops/reduce.js";
import type { Random } from "../random.js";
import type { Loss, Operation } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import type { Wired } from "./wired.js";

/** What a criterion is bound to: it allocates here, and draws from this generator. */
export interface CriterionSite {
  readonly arena: Arena;
  readonly tape: Tape;
  readonly layers: readonly Wired[];
  readonly random: Random;
}

/** Chooses the places 0 … nnz − 1, ascending, of the connections that a layer loses: about `share` of them. */
export type Drop = (layer: Wired, share: number) => Int32Array<ArrayBuffer>;

/**
 * Chooses flat positions, ascending, where as many connections grow as are dropped, among the cells without one.
 * @param again whether the cells of the dropped are among them
 */
export type Grow = (layer: Wired, dropped: Int32Array, again: boolean) => Float64Array<ArrayBuffer>;

/** A number for every cell of a matrix, with or without a connection, written for a few rows at a time. */
export interface Scores {
  /** Whether their size counts, not their sign. */
  readonly magnitude: boolean;
  /** Writes those of the rows from `first` on, as many as `into` has, [some, columns]. */
  write(layer: Wired, first: number, into: Tensor): void;
}

/** Of the largest matrix: room for what is kept of one at a time. */
export const mostConnections = (layers: readonly Wired[]): number =>
  Math.max(...layers.map(({ matrix }) => matrix.nnz));

/** Examples in the current batch; the columns from there on hold what earlier batches left. */
export function examplesIn(tape: Tape): () => number {
  const loss = tape.operations.findLast((operation: Operation): operation is Loss => "count" in operation);
  return () => loss?.count ?? Infinity;
}

/** @throws {UnsupportedError} unless every matrix is used on the tape, above and below scalar units */
export function expectScalarUses(criterion: string, layers: readonly Wired[]): void {
  for (const { name, matrix, uses } of layers) {
    const fits = uses.every(
      ({ input, output }) =>
        isMatrix(input.value, matrix.columns) && isMatrix(output.value, matrix.rows) && output.gradient !== undefined,
    );
    if (uses.length === 0 || !fits)
      throw new UnsupportedError(
        criterion,
        `${name} is not used as a [${matrix.rows},${matrix.columns}] matrix between scalar units`,
      );
  }
}

const isMatrix = ({ shape }: Tensor, rows: number) => shape.length === 2 && shape[0] === rows;

/** @throws {NumericalError} when a score or a weight is NaN or infinite */
export function expectFinite(criterion: string, { name }: Wired, values: Tensor): void {
  if (!allFinite(values)) throw new NumericalError(criterion, `${name} gives NaN or infinity to choose by`);
}
