import { isWeightOperation, type Loss, type Operation, type WeightOperation } from "../tape/operation.js";
import type { Tape } from "../tape/tape.js";

/** A layer of hidden units: what carries their weights, and what turns their preactivation into activity. */
export interface HiddenUnits {
  readonly weights: WeightOperation;
  readonly nonlinearity: Operation;
}

/** The operations that a loss depends on, itself left out, in the order of recording. */
export function operationsBelow(tape: Tape, loss: Loss): Operation[] {
  const needed = new Set(loss.inputs),
    below: Operation[] = [];
  for (const operation of [...tape.operations].reverse()) {
    if (!needed.has(operation.output)) continue;
    below.push(operation);
    for (const input of operation.inputs) needed.add(input);
  }
  return below.reverse();
}

/** The hidden layers that a loss depends on, lowest first: weights whose output goes through a nonlinearity. */
export function hiddenUnits(tape: Tape, loss: Loss): HiddenUnits[] {
  const layers: HiddenUnits[] = [],
    operations = operationsBelow(tape, loss);
  for (const weights of operations.filter(isWeightOperation)) {
    const nonlinearity = operations.find(
      (operation) =>
        operation.inputs[0] === weights.output &&
        operation.output !== loss.prediction &&
        !operation.pools &&
        !isWeightOperation(operation),
    );
    if (nonlinearity) layers.push({ weights, nonlinearity });
  }
  return layers;
}
