/** Naive definitions of the reductions, in double precision. */
export const sum = (x: readonly number[]): number => x.reduce((total, value) => total + value, 0);
export const mean = (x: readonly number[]): number => sum(x) / x.length;
export const sumSquares = (x: readonly number[]): number => sum(x.map((value) => value * value));
export const maxAbs = (x: readonly number[]): number => Math.max(0, ...x.map(Math.abs));

export function variance(x: readonly number[]): number {
  const center = mean(x);
  return sum(x.map((value) => (value - center) ** 2)) / x.length;
}

/** The lowest index of the largest value; NaN never wins; 0 when all are NaN, −1 when there is none. */
export function argmax(x: readonly number[]): number {
  const largest = Math.max(...x.filter((value) => !Number.isNaN(value)));
  return x.length === 0 ? -1 : Math.max(0, x.indexOf(largest));
}

export const column = (x: readonly number[], rows: number, batch: number, b: number): number[] =>
  Array.from({ length: rows }, (_, i) => x[i * batch + b]!);
