import type { Pattern } from "../tensor/pattern.js";
import type { Random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";

/** One recorded step of a tape. Everything it needs is allocated when it is made; replaying it allocates nothing. */
export interface Operation {
  readonly name: string;
  readonly inputs: readonly Variable[];
  readonly parameters: readonly Parameter[];
  readonly output: Variable;
  /** The generator it draws from while training, for saving and restoring its position; left out when it draws nothing. */
  readonly random?: Random;
  /** Computes the output's value. */
  forward(): void;
  /** From the output's gradient, writes or adds the gradients of inputs and parameters. */
  backward(transport?: Transport): void;
}

/** An operation that carries weights, output = W·input + bias: what a learning rule works on. */
export interface WeightOperation extends Operation {
  readonly weights: Parameter;
  readonly bias: Parameter | undefined;
  /** Weights that exist: all, or those of the sparse pattern. */
  readonly connections: number;
  /** Which weights exist, copied out; left out where all do. */
  pattern?(): Pattern;
  /** Presynaptic activity, [inputs, batch]. */
  readonly input: Variable;
  /** Writes or adds the gradients of weights and bias that this error at the output, [outputs, batch], implies. */
  weightGradient(error: Tensor): void;
  /** Sets to 0 what of `values`, of the weights' shape, stands where no weight exists. */
  confine(values: Tensor): void;
  /** into (+)= Vᵀ·error, with any `values` V of the weights' shape and sparsity: W itself, or fixed feedback weights. */
  backproject(values: Tensor, error: Tensor, into: Tensor, accumulate: boolean): void;
}

/** Passes credit from a weight operation's output to its input: writes or adds the input's gradient, `into`. */
export type Transport = (operation: WeightOperation, into: Tensor, accumulate: boolean) => void;

/** Where a sweep starts. Its output holds one loss per example, [batch]; its gradient is that of their mean. */
export interface Loss extends Operation {
  /** What is compared with the truth: the network's last preactivation, [outputs, batch]. */
  readonly prediction: Variable;
  /** Examples in use, the first `count` columns; the rest of a batch that is not full has no loss and no gradient. */
  count: number;
  /** Sum of the losses of the examples in use. */
  total(): number;
}

export function isWeightOperation(operation: Operation): operation is WeightOperation {
  return "weightGradient" in operation;
}
