import { formatFixed } from "../report/numbers.js";

/** Mean and sample standard deviation over runs; the latter NaN for a single one. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** Both NaN of no values, and of any that is NaN. */
export function spread(values: readonly number[]): Spread {
  const mean = meanOf(values),
    squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : Number.NaN };
}

/** NaN of none. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** "0.123 ± 0.045"; the mean alone where there is no deviation, "–" without either. */
export const spreadText = ({ mean, deviation }: Spread, decimals = 3): string =>
  [mean, ...(Number.isNaN(deviation) ? [] : [deviation])].map((value) => formatFixed(value, decimals)).join(" ± ");
