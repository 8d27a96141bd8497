import { ArgumentError } from "../errors.js";
import { axpy, copy } from "../ops/elementwise.js";
import * as ops from "../ops/random.js";
import type { Random } from "../random.js";
import { Tensor } from "../tensor/tensor.js";
import type { Variable } from "./variable.js";

/**
 * Inverted dropout: while the tape is training each element is kept with probability 1 − rate and divided by it,
 * and the rest is 0; otherwise y = x. @param rate from [0, 1)
 * @throws {ArgumentError} when rate is outside of [0, 1)
 */
export function dropout(x: Variable, rate: number, random: Random): Variable {
  if (!(rate >= 0 && rate < 1)) throw new ArgumentError("dropout", "rate", rate, "from [0, 1)");
  const { tape } = x,
    output = tape.result(x.value.shape),
    mask = new Tensor(tape.arena, x.value.shape, "u8");
  let active = false;
  return tape.record({
    name: "dropout",
    inputs: [x],
    parameters: [],
    output,
    random,
    forward() {
      active = tape.training;
      if (active) ops.dropout(random, x.value, rate, output.value, mask);
      else copy(x.value, output.value);
    },
    backward() {
      if (!x.gradient) return;
      if (active) ops.dropoutBackward(output.gradient!, mask, rate, x.gradient, x.accumulates());
      else if (x.accumulates()) axpy(1, output.gradient!, x.gradient);
      else copy(output.gradient!, x.gradient);
    },
  }).output;
}
