import { ArgumentError } from "../errors.js";
import { fill } from "../ops/elementwise.js";
import { isWeightOperation, type Loss, type WeightOperation } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";
import type { Variable } from "../tape/variable.js";
import { VectorVariable } from "../tape/vector-variable.js";
import type { Tensor } from "../tensor/tensor.js";
import type { LearningRule } from "./rule.js";
import { hiddenUnits, operationsBelow } from "./units.js";

/**
 * Global error-vector broadcasting, for networks of vector units. The error vector e [outputs, batch] reaches every unit as
 * it is; no credit is passed down, so layers may be updated in any order:
 *   dW[m,j] = Σ_b a[m,b] Σ_k e[k,b] z[j,k,b],   dbias[m,k] = Σ_b a[m,b] e[k,b],
 * with a the unit's gate, and e = ∂(mean loss)/∂output. The output unit's gradient is exact. Where all weights above the
 * first layer are nonnegative, every example's update is zero or has the sign of its gradient; of weights that the positions of
 * an image share, each position's part has.
 * Binding throws an ArgumentError unless the loss depends on weight layers of vector units alone, each hidden one gated.
 * Weights it does not depend on get a gradient of zeros, as by `bp`.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function gevb(): LearningRule {
  return {
    name: "gevb",
    bind(tape, loss) {
      if (!tape.gradients) throw new ArgumentError("gevb", "tape", tape, "a tape made with gradients");
      const { unit, readout } = outputOf(tape, loss),
        { error } = unit.output,
        hidden = hiddenUnits(tape, loss).filter(({ nonlinearity: { output } }) => sharesError(output, error));
      for (const operation of operationsBelow(tape, loss))
        if (isWeightOperation(operation) && operation !== unit && !hidden.some(({ weights }) => weights === operation))
          throw new ArgumentError(
            "gevb",
            "network",
            operation.name,
            "vector layers, each hidden one with its vectorGate",
          );
      return {
        assignCredit() {
          tape.startSweep();
          loss.output.accumulates();
          loss.backward();
          readout.backward();
          unit.weightGradient(unit.output.gradient!);
          for (const { weights, nonlinearity } of hidden) {
            nonlinearity.output.accumulates();
            fill(nonlinearity.output.gradient!, 1);
            nonlinearity.backward();
            weights.weightGradient(weights.output.gradient!);
          }
          tape.endSweep();
        },
      };
    },
  };
}

/** The weights of the output unit, and the operation that gives its components to the loss. */
function outputOf(tape: Tape, loss: Loss) {
  const readout = tape.producer(loss.prediction),
    [y] = readout?.inputs ?? [],
    unit = y && tape.producer(y);
  if (!readout || !unit || !isWeightOperation(unit) || !isVectorOperation(unit))
    throw new ArgumentError("gevb", "network", loss.prediction, "one that ends in a vector unit, a VectorOutput");
  return { readout, unit };
}

type VectorOperation = WeightOperation & { readonly output: VectorVariable };

const isVectorOperation = (operation: WeightOperation): operation is VectorOperation =>
  operation.output instanceof VectorVariable;

/** Whether these are vector units whose credit counts along this error. */
const sharesError = (variable: Variable, error: Tensor | undefined): boolean =>
  variable instanceof VectorVariable && variable.error === error;
