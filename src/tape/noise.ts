import { ArgumentError } from "../errors.js";
import { add, axpy, copy } from "../ops/elementwise.js";
import { fillNormal } from "../ops/random.js";
import type { Random } from "../random.js";
import type { Variable } from "./variable.js";

/**
 * Adds independent normal noise while the tape is training, drawn anew at every pass; otherwise y = x. Slope 1.
 * @param standardDeviation finite, at least 0    @throws {ArgumentError} for another
 */
export function gaussianNoise(x: Variable, standardDeviation: number, random: Random): Variable {
  if (!(standardDeviation >= 0 && standardDeviation < Infinity))
    throw new ArgumentError("gaussianNoise", "standardDeviation", standardDeviation, "finite, at least 0");
  const { tape } = x,
    output = tape.result(x.value.shape);
  return tape.record({
    name: "gaussianNoise",
    inputs: [x],
    parameters: [],
    output,
    random,
    forward() {
      if (tape.training) add(x.value, fillNormal(random, output.value, 0, standardDeviation), output.value);
      else copy(x.value, output.value);
    },
    backward() {
      if (!x.gradient) return;
      if (x.accumulates()) axpy(1, output.gradient!, x.gradient);
      else copy(output.gradient!, x.gradient);
    },
  }).output;
}
