import { matmul } from "../ops/gemm.js";
import { fillNormal } from "../ops/random.js";
import { isWeightOperation, type WeightOperation } from "../tape/operation.js";
import { Tensor } from "../tensor/tensor.js";
import type { AlignmentRule } from "./rule.js";

/**
 * Direct feedback alignment: the error e at the network's output reaches every hidden layer at once, through a fixed
 * random matrix of its own, δ = f′ ⊙ (B e), with B [units, outputs] and entries N(0, scale²/outputs). No layer waits for
 * another: the sweep only applies the slopes of what lies between two weight layers.
 * @param options.scale standard deviation of the feedback times √outputs; 1 by default
 * Source: Nøkland 2016, arXiv:1609.01596, equation 8.
 */
export function dfa({ scale = 1 }: { scale?: number } = {}): AlignmentRule {
  return {
    name: "dfa",
    bind(tape, loss, random) {
      const outputs = loss.prediction.value.shape[0]!,
        feedback = new Map<WeightOperation, Tensor>();
      for (const operation of tape.operations) {
        if (!isWeightOperation(operation) || !operation.input.gradient) continue;
        const values = new Tensor(tape.arena, [operation.input.value.shape[0]!, outputs]);
        fillNormal(random, values, 0, scale / Math.sqrt(outputs));
        feedback.set(operation, values);
      }
      return {
        feedback,
        assignCredit: () =>
          tape.backward(loss, (operation, into, accumulate) =>
            matmul(feedback.get(operation)!, loss.prediction.gradient!, into, accumulate),
          ),
      };
    },
  };
}
