import type { Parameter } from "../tape/parameter.js";
import type { Arena } from "../wasm/arena.js";

/** A term of the loss that depends on parameters alone: the option `penalties` of `fit`. Holds hyper-parameters only. */
export interface Penalty {
  readonly name: string;
  /**
   * Finds its parameters, and allocates what a step needs.
   * @throws {ArgumentError} {ShapeError} when it does not fit them    @throws {MemoryError} when memory runs out
   */
  bind(arena: Arena, parameters: readonly Parameter[]): BoundPenalty;
}

export interface BoundPenalty {
  /** After credit was assigned: adds ∂penalty/∂θ to its parameters' gradients. Allocates nothing. @returns the penalty */
  apply(): number;
}
