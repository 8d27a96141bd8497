import { expectAmount } from "../../ops/optimizer.js";
import type { Parameter } from "../../tape/parameter.js";
import type { Penalty } from "../penalty.js";
import { expectSelection, type Selection, selected } from "./selection.js";

export interface L1Options {
  /** γ, at least 0. */
  readonly strength: number;
  /** By default all that `decays`: weights, not biases. */
  readonly parameters?: Selection;
}

/**
 * The penalty γ Σ |w| on weights, dense or sparse; its gradient is γ sign(w), 0 at 0.
 * Binding throws ArgumentError where none of the parameters is meant.
 * @throws {ArgumentError} for options out of their range
 */
export function l1(options: L1Options): Penalty {
  const { strength, parameters: selection = (parameter: Parameter) => parameter.decays } = options;
  expectAmount("l1", "strength", strength);
  expectSelection("l1", selection);
  return {
    name: "l1",
    bind(_, parameters) {
      const own = selected("l1.bind", parameters, selection);
      return { apply: () => own.reduce((sum, parameter) => sum + addMagnitudes(parameter, strength), 0) };
    },
  };
}

function addMagnitudes({ value, gradient }: Parameter, strength: number): number {
  const weights = value.data,
    slopes = gradient.data;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    sum += Math.abs(weight);
    slopes[i]! += strength * Math.sign(weight);
  }
  return strength * sum;
}
