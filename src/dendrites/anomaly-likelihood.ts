import { log } from "../elementary.js";
import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectNumber, expectOptions, expectRoom } from "./expect.js";
import { gaussianTail } from "./gaussian-tail.js";

export interface AnomalyLikelihoodOptions {
  /** Scores at the start that the model of the stream still needs to learn, and that never count; 288 unless given. */
  readonly learningPeriod?: number;
  /** Scores after those before the first estimate; 100 unless given. */
  readonly estimationSamples?: number;
  /** W: the last scores that the distribution is estimated from; 8640 unless given. */
  readonly historicWindow?: number;
  /** The distribution is estimated again after so many scores; 100 unless given. */
  readonly reestimationPeriod?: number;
  /** W′: the last scores whose mean is judged; 10 unless given. */
  readonly averagingWindow?: number;
  /** The estimated mean is at least this; 0.03 unless given. */
  readonly minimumMean?: number;
  /** The estimated variance is at least this, so that a stream without surprises has a scale; 0.0003 unless given. */
  readonly minimumVariance?: number;
}

/**
 * Anomaly likelihood: how unusual the recent level of raw anomaly scores is in the light of their history.
 *   μ, σ²  mean and variance of the last W scores,   μ̃  mean of the last W′,   L = 1 − Q((μ̃ − μ) / σ)
 * with Q the tail of the normal distribution, and the variance with W − 1 below. L is 0.5 for a level as usual, near 1
 * where there is much more surprise than usual, and 0.5 for the first learningPeriod + estimationSamples scores. With
 * reestimationPeriod 1 and no minimum this is the paper's formula; estimating more rarely costs less.
 * Source: Lavin & Ahmad 2015, arXiv:1510.03336; Ahmad, Lavin, Purdy & Agha 2017, doi:10.1016/j.neucom.2017.04.070. The
 * minima are those usual with the Numenta Anomaly Benchmark.
 */
export class AnomalyLikelihood {
  readonly learningPeriod: number;
  readonly estimationSamples: number;
  readonly historicWindow: number;
  readonly reestimationPeriod: number;
  readonly averagingWindow: number;
  readonly minimumMean: number;
  readonly minimumVariance: number;
  /** A ring: the n-th score, from 0, is in place n modulo the window. */
  readonly #scores: Float64Array<ArrayBuffer>;
  #count = 0;
  #mean = 0;
  #variance = 0;

  /**
   * @throws {ArgumentError} unless periods are integers from 0, windows and reestimationPeriod from 1, averagingWindow at
   *   most historicWindow, minimumMean from 0 to 1 and minimumVariance above 0 and up to 1
   */
  constructor(options: AnomalyLikelihoodOptions = {}) {
    const call = "AnomalyLikelihood",
      most = 0x7fffffff;
    expectOptions(call, options);
    this.learningPeriod = options.learningPeriod ?? 288;
    this.estimationSamples = options.estimationSamples ?? 100;
    this.historicWindow = options.historicWindow ?? 8640;
    this.reestimationPeriod = options.reestimationPeriod ?? 100;
    this.averagingWindow = options.averagingWindow ?? 10;
    this.minimumMean = options.minimumMean ?? 0.03;
    this.minimumVariance = options.minimumVariance ?? 0.0003;
    for (const name of ["learningPeriod", "estimationSamples"] as const) expectInteger(call, name, this[name], 0, most);
    for (const name of ["historicWindow", "reestimationPeriod"] as const)
      expectInteger(call, name, this[name], 1, most);
    expectInteger(call, "averagingWindow", this.averagingWindow, 1, this.historicWindow);
    expectNumber(call, "minimumMean", this.minimumMean, 0, 1);
    expectNumber(call, "minimumVariance", this.minimumVariance, Number.MIN_VALUE, 1);
    this.#scores = expectRoom(call, 8 * this.historicWindow, () => new Float64Array(this.historicWindow));
  }

  /** Scores whose likelihood is 0.5 whatever they are. */
  get probationaryPeriod(): number {
    return this.learningPeriod + this.estimationSamples;
  }

  /** The normal distribution the next score is judged by, unless it is time to estimate; undefined before the first. */
  get distribution(): { readonly mean: number; readonly variance: number } | undefined {
    if (this.#count <= this.probationaryPeriod) return undefined;
    return { mean: this.#mean, variance: this.#variance };
  }

  /**
   * Takes the next raw score.
   * @returns its likelihood, from 0 to 1
   * @throws {ArgumentError} unless the score is a number from 0 to 1
   */
  add(score: number): number {
    expectNumber("AnomalyLikelihood.add", "score", score, 0, 1);
    this.#scores[this.#count++ % this.historicWindow] = score;
    const judged = this.#count - this.probationaryPeriod;
    if (judged <= 0) return 0.5;
    if ((judged - 1) % this.reestimationPeriod === 0) this.#estimate();
    const recent = this.#average(Math.max(0, this.#count - this.averagingWindow));
    return 1 - gaussianTail((recent - this.#mean) / Math.sqrt(this.#variance));
  }

  /** From the scores in the window that came after the learning period. */
  #estimate(): void {
    const first = Math.max(this.learningPeriod, this.#count - this.historicWindow),
      mean = this.#average(first);
    let squares = 0;
    for (let n = first; n < this.#count; n++) squares += (this.#scores[n % this.historicWindow]! - mean) ** 2;
    this.#mean = Math.max(mean, this.minimumMean);
    this.#variance = Math.max(squares / Math.max(1, this.#count - first - 1), this.minimumVariance);
  }

  /** The mean of all scores from the n-th on. */
  #average(first: number): number {
    let sum = 0;
    for (let n = first; n < this.#count; n++) sum += this.#scores[n % this.historicWindow]!;
    return sum / (this.#count - first);
  }

  /** A copy of count, mean, variance and the ring of scores: set it to continue a saved run. */
  get state(): Float64Array<ArrayBuffer> {
    const state = new Float64Array(this.historicWindow + 3);
    state.set([this.#count, this.#mean, this.#variance]);
    state.set(this.#scores, 3);
    return state;
  }

  /** @throws {ShapeError} {ArgumentError} unless it is historicWindow + 3 numbers as above; unchanged then */
  set state(state: Float64Array) {
    const call = "AnomalyLikelihood.state";
    if (!(state instanceof Float64Array))
      throw new ArgumentError("AnomalyLikelihood", "state", state, "a Float64Array");
    if (state.length !== this.historicWindow + 3)
      throw new ShapeError(call, `${state.length} numbers, must be ${this.historicWindow + 3}`);
    const [count, mean, variance] = state as unknown as [number, number, number];
    expectInteger(call, "count", count, 0, Number.MAX_SAFE_INTEGER);
    expectNumber(call, "mean", mean, 0, 1);
    expectNumber(call, "variance", variance, count > this.probationaryPeriod ? this.minimumVariance : 0, 1);
    const scores = state.subarray(3);
    if (!scores.every((score) => score >= 0 && score <= 1))
      throw new ArgumentError(call, "scores", scores, "numbers from 0 to 1");
    this.#count = count;
    this.#mean = mean;
    this.#variance = variance;
    this.#scores.set(scores);
  }
}

/** log(1 − 0.9999999999) in double precision. */
const LOG_SCALE = -23.02585084720009;

/**
 * An anomaly likelihood on a scale that tells 0.9999 from 0.99999: log(1.0000000001 − L) / log(1 − 0.9999999999).
 * From about 0 to 1: 0.03 for L = 0.5, 0.2 for 0.99, 0.4 for 0.9999, 1 from 1 − 1e-10 or so.
 * @throws {ArgumentError} unless the likelihood is a number from 0 to 1
 */
export function logLikelihood(likelihood: number): number {
  expectNumber("logLikelihood", "likelihood", likelihood, 0, 1);
  return log(1.0000000001 - likelihood) / LOG_SCALE;
}
