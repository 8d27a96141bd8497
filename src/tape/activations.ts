import { ArgumentError } from "../errors.js";
import * as ops from "../ops/activations.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Variable } from "./variable.js";

/** Rectifier, y = max(x, 0). Slope 1 where y > 0, else 0. */
export function relu(x: Variable): Variable {
  return activation("relu", x, ops.relu, ops.reluBackward);
}

/** y = x where x > 0, else slope·x. @param slope greater than 0 */
export function leakyRelu(x: Variable, slope = 0.01): Variable {
  return activation(
    "leakyRelu",
    x,
    (input, y) => ops.leakyRelu(input, y, slope),
    (y, dy, dx, accumulate) => ops.leakyReluBackward(y, dy, dx, slope, accumulate),
  );
}

/** Hyperbolic tangent; slope 1 − y². */
export function tanh(x: Variable): Variable {
  return activation("tanh", x, ops.tanh, ops.tanhBackward);
}

/** Logistic function, y = 1/(1 + e⁻ˣ); slope y(1 − y). */
export function sigmoid(x: Variable): Variable {
  return activation("sigmoid", x, ops.sigmoid, ops.sigmoidBackward);
}

/**
 * Signed rectifier: units in even rows pass what is ≤ 0, those in odd rows what is ≥ 0; slope 1 where it passes, else 0.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089, the conventional twins of vector networks.
 */
export function signedRelu(x: Variable): Variable {
  const output = x.tape.result(x.value.shape);
  return x.tape.record({
    name: "signedRelu",
    elementwise: true,
    inputs: [x],
    parameters: [],
    output,
    forward: () => ops.signedRelu(x.value, output.value),
    backward() {
      if (x.gradient) ops.signedReluBackward(x.value, output.gradient!, x.gradient, x.accumulates());
    },
  }).output;
}

/**
 * Binary step, y = 1 where x > 0, else 0; what stands in for its slope is 1/(steepness·|x| + 1)².
 * @param steepness positive    @throws {ArgumentError} for another
 * Source: Zenke & Ganguli 2018, doi:10.1162/neco_a_01086, the surrogate of SuperSpike.
 */
export function binaryStep(x: Variable, steepness = 100): Variable {
  if (!(steepness > 0 && steepness < Infinity))
    throw new ArgumentError("binaryStep", "steepness", steepness, "positive and finite");
  const output = x.tape.result(x.value.shape);
  return x.tape.record({
    name: "binaryStep",
    elementwise: true,
    inputs: [x],
    parameters: [],
    output,
    forward: () => ops.binaryStep(x.value, output.value),
    backward() {
      if (x.gradient) ops.binaryStepBackward(x.value, output.gradient!, x.gradient, steepness, x.accumulates());
    },
  }).output;
}

/** Records an elementwise function whose slope follows from its result. */
function activation(
  name: string,
  x: Variable,
  forward: (x: Tensor, y: Tensor) => void,
  backward: (y: Tensor, dy: Tensor, dx: Tensor, accumulate: boolean) => void,
): Variable {
  const output = x.tape.result(x.value.shape);
  return x.tape.record({
    name,
    elementwise: true,
    inputs: [x],
    parameters: [],
    output,
    forward: () => forward(x.value, output.value),
    backward() {
      if (x.gradient) backward(output.value, output.gradient!, x.gradient, x.accumulates());
    },
  }).output;
}
