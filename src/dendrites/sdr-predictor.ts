import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectOptions } from "./expect.js";
import { Sdr } from "./sdr.js";
import { expectPattern, expectTargets, SdrClassifier, type SdrClassifierOptions } from "./sdr-classifier.js";

export interface SdrPredictorOptions extends SdrClassifierOptions {
  /** How many steps ahead to predict, one or several; 0 is the class of the pattern itself. */
  readonly steps: readonly number[];
}

/** What a predictor has learnt and seen. */
export interface SdrPredictorState {
  /** The state of the classifier of each number of steps, in their order. */
  readonly weights: readonly Float64Array[];
  /** Indices of the patterns learnt last, the last one first. */
  readonly history: readonly Uint32Array[];
}

/**
 * Foretells the class of what comes some steps after a pattern: a classifier for each number of steps, that learns from
 * the pattern so many steps ago and the class of now.
 */
export class SdrPredictor {
  readonly size: number;
  readonly classes: number;
  readonly steps: readonly number[];
  readonly #classifiers: readonly SdrClassifier[];
  /** A ring of patterns: the one learnt at time t is in place t modulo its length. */
  readonly #history: readonly Sdr[];
  /** Patterns learnt since the sequence began. */
  #time = 0;

  /** @throws {ArgumentError} unless steps are integers from 0 to 2^16, at least one, each once, and as `SdrClassifier` */
  constructor(options: SdrPredictorOptions) {
    const { size, classes, steps } = expectOptions("SdrPredictor", options);
    if (!Array.isArray(steps) || steps.length === 0 || new Set(steps).size < steps.length)
      throw new ArgumentError("SdrPredictor", "steps", steps, "a list of at least one, each once");
    for (const ahead of steps) expectInteger("SdrPredictor", "steps", ahead, 0, 2 ** 16);
    this.size = size;
    this.classes = classes;
    this.steps = Object.freeze([...steps]);
    this.#classifiers = steps.map(() => new SdrClassifier(options));
    this.#history = Array.from({ length: Math.max(...steps) + 1 }, () => new Sdr(size));
  }

  /** For each number of steps, in their order, the probability of every class so many steps after this pattern. */
  infer(pattern: Sdr): Float64Array[] {
    return this.#classifiers.map((classifier) => classifier.infer(pattern));
  }

  /**
   * The next pattern of the sequence and its class; patterns before it learn that it came.
   * @param target its class, or classes
   * @throws {ShapeError} {ArgumentError} as `SdrClassifier.learn` does; unchanged then
   */
  learn(pattern: Sdr, target: number | readonly number[]): void {
    const { length } = this.#history,
      time = this.#time,
      targets = expectTargets("SdrPredictor.learn", target, this.classes);
    expectPattern("SdrPredictor.learn", pattern, this.size);
    this.#history[time % length]!.copyFrom(pattern);
    for (const [i, ahead] of this.steps.entries())
      if (ahead <= time) this.#classifiers[i]!.learn(this.#history[(time - ahead) % length]!, targets);
    this.#time++;
  }

  /** Forgets the patterns seen, not what was learnt: a new sequence begins. */
  reset(): void {
    this.#time = 0;
  }

  /** A copy of what was learnt and seen: set it to continue a saved run. */
  get state(): SdrPredictorState {
    const { length } = this.#history,
      seen = Math.min(this.#time, length);
    return {
      weights: this.#classifiers.map((classifier) => classifier.state),
      history: Array.from({ length: seen }, (_, ago) =>
        this.#history[(this.#time - 1 - ago) % length]!.indices.slice(),
      ),
    };
  }

  /**
   * @throws {ShapeError} {ArgumentError} unless there are weights for each number of steps, as a classifier takes them,
   *   and at most max(steps) + 1 patterns, their indices ascending and below the size; unchanged then
   */
  set state(state: SdrPredictorState) {
    const { weights, history } = expectOptions("SdrPredictor", state, "state");
    if (weights?.length !== this.steps.length)
      throw new ShapeError("SdrPredictor.state", `${weights?.length} sets of weights, must be ${this.steps.length}`);
    if (!(history?.length <= this.#history.length))
      throw new ShapeError(
        "SdrPredictor.state",
        `${history?.length} patterns, must be at most ${this.#history.length}`,
      );
    const patterns = Array.from(history, (indices) => Sdr.from(this.size, indices)),
      before = this.#classifiers.map((classifier) => classifier.state);
    try {
      for (const [i, classifier] of this.#classifiers.entries()) classifier.state = weights[i]!;
    } catch (error) {
      for (const [i, classifier] of this.#classifiers.entries()) classifier.state = before[i]!;
      throw error;
    }
    this.#time = patterns.length;
    for (const [ago, pattern] of patterns.entries()) this.#history[this.#time - 1 - ago]!.copyFrom(pattern);
  }
}
