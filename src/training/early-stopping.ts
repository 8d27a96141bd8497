import { ArgumentError } from "../errors.js";

export interface EarlyStoppingOptions {
  /** Observations without improvement after which to stop, a positive integer. */
  readonly patience: number;
  /** Whether the watched number should fall (a loss) or rise (an accuracy). Default "fall". */
  readonly goal?: "fall" | "rise";
  /** Improvements up to this size do not count, from 0. Default 0. */
  readonly tolerance?: number;
}

/**
 * Watches one number, usually on held-out data, and says when it has stopped improving.
 * Source: the usual patience rule; a survey of such criteria is Prechelt 1998, doi:10.1007/3-540-49430-8_3.
 */
export class EarlyStopping {
  readonly #sign: number;
  readonly #patience: number;
  readonly #tolerance: number;
  #best = Number.NaN;
  #bestAt = -1;
  #seen = 0;

  /** @throws {ArgumentError} on an option out of range */
  constructor({ patience, goal = "fall", tolerance = 0 }: EarlyStoppingOptions) {
    if (!Number.isSafeInteger(patience) || patience < 1)
      throw new ArgumentError("EarlyStopping", "patience", patience, "a positive integer");
    if (goal !== "fall" && goal !== "rise") throw new ArgumentError("EarlyStopping", "goal", goal, '"fall" or "rise"');
    if (!(tolerance >= 0)) throw new ArgumentError("EarlyStopping", "tolerance", tolerance, "a number from 0");
    this.#patience = patience;
    this.#sign = goal === "rise" ? 1 : -1;
    this.#tolerance = tolerance;
  }

  /** The best value so far; NaN before the first number. */
  get best(): number {
    return this.#best;
  }

  /** Which observation, from 0, was the best one; −1 before the first number. */
  get bestAt(): number {
    return this.#bestAt;
  }

  /** Takes the next value; NaN is no improvement. @returns whether to stop */
  observe(value: number): boolean {
    const improved = this.#bestAt < 0 ? !Number.isNaN(value) : this.#sign * (value - this.#best) > this.#tolerance;
    if (improved) {
      this.#best = value;
      this.#bestAt = this.#seen;
    }
    this.#seen++;
    return this.#seen - 1 - this.#bestAt >= this.#patience;
  }
}
