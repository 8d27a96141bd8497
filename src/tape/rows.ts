import { fill } from "../ops/elementwise.js";
import type { Tensor } from "../tensor/tensor.js";
import { Variable } from "./variable.js";

/**
 * The rows first … first + count − 1 of x in their place: nothing is copied, and credit for them arrives in x's gradient.
 * @param x [features, batch]
 * @throws {ShapeError} when x has no such rows
 */
export function rows(x: Variable, first: number, count: number): Variable {
  const part = x.value.rows(first, count),
    output = x.tape.adopt(new Rows(x, part, x.gradient?.rows(first, count)));
  return x.tape.record({
    name: "rows",
    inputs: [x],
    parameters: [],
    output,
    forward() {},
    backward() {},
  }).output;
}

/** Its gradient is a part of the whole's, so it is always added to, and whoever is first clears all of it. */
class Rows extends Variable {
  readonly #whole: Variable;

  constructor(whole: Variable, value: Tensor, gradient: Tensor | undefined) {
    super(whole.tape, value, gradient);
    this.#whole = whole;
  }

  override accumulates(): boolean {
    super.accumulates();
    if (!this.#whole.accumulates()) fill(this.#whole.gradient!, 0);
    return true;
  }
}
