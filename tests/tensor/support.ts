import type { PatternLike } from "../../src/tensor/pattern.js";

/** The 3 × 4 structure  [ · 1 · 3 / · · · · / 0 1 2 · ]  with some part replaced. */
export const sample = (change: Partial<Record<keyof PatternLike, unknown>> = {}) =>
  ({ rows: 3, columns: 4, rowPointers: [0, 2, 2, 5], columnIndices: [1, 3, 0, 1, 2], ...change }) as PatternLike;

/** An array whose memory went elsewhere. */
export const detached = (values: number[], type: Int32ArrayConstructor | Float64ArrayConstructor = Int32Array) => {
  const array = type.from(values);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
};
