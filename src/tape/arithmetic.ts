import { ShapeError } from "../errors.js";
import * as ops from "../ops/elementwise.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";

/** Sum of two variables of one shape, y = a + b. @throws {ShapeError} when the shapes differ */
export function add(a: Variable, b: Variable): Variable {
  expectSameShape("add", a, b);
  const output = a.tape.result(a.value.shape);
  return a.tape.record({
    name: "add",
    elementwise: true,
    inputs: [a, b],
    parameters: [],
    output,
    forward: () => ops.add(a.value, b.value, output.value),
    backward() {
      pass(output, a);
      pass(output, b);
    },
  }).output;
}

/** Product of two variables of one shape, element by element, y = a ⊙ b: gating. @throws {ShapeError} when the shapes differ */
export function multiply(a: Variable, b: Variable): Variable {
  expectSameShape("multiply", a, b);
  const output = a.tape.result(a.value.shape);
  return a.tape.record({
    name: "multiply",
    elementwise: true,
    inputs: [a, b],
    parameters: [],
    output,
    forward: () => ops.multiply(a.value, b.value, output.value),
    backward() {
      if (a.gradient) ops.multiply(output.gradient!, b.value, a.gradient, a.accumulates());
      if (b.gradient) ops.multiply(output.gradient!, a.value, b.gradient, b.accumulates());
    },
  }).output;
}

/**
 * Adds one number per row: y[i,b] = x[i,b] + bias[i].
 * @param x [features, batch]    @param bias [features]
 * @throws {ShapeError} when the shapes disagree
 */
export function addBias(x: Variable, bias: Parameter): Variable {
  const [features = 0] = x.value.shape;
  if (x.value.shape.length !== 2 || String(bias.value.shape) !== String([features]))
    throw new ShapeError(
      "addBias",
      `x is [${x.value.shape}] and bias [${bias.value.shape}], must be [n, batch] and [n]`,
    );
  const output = x.tape.result(x.value.shape);
  return x.tape.record({
    name: "addBias",
    elementwise: true,
    inputs: [x],
    parameters: [bias],
    output,
    forward() {
      ops.copy(x.value, output.value);
      ops.addBias(bias.value, output.value);
    },
    backward() {
      ops.biasGradient(output.gradient!, bias.gradient, bias.accumulates());
      pass(output, x);
    },
  }).output;
}

/** The gradient of a sum, handed to one of its terms. */
function pass(sum: Variable, term: Variable): void {
  if (!term.gradient) return;
  if (term.accumulates()) ops.axpy(1, sum.gradient!, term.gradient);
  else ops.copy(sum.gradient!, term.gradient);
}

function expectSameShape(operation: string, a: Variable, b: Variable): void {
  if (String(a.value.shape) !== String(b.value.shape))
    throw new ShapeError(operation, `[${a.value.shape}] and [${b.value.shape}] must be equal`);
}
