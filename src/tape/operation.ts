import type { Random } from "../random.js";
import type { Pattern } from "../tensor/pattern.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Parameter } from "./parameter.js";
import type { Variable } from "./variable.js";

/** One recorded step of a tape. Everything it needs is allocated when it is made; replaying it allocates nothing. */
export interface Operation {
  readonly name: string;
  readonly inputs: readonly Variable[];
  readonly parameters: readonly Parameter[];
  readonly output: Variable;
  /** Whether vector variables are understood; an operation without this mark gets none. */
  readonly vectors?: true;
  /** Whether the output only sums the input up, as pooling does, and has no units of its own. */
  readonly pools?: true;
  /** Whether an element of the output is a function of the inputs' elements in its place: what a unit makes of its input. */
  readonly elementwise?: true;
  /** The generator it draws from while training, for saving and restoring its position; left out when it draws nothing. */
  readonly random?: Random;
  /** Numbers drawn once that training never changes, such as gating directions; a checkpoint fits only where they agree. */
  readonly constants?: Tensor;
  /** Computes the output's value. */
  forward(): void;
  /** From the output's gradient, writes or adds the gradients of inputs and parameters. */
  backward(transport?: Transport): void;
}

/** An operation that carries weights, output = W·input + bias: what a learning rule works on. */
export interface WeightOperation extends Operation {
  readonly weights: Parameter;
  readonly bias: Parameter | undefined;
  /** Weights that reach an output, on average. */
  readonly fanIn: number;
  /** Which weights exist, copied out; left out where all do. */
  pattern?(): Pattern;
  /** Presynaptic activity, [inputs, batch]. */
  readonly input: Variable;
  /**
   * Writes or adds the gradients of weights and bias that this error at the output, [outputs, batch], implies. At vector
   * units it is their credit, the error's length along the network's error vector.
   */
  weightGradient(error: Tensor): void;
  /** Sets to 0 what of `values`, of the weights' shape, stands where no weight exists. */
  confine(values: Tensor): void;
  /** into (+)= Vᵀ·error, with any `values` V of the weights' shape and sparsity: W itself, or fixed feedback weights. */
  backproject(values: Tensor, error: Tensor, into: Tensor, accumulate: boolean): void;
}

/**
 * Passes credit down from a weight operation whose input has a gradient: writes or adds the gradient of that input, or of
 * what it was pooled from.
 */
export type Transport = (operation: WeightOperation) => void;

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
