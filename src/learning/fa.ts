import { fillNormal } from "../ops/random.js";
import { isWeightOperation, type WeightOperation } from "../tape/operation.js";
import { Tensor } from "../tensor/tensor.js";
import type { AlignmentRule } from "./rule.js";

/**
 * Feedback alignment: the reverse sweep with a fixed random matrix B in place of W wherever credit passes down through
 * weights, δ_below = f′ ⊙ (Bᵀ δ). B has the shape and the sparsity of W and entries N(0, scale²/inputs per output).
 * @param options.scale standard deviation of the feedback times √(weights per output); 1 by default
 * Source: Lillicrap, Cownden, Tweed & Akerman 2016, doi:10.1038/ncomms13276.
 */
export function fa({ scale = 1 }: { scale?: number } = {}): AlignmentRule {
  return {
    name: "fa",
    bind(tape, loss, random) {
      const feedback = new Map<WeightOperation, Tensor>();
      for (const operation of tape.operations) {
        if (!isWeightOperation(operation) || !operation.input.gradient) continue;
        const values = new Tensor(tape.arena, operation.weights.value.shape);
        fillNormal(random, values, 0, scale / Math.sqrt(Math.max(1, operation.fanIn)));
        operation.confine(values);
        feedback.set(operation, values);
      }
      return {
        feedback,
        assignCredit: () =>
          tape.backward(loss, (operation) => {
            const { input, output } = operation;
            operation.backproject(feedback.get(operation)!, output.gradient!, input.gradient!, input.accumulates());
          }),
      };
    },
  };
}
