import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectNumber, expectRoom } from "./expect.js";

/** The mean of the last numbers, up to `window` of them. */
export class MovingAverage {
  readonly window: number;
  /** A ring: the n-th number is in place n modulo the window. */
  readonly #values: Float64Array<ArrayBuffer>;
  #count = 0;
  #sum = 0;

  /** @throws {ArgumentError} unless window is an integer from 1 to 2^31 − 1 */
  constructor(window: number) {
    expectInteger("MovingAverage", "window", window, 1, 0x7fffffff);
    this.window = window;
    this.#values = expectRoom("MovingAverage", 8 * window, () => new Float64Array(window));
  }

  /** The mean of the numbers in the window; 0 before there is any. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / Math.min(this.#count, this.window);
  }

  /** Takes one more number. @returns the mean with it  @throws {ArgumentError} unless it is finite */
  add(value: number): number {
    expectNumber("MovingAverage.add", "value", value);
    const place = this.#count++ % this.window;
    this.#sum += value - this.#values[place]!;
    this.#values[place] = value;
    // Once around, rounding errors of the running sum end.
    if (place === this.window - 1) this.#sum = this.#values.reduce((sum, one) => sum + one, 0);
    return this.mean;
  }

  /** A copy of the count of numbers, the running sum and the ring of numbers: set it to continue a saved run. */
  get state(): Float64Array<ArrayBuffer> {
    const state = new Float64Array(this.window + 2);
    state.set([this.#count, this.#sum]);
    state.set(this.#values, 2);
    return state;
  }

  /** @throws {ShapeError} {ArgumentError} unless it is window + 2 finite numbers, the first a count; unchanged then */
  set state(state: Float64Array) {
    if (!(state instanceof Float64Array)) throw new ArgumentError("MovingAverage", "state", state, "a Float64Array");
    if (state.length !== this.window + 2)
      throw new ShapeError("MovingAverage.state", `${state.length} numbers, must be ${this.window + 2}`);
    if (!Number.isSafeInteger(state[0]) || state[0]! < 0 || !state.every(Number.isFinite))
      throw new ArgumentError("MovingAverage", "state", state, "finite numbers, the first a count");
    this.#count = state[0]!;
    this.#sum = state[1]!;
    this.#values.set(state.subarray(2));
  }
}
