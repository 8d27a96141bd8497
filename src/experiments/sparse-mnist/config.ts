import type { Scale } from "../experiment.js";
import type { Expectations } from "./claims.js";

export interface Config {
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** Shares of all connections that the networks have; 1 is the dense one. */
  readonly densities: readonly number[];
  readonly epochs: number;
  readonly batchSize: number;
  /** Adam's rate at the start; it falls to 0 along half a cosine. */
  readonly rate: number;
  /** Share of hidden units silenced in each training step, of the dense network; sparse ones need less: see dropoutAt. */
  readonly dropout: number;
  /** Examples to use of a data set that has more. */
  readonly train: number;
  readonly test: number;
  /** Examples and epochs when there is no data set and digits are generated. */
  readonly generated: { readonly train: number; readonly test: number; readonly epochs: number };
  /** Least time to compare speeds for. */
  readonly comparisonMs: number;
  /** What must come out, by the data used. */
  readonly expected: { readonly mnist: Expectations; readonly generated: Expectations };
}

const loose = { accuracy: {}, epochRatio: 1, memoryRatio: 1, speed: {}, source: "this package" };
const common = { densities: [1, 0.1, 0.01], batchSize: 128, rate: 1e-3, dropout: 0.3 };
const mnist = { train: 60_000, test: 10_000 };

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: {
    ...common,
    hidden: [256, 128],
    epochs: 3,
    train: 4000,
    test: 1000,
    generated: { train: 4000, test: 1000, epochs: 3 },
    comparisonMs: 500,
    expected: { mnist: loose, generated: loose },
  },
  default: {
    ...common,
    ...mnist,
    hidden: [1024, 512],
    epochs: 12,
    generated: { train: 12_000, test: 4000, epochs: 12 },
    comparisonMs: 6000,
    expected: { mnist: loose, generated: loose },
  },
  paper: {
    ...common,
    ...mnist,
    hidden: [1024, 512],
    densities: [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01],
    epochs: 40,
    generated: { train: 60_000, test: 10_000, epochs: 40 },
    comparisonMs: 20_000,
    expected: { mnist: loose, generated: loose },
  },
};
