/** Sorts by |x|, NaN below 0, ties by index; the first k indices, ascending. */
export function topKByMagnitude(x: readonly number[], k: number): number[] {
  const size = (value: number) => (Number.isNaN(value) ? -1 : Math.abs(value));
  const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0); // ∞ − ∞ would be NaN
  const order = x.map((_, i) => i).sort((i, j) => compare(size(x[j]!), size(x[i]!)) || i - j);
  return order.slice(0, k).sort((i, j) => i - j);
}
