export const topKByMagnitude = (x: readonly number[], k: number): number[] => topK(x.map(Math.abs), k);

/** Sorts by x, NaN below −∞, ties by index, which 0 and −0 are; the first k indices, ascending. */
export function topK(x: readonly number[], k: number): number[] {
  const size = (value: number) => (Number.isNaN(value) ? -Infinity : value);
  const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0); // ∞ − ∞ would be NaN
  const nan = (value: number) => Number(Number.isNaN(value)); // below −∞ itself
  const order = x
    .map((_, i) => i)
    .sort((i, j) => compare(size(x[j]!), size(x[i]!)) || nan(x[i]!) - nan(x[j]!) || i - j);
  return order.slice(0, k).sort((i, j) => i - j);
}
