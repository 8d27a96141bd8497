import type { Tensor } from "../tensor/tensor.js";
import type { Tape } from "./tape.js";

/**
 * A value with the gradient of the loss with respect to it. Within one reverse sweep the first write of the gradient
 * overwrites what an earlier sweep left and every later one adds, so no sweep has to clear any gradient first.
 */
export class Differentiable {
  readonly value: Tensor;
  /** Absent where nobody needs it: at inputs, and on a tape without gradients. */
  readonly gradient: Tensor | undefined;
  #written = false;

  constructor(value: Tensor, gradient: Tensor | undefined) {
    this.value = value;
    this.gradient = gradient;
  }

  /** Whether the current sweep has written the gradient. */
  get written(): boolean {
    return this.#written;
  }

  /** Called by whoever writes the gradient next: false means overwrite, true means add. */
  accumulates(): boolean {
    const accumulate = this.#written;
    this.#written = true;
    return accumulate;
  }

  /** Starts a new sweep. */
  startSweep(): void {
    this.#written = false;
  }
}

/** An input or an operation's output on a tape; feature-major, `[features, batch]`. */
export class Variable extends Differentiable {
  readonly tape: Tape;
  /** Set by an operation that computes in this variable's memory: nothing may read it from then on. */
  overwritten = false;

  constructor(tape: Tape, value: Tensor, gradient: Tensor | undefined) {
    super(value, gradient);
    this.tape = tape;
  }
}
