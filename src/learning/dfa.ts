import { ArgumentError } from "../errors.js";
import { matmul } from "../ops/gemm.js";
import { fillNormal, fillUniform } from "../ops/random.js";
import type { Random } from "../random.js";
import { isWeightOperation, type WeightOperation } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";
import type { Variable } from "../tape/variable.js";
import { VectorVariable } from "../tape/vector-variable.js";
import { Tensor } from "../tensor/tensor.js";
import type { AlignmentRule } from "./rule.js";
import { operationsBelow } from "./units.js";

/**
 * How feedback weights are drawn:
 * - `normal`: every layer's own, N(0, scale²/outputs) (Nøkland 2016);
 * - `uniform`: one matrix for all layers, entries from [−scale, scale), of which a layer of n units takes the first n rows;
 * - `nonnegative`: the same from [0, scale) (both Clark, Abbott & Chung 2021, arXiv:2106.04089).
 */
export type Feedback = "normal" | "uniform" | "nonnegative";

/**
 * Direct feedback alignment: the error e at the network's output reaches every hidden layer at once, through a fixed
 * random matrix, δ = f′ ⊙ (B e), with B [units, outputs]. No layer waits for another: the sweep only applies the slopes of
 * what lies between two weight layers. Where a layer's units are pooled, each unit before the pooling has its own row of B.
 * @param options.scale size of the feedback, 1 by default    @param options.feedback `normal` by default
 * @throws {ArgumentError} for an unknown kind of feedback; binding does for networks with vector units
 * Source: Nøkland 2016, arXiv:1609.01596, equation 8.
 */
export function dfa({
  scale = 1,
  feedback: kind = "normal",
}: {
  scale?: number;
  feedback?: Feedback;
} = {}): AlignmentRule {
  if (!["normal", "uniform", "nonnegative"].includes(kind))
    throw new ArgumentError("dfa", "feedback", kind, '"normal", "uniform" or "nonnegative"');
  return {
    name: "dfa",
    bind(tape, loss, random) {
      const outputs = loss.prediction.value.shape[0]!,
        targets = new Map<WeightOperation, Variable>(),
        feedback = new Map<WeightOperation, Tensor>();
      for (const operation of tape.operations)
        if (isWeightOperation(operation) && operation.input.gradient)
          targets.set(operation, beforePooling(tape, operation));
      for (const { name, output } of operationsBelow(tape, loss))
        if (output instanceof VectorVariable)
          throw new ArgumentError(
            "dfa",
            "network",
            name,
            "scalar units: those of vectors take the error itself, by gevb",
          );
      const most = Math.max(0, ...[...targets.values()].map(unitsOf)),
        shared =
          kind === "normal" ? undefined : uniform(random, [most, outputs], kind === "uniform" ? -scale : 0, scale);
      for (const [operation, target] of targets) {
        const values = new Tensor(tape.arena, [unitsOf(target), outputs]);
        if (shared) values.data.set(shared.subarray(0, values.size));
        else fillNormal(random, values, 0, scale / Math.sqrt(outputs));
        feedback.set(operation, values);
      }
      return {
        feedback,
        assignCredit: () =>
          tape.backward(loss, (operation) => {
            const target = targets.get(operation)!;
            matmul(feedback.get(operation)!, loss.prediction.gradient!, target.gradient!, target.accumulates());
          }),
      };

      function uniform(source: Random, shape: readonly number[], low: number, high: number): Float32Array {
        const tensor = new Tensor(tape.arena, shape),
          values = fillUniform(source, tensor, low, high).data.slice();
        tensor.dispose();
        return values;
      }
    },
  };
}

const unitsOf = ({ value }: Variable): number => value.shape[0]!;

/** The activity that a weight operation's input was pooled from, or that input itself. */
function beforePooling(tape: Tape, { input }: WeightOperation): Variable {
  for (let from = tape.producer(input); from?.pools; from = tape.producer(input)) input = from.inputs[0]!;
  return input;
}
