import { ArgumentError } from "../errors.js";
import { fill } from "../ops/elementwise.js";
import { isWeightOperation, type Loss } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";
import { VectorVariable } from "../tape/vector-variable.js";
import type { LearningRule } from "./rule.js";
import { hiddenUnits } from "./units.js";

/**
 * Global error-vector broadcasting, for networks of vector units. The error vector e [outputs, batch] reaches every unit as
 * it is; no credit is passed down, so layers may be updated in any order:
 *   dW[m,j] = Σ_b a[m,b] Σ_k e[k,b] z[j,k,b],   dbias[m,k] = Σ_b a[m,b] e[k,b],
 * with a the unit's gate, and e = ∂(mean loss)/∂output. The output unit's gradient is exact. Where all weights above the
 * first layer are nonnegative, every example's update is zero or has the sign of its gradient.
 * Binding throws an ArgumentError unless every weight layer is one of vector units, each hidden one gated.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function gevb(): LearningRule {
  return {
    name: "gevb",
    bind(tape, loss) {
      const { output, readout } = outputOf(tape, loss),
        hidden = hiddenUnits(tape, loss);
      for (const operation of tape.operations) {
        const vector = operation.output instanceof VectorVariable;
        if (
          isWeightOperation(operation) &&
          !(vector && (operation === output || hidden.some((h) => h.weights === operation)))
        )
          throw new ArgumentError(
            "gevb",
            "network",
            operation.name,
            "vector layers, each hidden one with its vectorGate",
          );
      }
      return {
        assignCredit() {
          tape.startSweep();
          loss.output.accumulates();
          loss.backward();
          readout.backward();
          output.weightGradient(output.output.gradient!);
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
    output = readout?.inputs[0] && tape.producer(readout.inputs[0]);
  if (!readout || !(readout.inputs[0] instanceof VectorVariable) || !output || !isWeightOperation(output))
    throw new ArgumentError("gevb", "network", loss.prediction, "one that ends in a vector unit, a VectorOutput");
  return { readout, output };
}
