import type { Dataset } from "../data/dataset.js";
import { ArgumentError, DisposedError, NumericalError, UnsupportedError } from "../errors.js";
import { bp } from "../learning/bp.js";
import type { AlignmentRule, BoundRule } from "../learning/rule.js";
import type { Network } from "../networks/layer.js";
import { nextTask } from "../next-task.js";
import { shuffle } from "../ops/random.js";
import { allFinite, sumSquares } from "../ops/reduce.js";
import { Random } from "../random.js";
import { constant } from "../schedules.js";
import type { BoundRewiring } from "../sparsity/rewiring.js";
import type { Parameter } from "../tape/parameter.js";
import type { Callback, Ending, EpochRecord, History, Progress, Run } from "./callback.js";
import { type RunState, restoreCheckpoint, takeCheckpoint } from "./checkpoint.js";
import { Evaluator } from "./evaluate.js";
import { divide, expectParts, type FitOptions } from "./fit-options.js";
import { adam, type BoundOptimizer } from "./optimizers.js";
import { type EpochData, identityOrder, type Score, Session, workingArena } from "./session.js";
import { snapshot } from "./snapshot.js";

/** Work between two turns of the event loop. */
const sliceMs = 30;

/**
 * Trains a network on a data set, or on one for each epoch. Everything is allocated before the first step; steps allocate nothing, and other tasks
 * get a turn about every 30 ms. Same network, data, options and seed: same bits. A run resumed after its last epoch
 * trains nothing. A checkpoint of another network, optimiser, rule or seed, or of data or batches of another size, is
 * refused before the network is changed.
 * @throws {ArgumentError} {ShapeError} for options or data that do not fit    @throws {MemoryError} when memory runs out
 * @throws {UnsupportedError} when the rule keeps feedback for connections that the optimizer or the rewiring moves, or when
 *   both move the same ones
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
      penalties = (options.penalties ?? []).map((penalty) => penalty.bind(arena, network.parameters)),
      rewiring = options.rewiring?.bind({ arena, tape, parameters: network.parameters, moments: optimizer.state }),
      order = identityOrder(arena, training.size),
      steps = Math.ceil(training.size / batchSize);
    const state: RunState = {
      network,
      session,
      optimizer: algorithm,
      boundOptimizer: optimizer,
      rule: learningRule,
      boundRule: rule,
      rewiring: rewiring && { name: options.rewiring!.name, ...rewiring },
      order,
      orderRandom,
      feedbackRandom,
      records,
    };
    expectFixedWiring(learningRule.name, rule, optimizer, rewiring);
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
        penalty = 0,
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
        for (const bound of penalties) penalty += bound.apply();
        const time = { epoch: epoch - 1, step, steps };
        rateFactor = schedule(time);
        total += loss.total();
        correct += session.correct();
        if (!Number.isFinite(total + penalty)) throw notFinite("the loss is", network, epoch, step);
        const norm = clipNorm === Number.POSITIVE_INFINITY ? 0 : gradientNorm(network);
        if (!Number.isFinite(norm)) throw notFinite("the gradients' norm is", network, epoch, step);
        if (rewiring?.step(time) !== "skip") optimizer.step(rateFactor, norm > clipNorm ? clipNorm / norm : 1, time);
        const now = performance.now();
        milliseconds += now - before;
        stepsDone++;
        const progress = progressOf(epoch, step + 1, { loss: total / seen, accuracy: correct / seen }, now - begin);
        for (const callback of callbacks) if (callback.onBatch?.(progress) === "stop") stopped = true;
        if (now > sliceEnd) await takeTurn();
        if (stopped && step + 1 < steps) return undefined;
      }
      const score = { loss: total / seen, accuracy: correct / seen },
        record = {
          epoch,
          ...score,
          rateFactor,
          milliseconds,
          ...(penalties.length > 0 && { penalty: penalty / steps }),
        };
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

/** @throws {UnsupportedError} where connections move twice, or whose feedback weights, kept by the rule, would not move along */
function expectFixedWiring(
  name: string,
  rule: BoundRule,
  { wirings }: BoundOptimizer,
  rewiring: BoundRewiring | undefined,
): void {
  const { feedback } = rule as Partial<ReturnType<AlignmentRule["bind"]>>,
    moving = new Set(wirings?.keys());
  for (const layer of rewiring?.layers ?? []) {
    if (moving.has(layer.name))
      throw new UnsupportedError("fit", `both the optimizer and the rewiring move the connections of ${layer.name}`);
    moving.add(layer.name);
  }
  for (const [{ weights }, { shape }] of feedback ?? [])
    if (moving.has(weights.name) && shape.join() === weights.value.shape.join())
      throw new UnsupportedError(
        "fit",
        `${name} keeps a feedback weight for every connection of ${weights.name}, whose connections are moved`,
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
