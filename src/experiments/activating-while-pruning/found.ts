import type { Method } from "./config.js";

/** One network, the run-th, that is trained and pruned over and over. */
export interface Job {
  readonly method: Method;
  /** From 1. */
  readonly run: number;
}

/** A trained network at the end of a cycle. */
export interface Look {
  /** Share of the first cycle's connections. */
  readonly remaining: number;
  /** Share of test images classified rightly. */
  readonly accuracy: number;
  /** Share of zeros among the outputs of hidden units, over the test images. */
  readonly silent: number;
  /** Share of hidden units without incoming connections. */
  readonly cutOff: number;
  /** Connections per cell of every layer. */
  readonly densities: readonly number[];
  /** Connections that lead from each input to the first layer. */
  readonly fanOut: readonly number[];
}

/** What a job gives. */
export interface Found {
  /** After every cycle. */
  readonly course: readonly Look[];
  /** Wiring of the first layer after the last cycle. */
  readonly wiring: { readonly rowPointers: readonly number[]; readonly columnIndices: readonly number[] };
  readonly milliseconds: number;
  /** SHA-256 of the weights after the last cycle. */
  readonly fingerprint: string;
}
