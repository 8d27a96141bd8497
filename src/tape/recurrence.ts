import { ShapeError } from "../errors.js";
import { relu, reluBackward } from "../ops/activations.js";
import { expectInteger } from "../ops/check.js";
import { biasGradient, fill, fillRows } from "../ops/elementwise.js";
import { matmul, matmulTransposeA, matmulTransposeB } from "../ops/gemm.js";
import { maxAbs } from "../ops/reduce.js";
import { Tensor } from "../tensor/tensor.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";

/** What a recurrent layer learns; rows are postsynaptic units. */
export interface RecurrenceParameters {
  /** V, [units, inputs] */
  readonly input: Parameter;
  /** W, [units, units] */
  readonly recurrent: Parameter;
  /** b, [units] */
  readonly bias: Parameter;
}

/** Where no error is larger, they are taken for 0. */
const negligible = 2 ** -100;

/**
 * A rectified recurrent layer unrolled over time, h_t = max(V x_t + W h_{t−1} + b, 0) for t = 1 … steps, from h_0 = 0.
 * Credit goes back through all steps under any learning rule; a step whose errors are all below 2⁻¹⁰⁰ passes none on, as its
 * products would be subnormal numbers, at which processors are many times slower.
 * @param x the inputs of all steps one below the other, [steps · inputs, batch]
 * @returns the states in the same way, [steps · units, batch]; those of the last step are its last `units` rows
 * @throws {ArgumentError} unless steps is a positive integer    @throws {ShapeError} when the shapes disagree
 */
export function rectifiedRecurrence(x: Variable, parameters: RecurrenceParameters, steps: number): Variable {
  const call = "rectifiedRecurrence",
    { input, recurrent, bias } = parameters,
    [units = 0, inputs = 0] = input.value.shape,
    [features, batch = 0] = x.value.shape,
    { tape } = x;
  expectInteger(call, "steps", steps, 1, 2 ** 20);
  const expectShape = (name: string, { value }: Parameter, shape: readonly number[]) => {
    if (value.shape.join() !== shape.join())
      throw new ShapeError(call, `${name} is [${value.shape}], must be [${shape}]`);
  };
  expectShape("input", input, [units, inputs]);
  expectShape("recurrent", recurrent, [units, units]);
  expectShape("bias", bias, [units]);
  if (features !== steps * inputs || x.value.shape.length !== 2)
    throw new ShapeError(call, `x is [${x.value.shape}], must be [${steps} · ${inputs}, batch]`);

  const output = tape.result([steps * units, batch]),
    parts = (whole: Tensor, count: number) => Array.from({ length: steps }, (_, t) => whole.rows(t * count, count)),
    states = parts(output.value, units),
    seen = parts(x.value, inputs),
    credits = output.gradient && parts(output.gradient, units),
    ofInputs = x.gradient && parts(x.gradient, inputs),
    error = tape.gradients ? new Tensor(tape.arena, [units, batch]) : undefined;
  return tape.record({
    name: call,
    inputs: [x],
    parameters: [input, recurrent, bias],
    output,
    forward() {
      for (let t = 0; t < steps; t++) {
        const state = fillRows(bias.value, states[t]!);
        matmul(input.value, seen[t]!, state, true);
        if (t > 0) matmul(recurrent.value, states[t - 1]!, state, true);
        relu(state, state);
      }
    },
    backward() {
      const accumulate = x.gradient && x.accumulates();
      for (let t = steps - 1; t >= 0; t--) {
        reluBackward(states[t]!, credits![t]!, error!);
        if (maxAbs(error!) <= negligible) {
          if (ofInputs && !accumulate) fill(ofInputs[t]!, 0);
          continue;
        }
        matmulTransposeB(error!, seen[t]!, input.gradient, input.accumulates());
        biasGradient(error!, bias.gradient, bias.accumulates());
        if (ofInputs) matmulTransposeA(input.value, error!, ofInputs[t]!, accumulate);
        if (t === 0) continue;
        matmulTransposeB(error!, states[t - 1]!, recurrent.gradient, recurrent.accumulates());
        matmulTransposeA(recurrent.value, error!, credits![t - 1]!, true);
      }
    },
  }).output;
}
