import { ArgumentError } from "../errors.js";
import { fill } from "../ops/elementwise.js";
import type { Operation } from "./operation.js";
import { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";

/**
 * The components of the one output vector unit as the network's outputs, [components, batch]. Their gradient is the error e
 * that all vector units below share, so the unit's own credit is 1.
 * @param y one vector unit    @throws {ArgumentError} for more units, or when the network has such an output already
 */
export function vectorOutput(y: Variable): Variable {
  if (!(y instanceof VectorVariable) || y.units !== 1)
    throw new ArgumentError("vectorOutput", "y", y, "one vector unit, [1, components, batch]");
  const { tape } = y;
  for (const { name, output } of tape.operations)
    if (name === "vectorOutput" && output.gradient && output.gradient === y.error)
      throw new ArgumentError("vectorOutput", "y", y, "the only output of its network: one error serves all units");
  const components = y.value.reshape([y.components, y.value.shape[2]!]),
    output = tape.adopt(new Variable(tape, components, y.error));
  return tape.record<Operation>({
    name: "vectorOutput",
    inputs: [y],
    parameters: [],
    output,
    vectors: true,
    forward() {},
    backward() {
      y.accumulates();
      fill(y.gradient!, 1);
    },
  }).output;
}
