import type { Dataset } from "../data/dataset.js";
import type { Kernels } from "../wasm/load.js";
import type { Section } from "./report/html.js";

/** How much of an experiment to run: seconds, minutes on two cores, or the paper's own size. */
export type Scale = "smoke" | "default" | "paper";

/** A statement of the paper, or of this package, beside what was measured. */
export interface Claim {
  readonly name: string;
  readonly expected: string;
  readonly actual: number | string;
  readonly holds: boolean;
  /** Where the statement stands. */
  readonly source: string;
}

/** Data an experiment runs on, with a sentence on where it comes from. */
export interface ExperimentData {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly description: string;
}

export interface Context {
  readonly kernels: Kernels;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** The data set asked for, or undefined where there is none: the experiment then uses generated data, and says so. */
  readonly data: ExperimentData | undefined;
  /** Told about progress; goes to a progress bar, never to standard output. */
  progress(update: { label: string; done: number; total: number; note?: string }): void;
}

/** What an experiment found. All of it is data, so that it can be printed, compared or drawn. */
export interface Outcome {
  /** Which data was used. */
  readonly data: string;
  /** Named single figures. */
  readonly metrics: Readonly<Record<string, number | string>>;
  /** Named curves: one number per epoch, step or case. */
  readonly series: Readonly<Record<string, readonly number[]>>;
  readonly claims: readonly Claim[];
  /** Lines worth printing under the claims: tables and remarks. */
  readonly summary: readonly string[];
  /** The pictures and tables of the report page. */
  readonly report: readonly Section[];
  /** SHA-256 of all trained weights, for comparing engines. */
  readonly fingerprint?: string;
}

/** One paper's experiment: what a reader of the paper wants to see happen. */
export interface Experiment<Config extends object = object> {
  readonly slug: string;
  readonly title: string;
  readonly source: string;
  /** Names of data sets it can use, the preferred one first. */
  readonly needs: readonly string[];
  readonly scales: Readonly<Record<Scale, Config>>;
  run(config: Config, context: Context): Promise<Outcome>;
}
