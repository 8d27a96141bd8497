import { isWeightOperation, type Loss, type Operation, type WeightOperation } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";

/** A layer of hidden units: what carries their weights, and what turns their preactivation into activity. */
export interface HiddenUnits {
  readonly weights: WeightOperation;
  readonly nonlinearity: Operation;
}

/** The hidden layers recorded on a tape, lowest first: weights whose output goes through a nonlinearity. */
export function hiddenUnits(tape: Tape, loss: Loss): HiddenUnits[] {
  const layers: HiddenUnits[] = [];
  for (const weights of tape.operations.filter(isWeightOperation)) {
    const nonlinearity = tape.operations.find(
      (operation) =>
        operation.inputs[0] === weights.output &&
        operation !== loss &&
        operation.output !== loss.prediction &&
        !operation.pools &&
        !isWeightOperation(operation),
    );
    if (nonlinearity) layers.push({ weights, nonlinearity });
  }
  return layers;
}
