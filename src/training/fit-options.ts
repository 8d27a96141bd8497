import type { Dataset } from "../data/dataset.js";
import { ArgumentError } from "../errors.js";
import type { LearningRule } from "../learning/rule.js";
import { Random } from "../random.js";
import type { Schedule } from "../schedules.js";
import type { Rewiring } from "../sparsity/rewiring.js";
import type { Callback } from "./callback.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Optimizer } from "./optimizers.js";
import type { Penalty } from "./penalty.js";
import { expectDataset, type LossName } from "./session.js";

/** How `fit` trains. */
export interface FitOptions {
  /** 10 by default; those of a resumed run's checkpoint are among them. */
  readonly epochs?: number;
  /** Examples per step, 128 by default (all of them in a smaller set); the last step of an epoch takes what is left. */
  readonly batchSize?: number;
  /** `adam()` by default. */
  readonly optimizer?: Optimizer;
  /** How credit is assigned; `bp()` by default. */
  readonly rule?: LearningRule;
  /** Cross-entropy for labels, squared error for targets by default. */
  readonly loss?: LossName;
  /** Factor on the optimiser's rate; constant by default. */
  readonly schedule?: Schedule;
  /** Terms of the loss that depend on parameters alone; none by default. */
  readonly penalties?: readonly Penalty[];
  /** Changes which connections the network has while it learns; nothing does by default. */
  readonly rewiring?: Rewiring;
  /** Largest Euclidean norm of all gradients together, those of penalties included; longer ones are shortened to it. */
  readonly clipNorm?: number;
  /** A set to score after every epoch, or the share of examples to hold back for it. */
  readonly validation?: Dataset | number;
  /** Whether every epoch has an order of its own; true by default. */
  readonly shuffle?: boolean;
  /** Source of the order, the validation split and the rule's feedback; `new Random(0)` by default. */
  readonly random?: Random;
  readonly callbacks?: readonly Callback[];
  /**
   * Where to go on: `run.checkpoint()` of an epoch's callback. The network is to be described, and its seed and the other
   * options given, as they were; the bits are then those of a run that never stopped.
   */
  readonly resume?: Checkpoint;
  /** Ends the run after the current batch; the network keeps what it has learnt so far. */
  readonly signal?: AbortSignal;
}

/** Objects where objects belong: the likely slip is a factory that was not called, `rule: dfa` in place of `dfa()`. */
export function expectParts(dataset: Dataset, options: FitOptions): void {
  const { optimizer, rule, schedule, penalties, rewiring, callbacks, random, validation } = options;
  const expectPart = (name: string, part: object | null | undefined, fits: boolean, allowed: string) => {
    if (part !== undefined && part !== null && !fits) throw new ArgumentError("fit", name, part, allowed);
  };
  expectDataset("fit", "dataset", dataset);
  if (validation && typeof validation !== "number") expectDataset("fit", "validation", validation);
  // A factory has a `bind`, too: a function's.
  const binds = (part: { bind?: unknown } | undefined) => typeof part === "object" && typeof part?.bind === "function";
  expectPart("optimizer", optimizer, binds(optimizer), "an optimizer: adam()");
  expectPart("rule", rule, binds(rule), "a learning rule: bp()");
  expectPart("schedule", schedule, typeof schedule === "function", "a function: schedules.constant()");
  const allBind = Array.isArray(penalties) && penalties.every(binds);
  expectPart("penalties", penalties, allBind, "an array of penalties: [l1()]");
  expectPart("rewiring", rewiring, binds(rewiring), "a rewiring: set()");
  expectPart("callbacks", callbacks, Array.isArray(callbacks), "an array of callbacks");
  expectPart("random", random, random instanceof Random, "a Random");
}

/** The training set and, where wanted, a set to validate on. */
export function divide(
  dataset: Dataset,
  validation: Dataset | number | undefined,
  random: Random,
): [Dataset, Dataset | undefined] {
  if (typeof validation !== "number") return [dataset, validation];
  if (!(validation > 0 && validation < 1))
    throw new ArgumentError("fit", "validation", validation, "a data set or a share between 0 and 1");
  const [held, rest] = dataset.split(validation, random);
  if (held.size === 0 || rest.size === 0)
    throw new ArgumentError("fit", "validation", validation, `a share that leaves both sides some of ${dataset.size}`);
  return [rest, held];
}
