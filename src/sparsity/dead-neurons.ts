import { ArgumentError } from "../errors.js";
import { type PatternLike, validatePattern } from "../tensor/pattern.js";

/**
 * Static dead-neuron rate: the share of units that no connection leads to, whatever the input.
 * @param layers the wiring of the hidden layers, a row per unit
 * @throws {ArgumentError} where there are no units    @throws {ShapeError} {ArgumentError} as validatePattern does
 */
export function staticDeadNeuronRate(layers: readonly PatternLike[]): number {
  let dead = 0,
    units = 0;
  for (const pattern of layers) {
    validatePattern("staticDeadNeuronRate", pattern);
    const { rows, rowPointers } = pattern;
    for (let row = 0; row < rows; row++) if (rowPointers[row] === rowPointers[row + 1]) dead++;
    units += rows;
  }
  if (units === 0) throw new ArgumentError("staticDeadNeuronRate", "layers", layers, "patterns with rows");
  return dead / units;
}
