import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import type { Random } from "../random.js";
import type { Pattern } from "../tensor/pattern.js";
import { expectDimensions, expectFraction, INDEX_LIMIT } from "./check.js";
import { sampleWithoutReplacement } from "./sample.js";

export type UniformOptions =
  | { readonly rows: number; readonly columns: number; readonly count: number }
  | { readonly rows: number; readonly columns: number; readonly density: number };

/**
 * Exactly `count` connections, or round(density · rows · columns) of them, drawn without replacement from all cells:
 * every pattern of that many connections is equally likely (the Erdős–Rényi graph of fixed size).
 * Time and memory O(count + rows), whatever the number of cells; one sort of the chosen cells when they are few.
 * @throws {ArgumentError} on a dimension, count or density out of range, or more than 2^31 − 1 connections
 */
export function uniformPattern(random: Random, options: UniformOptions): Pattern {
  const { rows, columns } = options,
    cells = expectDimensions("uniformPattern", rows, columns);
  if ("density" in options) expectFraction("uniformPattern", "density", options.density);
  const count = "density" in options ? Math.round(options.density * cells) : options.count;
  expectInteger("uniformPattern", "count", count, 0, Math.min(cells, INDEX_LIMIT));
  const chosen = sampleWithoutReplacement(random, cells, count);
  const rowPointers = new Int32Array(rows + 1),
    columnIndices = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const row = Math.floor(chosen[k]! / columns);
    columnIndices[k] = chosen[k]! - row * columns;
    rowPointers[row + 1]!++;
  }
  for (let row = 0; row < rows; row++) rowPointers[row + 1]! += rowPointers[row]!;
  return { rows, columns, rowPointers, columnIndices };
}

/**
 * Every row connects to exactly `fanIn` columns, drawn without replacement, independently for each row.
 * @throws {ArgumentError} unless fanIn is an integer from 0 to columns and there are at most 2^31 − 1 connections
 */
export function fixedFanInPattern(
  random: Random,
  options: { readonly rows: number; readonly columns: number; readonly fanIn: number },
): Pattern {
  const { rows, columns, fanIn } = options;
  expectDimensions("fixedFanInPattern", rows, columns);
  expectInteger("fixedFanInPattern", "fanIn", fanIn, 0, columns);
  if (rows * fanIn > INDEX_LIMIT)
    throw new ArgumentError("fixedFanInPattern", "rows · fanIn", rows * fanIn, `at most ${INDEX_LIMIT}`);
  const columnIndices = new Int32Array(rows * fanIn);
  for (let row = 0; row < rows; row++) columnIndices.set(sampleWithoutReplacement(random, columns, fanIn), row * fanIn);
  return { rows, columns, rowPointers: Int32Array.from({ length: rows + 1 }, (_, row) => row * fanIn), columnIndices };
}
