import { ArgumentError } from "../errors.js";
import { Tensor } from "../tensor/tensor.js";
import { Differentiable } from "./variable.js";

/** What an optimiser must keep to when it changes a parameter. */
export interface ParameterOptions {
  /** Lower end of the allowed range, kept after every step; −∞ by default. */
  readonly minimum?: number;
  /** Upper end of the allowed range; +∞ by default. */
  readonly maximum?: number;
  /** Whether weight decay applies; true by default, false for biases. */
  readonly decays?: boolean;
}

/** A trainable array. It belongs to no tape: recording it on several shares it between them. */
export class Parameter extends Differentiable {
  readonly name: string;
  override readonly gradient: Tensor;
  readonly minimum: number;
  readonly maximum: number;
  readonly decays: boolean;

  /** @throws {ArgumentError} when the allowed range is empty */
  constructor(
    name: string,
    value: Tensor,
    { minimum = -Infinity, maximum = Infinity, decays = true }: ParameterOptions = {},
  ) {
    if (!(minimum <= maximum)) throw new ArgumentError("Parameter", "minimum", minimum, `at most maximum, ${maximum}`);
    const gradient = new Tensor(value.arena, value.shape);
    super(value, gradient);
    this.name = name;
    this.gradient = gradient;
    this.minimum = minimum;
    this.maximum = maximum;
    this.decays = decays;
  }
}
