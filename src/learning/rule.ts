import type { Loss } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";
import type { Random } from "../tensor/random.js";

/** How credit for the loss reaches every weight. */
export interface LearningRule {
  readonly name: string;
  /** Allocates, in the tape's arena, what the rule keeps between steps: feedback weights, traces. */
  bind(tape: Tape, loss: Loss, random: Random): BoundRule;
}

export interface BoundRule {
  /** After `tape.forward()`: writes the rule's estimate of ∂loss/∂θ into every parameter's gradient. Allocates nothing. */
  assignCredit(): void;
}
