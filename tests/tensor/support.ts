import type { Pattern, PatternLike } from "../../src/tensor/pattern.js";

/** The 3 × 4 structure  [ · 1 · 3 / · · · · / 0 1 2 · ]  with some part replaced. */
export const sample = (change: Partial<Record<keyof PatternLike, unknown>> = {}) =>
  ({ rows: 3, columns: 4, rowPointers: [0, 2, 2, 5], columnIndices: [1, 3, 0, 1, 2], ...change }) as PatternLike;

/** An array whose memory went elsewhere. */
export const detached = (values: number[], type: Int32ArrayConstructor | Float64ArrayConstructor = Int32Array) => {
  const array = type.from(values);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
};

/** Flat positions of the stored entries, in order. */
export function cellsOf({ rows, columns, rowPointers, columnIndices }: Pattern): number[] {
  const cells: number[] = [];
  for (let i = 0; i < rows; i++)
    for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++) cells.push(i * columns + columnIndices[p]!);
  return cells;
}

/** Places without an entry once `dropped` are gone, by looking at all of them. */
export function vacant(pattern: Pattern, dropped: readonly number[]): number[] {
  const stays = new Set(cellsOf(pattern).filter((_, p) => !dropped.includes(p)));
  return Array.from({ length: pattern.rows * pattern.columns }, (_, cell) => cell).filter((cell) => !stays.has(cell));
}
