import { exp } from "../elementary.js";
import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectOptions, expectPositive, expectRoom } from "./expect.js";
import { Sdr } from "./sdr.js";

export interface SdrClassifierOptions {
  /** The number of bits of every pattern. */
  readonly size: number;
  /** The number of classes, which are named 0 to classes − 1. */
  readonly classes: number;
  /** α, up to 1; 0.001 unless given. */
  readonly learningRate?: number;
}

/**
 * One layer of softmax over the ON bits of a pattern, trained pattern by pattern on the cross-entropy:
 *   p_c = exp(Σ_{i ON} w_ic) / Σ_d exp(Σ_{i ON} w_id),   w_ic += α · (target_c − p_c) for every bit i that is ON
 * All weights start at 0: where nothing is learnt, or no bit ON, all classes are alike. Double precision.
 * This is softmax regression, which HTM's literature calls the SDR classifier.
 */
export class SdrClassifier {
  readonly size: number;
  readonly classes: number;
  readonly learningRate: number;
  /** Bit by bit, a weight for each class. */
  readonly #weights: Float64Array<ArrayBuffer>;
  readonly #probabilities: Float64Array<ArrayBuffer>;

  /** @throws {ArgumentError} unless sizes are integers from 1, their product up to 2^31 − 1, and 0 < learningRate ≤ 1 */
  constructor(options: SdrClassifierOptions) {
    const call = "SdrClassifier",
      { size, classes, learningRate = 0.001 } = expectOptions(call, options);
    expectInteger(call, "size", size, 1, 0x7fffffff);
    expectInteger(call, "classes", classes, 1, 0x7fffffff);
    expectInteger(call, "size · classes", size * classes, 1, 0x7fffffff);
    expectPositive(call, "learningRate", learningRate);
    if (learningRate > 1) throw new ArgumentError(call, "learningRate", learningRate, "at most 1");
    this.size = size;
    this.classes = classes;
    this.learningRate = learningRate;
    this.#weights = expectRoom(call, 8 * size * classes, () => new Float64Array(size * classes));
    this.#probabilities = expectRoom(call, 8 * classes, () => new Float64Array(classes));
  }

  /**
   * The probability of every class.
   * @param into receives them; a new array unless given
   * @throws {ShapeError} unless the pattern has `size` bits and `into` has room for the classes alone
   */
  infer(pattern: Sdr, into = new Float64Array(this.classes)): Float64Array {
    expectPattern("SdrClassifier.infer", pattern, this.size);
    const { classes } = this,
      weights = this.#weights;
    if (!(into instanceof Float64Array)) throw new ArgumentError("SdrClassifier.infer", "into", into, "a Float64Array");
    if (into.length !== classes)
      throw new ShapeError("SdrClassifier.infer", `into has ${into.length} elements, must have ${classes}`);
    into.fill(0);
    for (const bit of pattern.indices) {
      const row = bit * classes;
      for (let c = 0; c < classes; c++) into[c]! += weights[row + c]!;
    }
    // The largest taken away first, which changes no ratio and keeps every power within 1.
    let largest = Number.NEGATIVE_INFINITY,
      sum = 0;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, into[c]!);
    for (let c = 0; c < classes; c++) sum += into[c] = exp(into[c]! - largest);
    for (let c = 0; c < classes; c++) into[c]! /= sum;
    return into;
  }

  /**
   * Makes the pattern's class likelier.
   * @param target its class, or classes, each then with the same share of probability
   * @throws {ShapeError} {ArgumentError} unless the pattern has `size` bits, and for what is no class, or one twice
   */
  learn(pattern: Sdr, target: number | readonly number[]): void {
    expectPattern("SdrClassifier.learn", pattern, this.size);
    const { classes } = this,
      weights = this.#weights,
      targets = expectTargets("SdrClassifier.learn", target, classes);
    const changes = this.infer(pattern, this.#probabilities);
    for (let c = 0; c < classes; c++) changes[c] = -this.learningRate * changes[c]!;
    for (const one of targets) changes[one]! += this.learningRate / targets.length;
    for (const bit of pattern.indices) {
      const row = bit * classes;
      for (let c = 0; c < classes; c++) weights[row + c]! += changes[c]!;
    }
  }

  /** A copy of the weights, bit by bit one for each class: set it to continue a saved run. */
  get state(): Float64Array<ArrayBuffer> {
    return this.#weights.slice();
  }

  /** @throws {ShapeError} {ArgumentError} unless there are size · classes weights, all finite; unchanged then */
  set state(weights: Float64Array) {
    if (!(weights instanceof Float64Array))
      throw new ArgumentError("SdrClassifier", "state", weights, "a Float64Array");
    if (weights.length !== this.#weights.length)
      throw new ShapeError("SdrClassifier.state", `${weights.length} weights, must be ${this.#weights.length}`);
    const bad = weights.findIndex((weight) => !Number.isFinite(weight));
    if (bad >= 0) throw new ArgumentError("SdrClassifier.state", `weights[${bad}]`, weights[bad], "a finite number");
    this.#weights.set(weights);
  }
}

/** @throws {ArgumentError} {ShapeError} unless the pattern is an SDR of so many bits */
export function expectPattern(operation: string, pattern: Sdr, size: number): void {
  if (!(pattern instanceof Sdr)) throw new ArgumentError(operation, "pattern", pattern, "an Sdr");
  if (pattern.size !== size) throw new ShapeError(operation, `pattern has ${pattern.size} bits, must have ${size}`);
}

/** @returns the classes of a target  @throws {ArgumentError} unless there is at least one, all below `classes`, each once */
export function expectTargets(
  operation: string,
  target: number | readonly number[],
  classes: number,
): readonly number[] {
  const targets = typeof target === "number" ? [target] : target;
  if (!Array.isArray(targets) || targets.length === 0 || new Set(targets).size < targets.length)
    throw new ArgumentError(operation, "target", target, "a class, or a list of classes, each once");
  for (const one of targets) expectInteger(operation, "target", one, 0, classes - 1);
  return targets;
}
