import { ArgumentError, ShapeError } from "../errors.js";
import { copy } from "../ops/elementwise.js";
import { selectColumns } from "../ops/gather.js";
import { argmaxColumns } from "../ops/reduce.js";
import { Tensor } from "../tensor/tensor.js";
import type { Operation } from "./operation.js";
import type { Variable } from "./variable.js";

/** A decision between readouts; its output is the winner's, [classes, batch]. */
export interface MaxDecision extends Operation {
  /** For every example the number of the readout that won, [batch]. */
  readonly winner: Tensor<"i32">;
}

/**
 * For every example the readout with the largest entry answers: output = r^(μ), μ = argmax_n max_c r_c^(n), the lowest n
 * of equals; NaN never wins. Credit reaches the winner alone.
 * @param readouts at least one, each [classes, batch]
 * @throws {ArgumentError} without readouts    @throws {ShapeError} when their shapes differ
 */
export function maxDecision(readouts: readonly Variable[]): MaxDecision {
  const [first] = readouts;
  if (first === undefined) throw new ArgumentError("maxDecision", "readouts", readouts, "at least one");
  const { tape } = first,
    [classes = 0, batch = 0, ...rest] = first.value.shape;
  for (const { value } of readouts)
    if (rest.length > 0 || classes === 0 || String(value.shape) !== String(first.value.shape))
      throw new ShapeError("maxDecision", `[${value.shape}] must be [classes, batch], the same for all readouts`);
  const winner = new Tensor(tape.arena, [batch], "i32"),
    all = new Tensor(tape.arena, [readouts.length * classes, batch]),
    parts = readouts.map((_, n) => all.rows(n * classes, classes)),
    output = tape.result([classes, batch]);
  return tape.record<MaxDecision>({
    name: "maxDecision",
    inputs: readouts,
    parameters: [],
    output,
    winner,
    forward() {
      for (const [n, { value }] of readouts.entries()) copy(value, parts[n]!);
      argmaxColumns(all, winner, classes);
      for (const [n, { value }] of readouts.entries()) selectColumns(winner, n, value, output.value, n > 0);
    },
    backward() {
      for (const [n, readout] of readouts.entries())
        if (readout.gradient) selectColumns(winner, n, output.gradient!, readout.gradient, readout.accumulates());
    },
  });
}
