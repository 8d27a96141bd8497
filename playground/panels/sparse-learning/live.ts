import type { Grid, Histogram } from "./raster.js";

/** What the page looks at. */
export interface Attention {
  /** Which layer's weights, from 0; one beyond the last means the last. */
  readonly layer: number;
  /** Which test example, from 0, is put to the network. */
  readonly example: number;
  /** A drawn digit in place of the example: pixels from 0 to 1. */
  readonly drawing?: Float32Array;
}

/** What can be seen of a network at one moment; all of its arrays are handed over to the page. */
export interface Live {
  /** Finished epochs. */
  readonly epoch: number;
  /** Steps done of the current epoch, and of an epoch; 0 while the network rests. */
  readonly step: number;
  readonly steps: number;
  /** Times in epochs and losses of groups of batches. */
  readonly times: Float32Array<ArrayBuffer>;
  readonly losses: Float32Array<ArrayBuffer>;
  /** Shares of the training and test examples that were classified rightly, for each finished epoch. */
  readonly trainAccuracy: Float32Array<ArrayBuffer>;
  readonly testAccuracy: Float32Array<ArrayBuffer>;
  readonly weights: Grid;
  readonly histogram: Histogram;
  /** Activity of the hidden layer whose weights are shown; above the output's, of the last one. */
  readonly activity: Grid;
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** SHA-256 of all weights while the network rests. */
  readonly fingerprint?: string;
}

/** The example that is put to the network. */
export interface Shown {
  readonly example: number;
  /** What the example is; undefined for a drawing. */
  readonly label: string | undefined;
  /** Undefined for examples that are no images. */
  readonly image: Grid | undefined;
}

export interface Opened {
  readonly live: Live;
  readonly shown: Shown;
  readonly layers: readonly { readonly name: string; readonly count: number }[];
  /** Weights that exist, and that a dense network would have. */
  readonly weightCount: number;
  readonly possibleCount: number;
  readonly classes: readonly string[];
  readonly trainSize: number;
  readonly testSize: number;
  readonly features: number;
}

/** The buffers that go over with what is seen. */
export const buffersOf = ({
  times,
  losses,
  trainAccuracy,
  testAccuracy,
  weights,
  histogram,
  activity,
  probabilities,
}: Live) =>
  [
    ...[times, losses, trainAccuracy, testAccuracy, probabilities],
    ...[weights.values, activity.values, histogram.counts],
  ].map(({ buffer }) => buffer);
