import type { Random } from "../random.js";
import type { Loss, WeightOperation } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";
import type { Tensor } from "../tensor/tensor.js";

/** How credit for the loss reaches every weight. */
export interface LearningRule {
  readonly name: string;
  /** Allocates, in the tape's arena, what the rule keeps between steps: feedback weights, traces. */
  bind(tape: Tape, loss: Loss, random: Random): BoundRule;
}

export interface BoundRule {
  /**
   * What changes from step to step, by name, for saving and restoring: traces, learnt feedback. What is drawn when the
   * rule is bound and stays, such as fixed feedback, is left out: the same seed draws it again.
   */
  readonly state?: ReadonlyMap<string, Tensor>;
  /** After `tape.forward()`: writes the rule's estimate of ∂loss/∂θ into every parameter's gradient. Allocates nothing. */
  assignCredit(): void;
}

/** A rule with fixed random feedback weights; they can be read, to measure their alignment, or replaced. */
export interface AlignmentRule extends LearningRule {
  bind(tape: Tape, loss: Loss, random: Random): BoundRule & { readonly feedback: ReadonlyMap<WeightOperation, Tensor> };
}
