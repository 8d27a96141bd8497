import { ShapeError } from "../errors.js";
import * as ops from "../ops/elementwise.js";
import type { Variable } from "./variable.js";

/** Sum of two variables of one shape, y = a + b. @throws {ShapeError} when the shapes differ */
export function add(a: Variable, b: Variable): Variable {
  expectSameShape("add", a, b);
  const output = a.tape.result(a.value.shape);
  return a.tape.record({
    name: "add",
    inputs: [a, b],
    parameters: [],
    output,
    forward: () => ops.add(a.value, b.value, output.value),
    backward() {
      for (const input of [a, b]) {
        if (!input.gradient) continue;
        if (input.accumulates()) ops.axpy(1, output.gradient!, input.gradient);
        else ops.copy(output.gradient!, input.gradient);
      }
    },
  }).output;
}

/** Product of two variables of one shape, element by element, y = a ⊙ b: gating. @throws {ShapeError} when the shapes differ */
export function multiply(a: Variable, b: Variable): Variable {
  expectSameShape("multiply", a, b);
  const output = a.tape.result(a.value.shape);
  return a.tape.record({
    name: "multiply",
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

function expectSameShape(operation: string, a: Variable, b: Variable): void {
  if (String(a.value.shape) !== String(b.value.shape))
    throw new ShapeError(operation, `[${a.value.shape}] and [${b.value.shape}] must be equal`);
}
