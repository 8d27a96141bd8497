import type { Variant } from "./config.js";

/** One network that learns so many tasks, for the run-th time. */
export interface Job {
  readonly variant: Variant;
  readonly tasks: number;
  readonly epochs: number;
  readonly rate: number;
  /** From 1. */
  readonly run: number;
}

/** What a job gives. */
export interface Found {
  /** After every task, the accuracy on each task so far, on the images that are tracked; empty where none are. */
  readonly course: readonly (readonly number[])[];
  /** After all tasks, the accuracy on each, on all test images. */
  readonly final: readonly number[];
  /** Share of all test images that are nearest to the prototype of their own task; NaN without dendrites. */
  readonly contexts: number;
  /** Values that are trained. */
  readonly parameters: number;
  readonly milliseconds: number;
  /** SHA-256 of the trained weights. */
  readonly fingerprint: string;
}
