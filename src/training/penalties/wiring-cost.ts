import { UnsupportedError } from "../../errors.js";
import { expectAmount } from "../../ops/optimizer.js";
import type { Parameter } from "../../tape/parameter.js";
import { ownerOf } from "../../tensor/owner.js";
import type { Penalty } from "../penalty.js";
import { expectAsMany, expectLengths } from "./lengths.js";
import { expectSelection, type Selection, selected } from "./selection.js";

export interface WiringCostOptions {
  /** γ, at least 0. */
  readonly strength: number;
  /** How long each connection is, at least 0, in the order of the weights. */
  readonly lengths: ArrayLike<number>;
  /** Which weights; each parameter has as many as there are lengths. */
  readonly parameters: Selection;
}

/**
 * What wires cost: the penalty γ Σ |w| d for connections of length d; its gradient is γ d sign(w), 0 at w = 0.
 * Binding throws ArgumentError where none of the parameters is meant, and ShapeError where their sizes differ. A step throws
 * UnsupportedError where connections of a sparse matrix were moved since: it would not know how long the new ones are.
 * @throws {ArgumentError} for options out of their range
 * Source: the "purely spatial" baseline of Achterberg et al. 2023, doi:10.1038/s42256-023-00748-9.
 */
export function wiringCost(options: WiringCostOptions): Penalty {
  const { strength, lengths, parameters: selection } = options;
  expectAmount("wiringCost", "strength", strength);
  expectSelection("wiringCost", selection);
  const costs = Float64Array.from(expectLengths("wiringCost", "lengths", lengths), (length) => strength * length);
  return {
    name: "wiring cost",
    bind(_, parameters) {
      const own = selected("wiringCost.bind", parameters, selection);
      for (const { name, value } of own) expectAsMany("wiringCost.bind", name, value.size, costs.length);
      const before = own.map(rewiringsOf);
      const applied = (parameter: Parameter, i: number): number => {
        if (rewiringsOf(parameter) !== before[i])
          throw new UnsupportedError("wiringCost", `connections of ${parameter.name} moved, their lengths did not`);
        return addCosts(parameter, costs);
      };
      return { apply: () => own.reduce((sum, parameter, i) => sum + applied(parameter, i), 0) };
    },
  };
}

const rewiringsOf = ({ value }: Parameter): number => ownerOf.get(value)?.rewirings ?? 0;

function addCosts({ value, gradient }: Parameter, costs: Float64Array): number {
  const weights = value.data,
    slopes = gradient.data;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    sum += Math.abs(weight) * costs[i]!;
    slopes[i]! += costs[i]! * Math.sign(weight);
  }
  return sum;
}
