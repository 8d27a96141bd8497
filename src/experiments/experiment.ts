import type { Dataset } from "../data/dataset.js";
import type { KernelFamily } from "../wasm/family.js";
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

/** Data an experiment runs on, with a sentence on where it comes from and, when only a part of a set is there, which. */
export interface ExperimentData {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly description: string;
}

/** Where an experiment that can be resumed keeps what it needs for that. */
export interface CheckpointStore {
  /** The bytes last saved under that name, a copy; undefined when there are none. */
  load(name: string): Promise<Uint8Array | undefined>;
  /**
   * Keeps bytes, those of a safetensors file, in place of what had that name; one that is cut short leaves the old ones. The
   * bytes must not change before the promise is settled, nor the next save under that name begin.
   * @param name letters, digits, `.`, `_`, `+` and `-`, the first one a letter or a digit; at most 100
   */
  save(name: string, bytes: Uint8Array): Promise<void>;
}

/** Files of the data folder, for experiments that read others than image sets. */
export interface DataFiles {
  /** The folder. */
  readonly description: string;
  /**
   * A file's bytes, a copy; undefined when it is not there.
   * @param path one of the run's sets and what lies in it, such as "graphs/karate.gml", wherever that set's folder is
   * @throws {ArgumentError} for a path that does not begin with one of the run's sets, or could leave it
   * @throws {FormatError} when the file is there and cannot be read
   */
  read(path: string): Promise<Uint8Array | undefined>;
}

export interface JobsOptions<Found> {
  /** What the progress bar calls the work. */
  readonly label?: string;
  /**
   * Told of each job as it finishes, to save or draw it; one at a time, the next not before a promise given here is settled.
   * What it throws ends the other jobs.
   */
  onFound?(index: number, found: Found): void | Promise<void>;
}

export interface Context<Job = unknown, Found = unknown> {
  readonly kernels: Kernels;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** The data set asked for, or undefined where there is none: the experiment then uses generated data, and says so. */
  readonly data: ExperimentData | undefined;
  /** Given to an experiment that needs other sets than images, where there is one of them; like `data` in all else. */
  readonly files: DataFiles | undefined;
  /**
   * Given only to a resumable experiment, and only when asked for. What it holds may be of another run: the experiment sees
   * to it that it goes on only from what its config, seed and data would have given.
   */
  readonly checkpoints: CheckpointStore | undefined;
  /** Told about progress; goes to a progress bar, never to standard output. */
  progress(update: { label: string; done: number; total: number; note?: string }): void;
  /**
   * Has the experiment's `job` done for each of these, several at once where there are workers, to equal bits however many
   * there are. Resolves to what each found, in the order of the jobs, and undefined where an abort came first. An error ends
   * the other jobs.
   * @throws {ArgumentError} for a job, or something found, that cannot be sent to another thread
   * @throws {WorkerError} naming the job, when its thread ended before it was done    @throws what a job throws
   */
  jobs(jobs: readonly Job[], options?: JobsOptions<Found>): Promise<(Found | undefined)[]>;
}

/** What a job may use besides itself and the config. Kernels and data may be another thread's own. */
export interface JobContext extends Pick<Context, "kernels" | "seed" | "signal" | "data" | "files"> {
  /** How much of the job is done, from 0 to 1. */
  progress(fraction: number, note?: string): void;
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
export interface Experiment<Config extends object = object, Job = unknown, Found = unknown> {
  readonly slug: string;
  readonly title: string;
  readonly source: string;
  /** Names of data sets it can use, the preferred one first: image sets, and folders of which it reads the files. */
  readonly needs: readonly string[];
  /** Kernels it needs beside the core's: whoever runs it loads them with `load({ families: experiment.families ?? [] })`. */
  readonly families?: readonly KernelFamily[];
  /** The configs. Fields that hold a number, a boolean, a string or an array of either can be changed for a run. */
  readonly scales: Readonly<Record<Scale, Config>>;
  /** What a field, or each entry of one that holds an array, may be; without it, anything of its type. */
  readonly choices?: Readonly<Record<string, readonly (string | number)[]>>;
  /** One line on each field that can be changed. */
  readonly about?: Readonly<Record<string, string>>;
  /** Whether a run that is given checkpoints can go on from where the last one was stopped, to equal bits. */
  readonly resumable?: true;
  /** Asked before any work. @throws {ArgumentError} for a config it cannot run, naming the field */
  check?(config: Config): void;
  /** Those of `needs` that a config can use, the preferred one first; without it, all of them. */
  dataSets?(config: Config): readonly string[];
  /**
   * One of many pieces of work that need nothing of each other; `run` hands them out with `context.jobs`. Both the job and
   * what it finds are plain data (what `structuredClone` can copy; of a tensor, `data.slice()`), and what it finds depends on
   * nothing but the arguments. After an abort it stops at the next step, and neither what it gives nor what it throws counts.
   */
  job?(job: Job, config: Config, context: JobContext): Promise<Found>;
  run(config: Config, context: Context<Job, Found>): Promise<Outcome>;
}
