import type { ByModuleAndDigit, MaskFinding, RetrainingFinding } from "../../models/specialisation.js";
import type { Wiring } from "./config.js";

/** One network to train and measure: as many connections each way, as they are wired, for the run-th time. */
export interface Job {
  readonly wiring: Wiring;
  readonly connections: number;
  /** From 1. */
  readonly run: number;
}

/** What was measured of one network; a measure that was not asked for is undefined. */
export interface Measured {
  /** Share of test pairs answered right. */
  readonly accuracy: number;
  /** Mean correlation of a module's last states over pairs of examples with the same digit. */
  readonly correlation?: ByModuleAndDigit | undefined;
  /** The same measured from what random pairs have. */
  readonly normalised?: ByModuleAndDigit | undefined;
  /** By time step, from the first on. */
  readonly overTime?: readonly ByModuleAndDigit[] | undefined;
  /** By the share of the weights that is kept; means over masks. */
  readonly masks?: readonly (MaskFinding & { readonly keep: number })[] | undefined;
  readonly retraining?: RetrainingFinding | undefined;
}

/** What a job gives. */
export interface Found {
  readonly untrained: Measured;
  readonly trained: Measured;
  /** The network with bottlenecks, which learns apart, and accuracies of the readouts retrained from its bottlenecks. */
  readonly bottleneck?:
    | { readonly accuracy: number; readonly untrained: ByModuleAndDigit; readonly trained: ByModuleAndDigit }
    | undefined;
  /** Share of test pairs that module 0 answered. */
  readonly firstWins: number;
  /** Newman's Q of the recurrent connections, measured. */
  readonly modularity: number;
  /** The connections between the modules after training, as sources and targets; kept of the first run alone. */
  readonly between?: { readonly sources: readonly number[]; readonly targets: readonly number[] } | undefined;
  readonly trainingAccuracy: readonly number[];
  readonly milliseconds: number;
  /** SHA-256 of the trained weights. */
  readonly fingerprint: string;
}
