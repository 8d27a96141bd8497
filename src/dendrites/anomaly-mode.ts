import { ArgumentError } from "../errors.js";
import { AnomalyLikelihood, type AnomalyLikelihoodOptions, logLikelihood } from "./anomaly-likelihood.js";
import { expectNumber } from "./expect.js";

const modes = ["raw", "likelihood", "logLikelihood", "disabled"] as const;

/**
 * What a temporal memory says of a step's surprise: the `raw` score, its anomaly `likelihood` in the light of the scores
 * before, that on a logarithmic scale, or 0.5 whatever comes (`disabled`).
 */
export type AnomalyMode = (typeof modes)[number];

export interface AnomalyOptions {
  /** Default "raw". */
  readonly anomalyMode?: AnomalyMode;
  /** Of the two likelihoods: how they are estimated. */
  readonly anomalyLikelihood?: AnomalyLikelihoodOptions;
}

/** The options of a likelihood, in the order of a saved state. */
const likelihoodOptions = [
  ...(["learningPeriod", "estimationSamples", "historicWindow", "reestimationPeriod"] as const),
  ...(["averagingWindow", "minimumMean", "minimumVariance"] as const),
];

/** The anomaly of the last step in the mode asked for. */
export class AnomalyGauge {
  readonly mode: AnomalyMode;
  readonly #likelihood: AnomalyLikelihood | undefined;
  #value: number;

  /** @throws {ArgumentError} for a mode that is none, or a likelihood's option out of range */
  constructor({ anomalyMode = "raw", anomalyLikelihood }: AnomalyOptions) {
    if (!modes.includes(anomalyMode))
      throw new ArgumentError("TemporalMemory", "anomalyMode", anomalyMode, modes.join(", "));
    this.mode = anomalyMode;
    if (anomalyMode === "likelihood" || anomalyMode === "logLikelihood")
      this.#likelihood = new AnomalyLikelihood(anomalyLikelihood);
    this.#value = anomalyMode === "raw" ? 0 : this.#scaled(0.5);
  }

  /** Of the last step; before the first 0 in raw mode, else what stands for a step as usual. */
  get value(): number {
    return this.#value;
  }

  /** Takes the raw score of a step, from 0 to 1. */
  add(score: number): void {
    if (this.mode === "raw") this.#value = score;
    else if (this.#likelihood) this.#value = this.#scaled(this.#likelihood.add(score));
  }

  /** Everything it goes on from: place of the mode, value and, of a likelihood, its options and state. */
  get state(): Float64Array<ArrayBuffer> {
    const likelihood = this.#likelihood,
      rest = likelihood ? [...likelihoodOptions.map((name) => likelihood[name]), ...likelihood.state] : [];
    return Float64Array.of(modes.indexOf(this.mode), this.#value, ...rest);
  }

  /**
   * One that goes on from a `state`.
   * @throws {ArgumentError} {ShapeError} for numbers that are none
   */
  static from(state: Float64Array): AnomalyGauge {
    const [place = -1, value = -1, ...options] = state.subarray(0, 2 + likelihoodOptions.length),
      named = Object.fromEntries(likelihoodOptions.map((name, i) => [name, options[i]])),
      anomalyMode = modes[place];
    if (anomalyMode === undefined) throw new ArgumentError("AnomalyGauge", "mode", place, "the place of a mode");
    // The window says how long the state is, and with it how much memory is taken.
    if (named.historicWindow !== undefined && state.length !== named.historicWindow + likelihoodOptions.length + 5)
      throw new ArgumentError("AnomalyGauge", "state", state.length, "as many numbers as its window says");
    const gauge = new AnomalyGauge({ anomalyMode, anomalyLikelihood: named }),
      [least, most] = anomalyMode === "disabled" ? [0.5, 0.5] : [gauge.#scaled(0), gauge.#scaled(1)];
    expectNumber("AnomalyGauge", "value", value, least, most);
    if (gauge.#likelihood) gauge.#likelihood.state = state.slice(2 + likelihoodOptions.length);
    else if (state.length !== 2) throw new ArgumentError("AnomalyGauge", "state", state.length, "two numbers");
    gauge.#value = value;
    return gauge;
  }

  /** A likelihood on the scale of the mode. */
  #scaled(likelihood: number): number {
    return this.mode === "logLikelihood" ? logLikelihood(likelihood) : likelihood;
  }
}
