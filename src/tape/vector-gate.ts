import { ArgumentError, ShapeError } from "../errors.js";
import { expectIsTensor, expectTensor } from "../ops/check.js";
import { multiply } from "../ops/elementwise.js";
import * as ops from "../ops/gevb.js";
import { Tensor } from "../tensor/tensor.js";
import type { Operation } from "./operation.js";
import type { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";

/**
 * The nonlinearity of vector units: the whole vector passes where Σ_k t[i,k] h[i,k] ≥ 0 and is zeroed elsewhere. It works
 * in h's own memory, so nothing else may read h. Credit passes through open gates.
 * @param h preactivations of vector units
 * @param directions t, entries ±1, [period, components], period a divisor of the units: unit i takes row i mod period
 * @throws {ShapeError} when the shapes or memories disagree    @throws {ArgumentError} for scalar units or an h that is read elsewhere
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function vectorGate(h: Variable, directions: Tensor): VectorVariable {
  if (!(h instanceof VectorVariable)) throw new ArgumentError("vectorGate", "h", h, "vector units");
  const { tape, units, components } = h;
  expectIsTensor("vectorGate", "directions", directions);
  const [period = 0] = directions.shape;
  expectTensor("vectorGate", "directions", directions, [period, components], h.value, "f32");
  if (period === 0 || units % period !== 0)
    throw new ShapeError("vectorGate", `directions have ${period} rows, must have a divisor of the ${units} units`);
  if (tape.operations.some((operation) => operation.inputs.includes(h)))
    throw new ArgumentError("vectorGate", "h", h, "read by nothing else");
  const gates = new Tensor(tape.arena, [units, h.value.shape[2]!]),
    output = tape.adopt(new VectorVariable(tape, h.value, h.error));
  tape.record<Operation>({
    name: "vectorGate",
    inputs: [h],
    parameters: [],
    output,
    vectors: true,
    constants: directions,
    forward: () => void ops.vectorGate(directions, h.value, gates),
    backward: () => void multiply(gates, output.gradient!, h.gradient!, h.accumulates()),
  });
  h.overwritten = true;
  return output;
}
