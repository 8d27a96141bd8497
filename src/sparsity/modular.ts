import { expectInteger } from "../ops/check.js";
import type { Random } from "../random.js";
import type { Pattern } from "../tensor/pattern.js";
import { expectDimensions, expectFraction, INDEX_LIMIT } from "./check.js";
import { sampleWithoutReplacement } from "./sample.js";

export interface ModularOptions {
  readonly rows: number;
  readonly columns: number;
  /** Number of groups, from 1 to the smaller dimension. */
  readonly groups: number;
  /** Density of the blocks on the diagonal: rows and columns of the same group. */
  readonly intra: number;
  /** Density of all other blocks. */
  readonly inter: number;
}

/**
 * Modules: rows and columns are cut into `groups` contiguous groups, dense inside a group and sparse between groups
 * (a stochastic block model with fixed counts). `groupLabels` gives the group of each row and of each column.
 *
 * Counts: the blocks are walked in row-major order and each receives the difference of the running totals round(density
 * · cells so far), kept apart for intra and inter blocks. So all intra blocks together hold exactly round(intra · their
 * cells), all inter blocks exactly round(inter · their cells), and each single block the floor or the ceiling of
 * density · its cells, which is exact where that is an integer. Within a block every cell is equally likely.
 * @throws {ArgumentError} on a dimension, group number or density out of range, or more than 2^31 − 1 connections
 */
export function modularPattern(random: Random, options: ModularOptions): Pattern {
  const { rows, columns, groups, intra, inter } = options;
  expectDimensions("modularPattern", rows, columns);
  expectInteger("modularPattern", "groups", groups, 1, Math.max(1, Math.min(rows, columns)));
  expectFraction("modularPattern", "intra", intra);
  expectFraction("modularPattern", "inter", inter);
  const rowStarts = groupStarts(rows, groups),
    columnStarts = groupStarts(columns, groups);

  let intraCells = 0;
  for (let g = 0; g < groups; g++) intraCells += sizeOf(rowStarts, g) * sizeOf(columnStarts, g);
  const total = Math.round(intra * intraCells) + Math.round(inter * (rows * columns - intraCells));
  expectInteger("modularPattern", "number of connections", total, 0, INDEX_LIMIT);
  const rowPointers = new Int32Array(rows + 1),
    columnIndices = new Int32Array(total),
    within = counter(intra),
    between = counter(inter);
  let filled = 0;
  for (let g = 0; g < groups; g++) {
    const first = rowStarts[g]!,
      blocks: Float64Array[] = [];
    for (let h = 0; h < groups; h++) {
      const cells = sizeOf(rowStarts, g) * sizeOf(columnStarts, h);
      blocks.push(sampleWithoutReplacement(random, cells, g === h ? within(cells) : between(cells)));
    }
    // Blocks lie side by side, so a row's columns are the blocks' cells of that row, one block after the other.
    const next = new Int32Array(groups);
    for (let row = first; row < rowStarts[g + 1]!; row++) {
      for (let h = 0; h < groups; h++) {
        const start = columnStarts[h]!,
          width = sizeOf(columnStarts, h),
          base = (row - first) * width,
          block = blocks[h]!;
        let k = next[h]!;
        for (; k < block.length && block[k]! < base + width; k++) columnIndices[filled++] = start + block[k]! - base;
        next[h] = k;
      }
      rowPointers[row + 1] = filled;
    }
  }
  return { rows, columns, rowPointers, columnIndices };
}

/**
 * The group of each of `size` rows or columns. Groups are contiguous and balanced: each holds ⌊size / groups⌋, the
 * first size mod groups of them one more.
 * @throws {ArgumentError} unless size is an integer from 0 and groups one from 1 to size (1 when size is 0)
 */
export function groupLabels(size: number, groups: number): Int32Array<ArrayBuffer> {
  expectInteger("groupLabels", "size", size, 0, INDEX_LIMIT);
  expectInteger("groupLabels", "groups", groups, 1, Math.max(1, size));
  const labels = new Int32Array(size),
    starts = groupStarts(size, groups);
  for (let g = 0; g < groups; g++) labels.fill(g, starts[g]!, starts[g + 1]!);
  return labels;
}

function groupStarts(size: number, groups: number): Int32Array {
  const whole = Math.floor(size / groups);
  return Int32Array.from({ length: groups + 1 }, (_, g) => g * whole + Math.min(g, size % groups));
}

function sizeOf(starts: Int32Array, group: number): number {
  return starts[group + 1]! - starts[group]!;
}

/** Counts block after block so that the total is round(density · cells so far) at every point. */
function counter(density: number): (cells: number) => number {
  let cellsSoFar = 0,
    countSoFar = 0;
  return (cells) => {
    const before = countSoFar;
    countSoFar = Math.round(density * (cellsSoFar += cells));
    return countSoFar - before;
  };
}
