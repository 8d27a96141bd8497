import type { Dataset } from "../data/dataset.js";
import { ArgumentError, DisposedError, NumericalError, UnsupportedError } from "../errors.js";
import { bp } from "../learning/bp.js";
import type { AlignmentRule, BoundRule, LearningRule } from "../learning/rule.js";
import type { Network } from "../networks/layer.js";
import { nextTask } from "../next-task.js";
import { shuffle } from "../ops/random.js";
import { allFinite, sumSquares } from "../ops/reduce.js";
import { Random } from "../random.js";
import type { Parameter } from "../tape/parameter.js";
import type { Callback, Ending, EpochRecord, History, Progress, Run } from "./callback.js";
import { type Checkpoint, type RunState, restoreCheckpoint, takeCheckpoint } from "./checkpoint.js";
import { Evaluator } from "./evaluate.js";
import { adam, type BoundOptimizer, type Optimizer } from "./optimizers.js";
import { constant, type Schedule } from "./schedules.js";
import {
  type EpochData,
  expectDataset,
  identityOrder,
  type LossName,
  type Score,
  Session,
  workingArena,
} from "./session.js";
import { snapshot } from "./snapshot.js";

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
  /** Largest Euclidean norm of all gradients together; longer ones are shortened to it. */
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

/** Work between two turns of the event loop. */
const sliceMs = 30;

/**
 * Trains a network on a data set, or on one for each epoch. Everything is allocated before the first step; steps allocate nothing, and other tasks
 * get a turn about every 30 ms. Same network, data, options and seed: same bits. A run resumed after its last epoch
 * trains nothing. A checkpoint of another network, optimiser, rule or seed, or of data or batches of another size, is
 * refused before the network is changed.
 * @throws {ArgumentError} {ShapeError} for options or data that do not fit    @throws {MemoryError} when memory runs out
 * @throws {UnsupportedError} when the rule keeps feedback for every connection and the optimizer moves connections
 * @throws {NumericalError} when the loss, the norm to clip or, looked at after every epoch, a weight is not finite; the
 *   message names the first bad parameter
 */
export async function fit(network: Network, dataset: Dataset | EpochData, options: FitOptions = {}): Promise<History> {
  const { epochs = 10, callbacks = [], schedule = constant(), signal, resume } = options,
    { clipNorm = Number.POSITIVE_INFINITY } = options;
  if (!Number.isInteger(epochs) || epochs < 0)
    throw new ArgumentError("fit", "epochs", epochs, "a non-negative integer");
  if (!(clipNorm > 0)) throw new ArgumentError("fit", "clipNorm", clipNorm, "greater than 0");
  const firstEpoch = (resume?.epochs?.length ?? 0) + 1,
    given = typeof dataset === "function" ? dataset(firstEpoch) : dataset;
  expectParts(given, options);
  if (typeof dataset === "function" && typeof options.validation === "number")
    throw new ArgumentError("fit", "validation", options.validation, "a data set, where every epoch has its own data");
  const random = options.random ?? new Random(0),
    [training, validation] = divide(given, options.validation, random.stream("validation"));
  const arena = workingArena("fit", network);
  const records: EpochRecord[] = [],
    started: Callback[] = [];
  let stopped = false;
  try {
    const batchSize = options.batchSize ?? Math.max(1, Math.min(128, training.size));
    const session = new Session(arena, network, training, { batchSize, gradients: true, loss: options.loss }),
      { tape, loss } = session;
    const evaluator =
      validation && new Evaluator(arena, network, validation, Math.min(256, validation.size), options.loss);
    const feedbackRandom = random.stream("feedback"),
      orderRandom = random.stream("order"),
      learningRule = options.rule ?? bp(),
      algorithm = options.optimizer ?? adam();
    const before = resume && snapshot(network.parameters); // an optimiser may change weights when it is bound
    const rule = learningRule.bind(tape, loss, feedbackRandom),
      optimizer = algorithm.bind(arena, network.parameters),
      order = identityOrder(arena, training.size),
      steps = Math.ceil(training.size / batchSize);
    const state: RunState = {
      network,
      session,
      optimizer: algorithm,
      boundOptimizer: optimizer,
      rule: learningRule,
      boundRule: rule,
      order,
      orderRandom,
      feedbackRandom,
      records,
    };
    expectFixedWiring(learningRule.name, rule, optimizer);
    if (resume !== undefined && resume !== null)
      try {
        restoreCheckpoint(state, resume);
      } catch (error) {
        before?.restore();
        throw error;
      }

    const earlier = [...records];
    for (const callback of callbacks) {
      callback.onStart?.(network, earlier);
      started.push(callback);
    }
    const begin = performance.now();
    let sliceEnd = begin + sliceMs,
      stepsDone = 0;
    const takeTurn = async () => {
      await nextTask();
      sliceEnd = performance.now() + sliceMs;
    };

    /** One epoch; undefined when it was cut short. */
    const runEpoch = async (epoch: number): Promise<EpochRecord | undefined> => {
      let total = 0,
        correct = 0,
        seen = 0,
        rateFactor = 1,
        milliseconds = 0;
      if (typeof dataset === "function" && epoch > firstEpoch) session.replaceData(dataset(epoch));
      if (options.shuffle ?? true) shuffle(orderRandom, order);
      for (let step = 0; step < steps; step++) {
        if (signal?.aborted) return undefined;
        const before = performance.now();
        seen += session.load(order, step * batchSize);
        tape.forward();
        rule.assignCredit();
        const time = { epoch: epoch - 1, step, steps };
        rateFactor = schedule(time);
        total += loss.total();
        correct += session.correct();
        if (!Number.isFinite(total)) throw notFinite("the loss is", network, epoch, step);
        const norm = clipNorm === Number.POSITIVE_INFINITY ? 0 : gradientNorm(network);
        if (!Number.isFinite(norm)) throw notFinite("the gradients' norm is", network, epoch, step);
        optimizer.step(rateFactor, norm > clipNorm ? clipNorm / norm : 1, time);
        const now = performance.now();
        milliseconds += now - before;
        stepsDone++;
        const progress = progressOf(epoch, step + 1, { loss: total / seen, accuracy: correct / seen }, now - begin);
        for (const callback of callbacks) if (callback.onBatch?.(progress) === "stop") stopped = true;
        if (now > sliceEnd) await takeTurn();
        if (stopped && step + 1 < steps) return undefined;
      }
      const record = { epoch, loss: total / seen, accuracy: correct / seen, rateFactor, milliseconds };
      if (!evaluator) return record;
      const validation = await validate(evaluator);
      return validation && { ...record, validation };
    };
    /** The score on the validation set; undefined when an abort cut it short. */
    const validate = async (evaluator: Evaluator): Promise<Score | undefined> => {
      const batches = evaluator.batches();
      while (!signal?.aborted) {
        const next = batches.next();
        if (next.done) return next.value;
        if (performance.now() > sliceEnd) await takeTurn();
      }
      return undefined;
    };
    const progressOf = (epoch: number, step: number, score: Score, elapsedMs: number): Progress => {
      const left = (epochs - epoch + 1) * steps - step;
      return { epoch, epochs, step, steps, score, elapsedMs, remainingMs: (elapsedMs / stepsDone) * left };
    };
    /** Tells the callbacks of an epoch; what they get to take a checkpoint with works until all have answered. */
    const tellEpoch = async (record: EpochRecord) => {
      let over = false;
      const run: Run = {
        checkpoint() {
          if (over) throw new DisposedError("The run that onEpoch was given");
          return takeCheckpoint(state);
        },
      };
      try {
        for (const callback of callbacks) if ((await callback.onEpoch?.(record, run)) === "stop") stopped = true;
      } finally {
        over = true;
      }
    };

    for (let epoch = records.length + 1; epoch <= epochs; epoch++) {
      const record = await runEpoch(epoch);
      // Who aborts a run may dispose of its network at once.
      if (!network.arena.disposed) expectFiniteWeights(network, epoch);
      if (!record) break;
      records.push(record);
      await tellEpoch(record);
      await takeTurn();
      if (stopped) break;
    }
  } catch (error) {
    arena.dispose();
    tellEnd(started, { epochs: records, ending: "failed" });
    throw error;
  }
  arena.dispose();
  const ended: Ending = signal?.aborted && records.length < epochs ? "aborted" : "finished",
    history: History = { epochs: records, ending: stopped ? "stopped" : ended };
  for (const error of tellEnd(started, history)) throw error;
  return history;
}

/** Tells every callback, whatever the others do; gives what they threw. */
function tellEnd(callbacks: readonly Callback[], history: History): unknown[] {
  return callbacks.flatMap((callback) => {
    try {
      callback.onEnd?.(history);
      return [];
    } catch (error) {
      return [error];
    }
  });
}

/** Objects where objects belong: the likely slip is a factory that was not called, `rule: dfa` in place of `dfa()`. */
function expectParts(dataset: Dataset, { optimizer, rule, schedule, callbacks, random, validation }: FitOptions): void {
  const expectPart = (name: string, part: object | null | undefined, fits: boolean, allowed: string) => {
    if (part !== undefined && part !== null && !fits) throw new ArgumentError("fit", name, part, allowed);
  };
  expectDataset("fit", "dataset", dataset);
  if (validation && typeof validation !== "number") expectDataset("fit", "validation", validation);
  expectPart(
    "optimizer",
    optimizer,
    typeof optimizer === "object" && typeof optimizer?.bind === "function",
    "an optimizer: adam()",
  );
  expectPart("rule", rule, typeof rule === "object" && typeof rule?.bind === "function", "a learning rule: bp()");
  expectPart("schedule", schedule, typeof schedule === "function", "a function: schedules.constant()");
  expectPart("callbacks", callbacks, Array.isArray(callbacks), "an array of callbacks");
  expectPart("random", random, random instanceof Random, "a Random");
}

/** The training set and, where wanted, a set to validate on. */
function divide(
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

/** Euclidean norm of all gradients together. */
function gradientNorm(network: Network): number {
  let squares = 0;
  for (const { gradient } of network.parameters) squares += sumSquares(gradient);
  return Math.sqrt(squares);
}

function notFinite(what: string, network: Network, epoch: number, step: number): NumericalError {
  const bad = firstNotFinite(network);
  const where = bad ? `${bad.name} holds NaN or infinity` : "all parameters are finite: look at the inputs";
  return new NumericalError("fit", `${what} not finite in epoch ${epoch}, step ${step + 1}; ${where}`);
}

/** @throws {UnsupportedError} where connections move whose feedback weights, kept by the rule, would not move along */
function expectFixedWiring(name: string, rule: BoundRule, { wirings }: BoundOptimizer): void {
  const { feedback } = rule as Partial<ReturnType<AlignmentRule["bind"]>>;
  for (const [{ weights }, { shape }] of feedback ?? [])
    if (wirings?.has(weights.name) && shape.join() === weights.value.shape.join())
      throw new UnsupportedError(
        "fit",
        `${name} keeps a feedback weight for every connection of ${weights.name}, whose connections the optimizer moves`,
      );
}

/** A gradient may overflow where the loss did not, and in a last step no later loss would tell. */
function expectFiniteWeights(network: Network, epoch: number): void {
  const bad = firstNotFinite(network);
  if (bad) throw new NumericalError("fit", `${bad.name} holds NaN or infinity after epoch ${epoch}`);
}

function firstNotFinite(network: Network): Parameter | undefined {
  return network.parameters.find(({ value }) => !allFinite(value));
}
