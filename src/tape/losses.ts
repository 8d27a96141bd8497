import { ArgumentError, ShapeError } from "../errors.js";
import { expectTensor } from "../ops/check.js";
import { sum } from "../ops/reduce.js";
import * as ops from "../ops/softmax.js";
import { Tensor } from "../tensor/tensor.js";
import type { Loss } from "./operation.js";
import type { Variable } from "./variable.js";

/** A cross-entropy loss, with the class probabilities it computed, [classes, batch]. */
export interface CrossEntropyLoss extends Loss {
  readonly probabilities: Tensor;
}

/**
 * Softmax and cross-entropy in one: loss_b = −log softmax(x_b)[label_b]; gradient (softmax(x_b) − onehot)/count.
 * @param logits [classes, batch]    @param labels i32 [batch], each from 0 to classes − 1
 * @throws {ShapeError} when the shapes disagree
 */
export function softmaxCrossEntropy(logits: Variable, labels: Tensor<"i32">): CrossEntropyLoss {
  const x = logits.value;
  expectTensor("softmaxCrossEntropy", "labels", labels, [x.shape[1] ?? 0], x, "i32");
  const probabilities = new Tensor(logits.tape.arena, x.shape);
  const loss = new BatchLoss(
    "softmaxCrossEntropy",
    logits,
    (count, losses) => ops.softmaxCrossEntropy(x, labels, count, probabilities, losses),
    (count, gradient, accumulate) =>
      ops.softmaxCrossEntropyBackward(probabilities, labels, count, 1 / count, gradient, accumulate),
  );
  return logits.tape.record(Object.assign(loss, { probabilities }));
}

/**
 * Half the squared error: loss_b = ½ Σ_i (x_ib − t_ib)²; gradient (x − t)/count.
 * @param prediction [outputs, batch]    @param target [outputs, batch]
 * @throws {ShapeError} when the shapes disagree
 */
export function squaredError(prediction: Variable, target: Tensor): Loss {
  const x = prediction.value;
  expectTensor("squaredError", "target", target, x.shape, x, "f32");
  return prediction.tape.record(
    new BatchLoss(
      "squaredError",
      prediction,
      (count, losses) => ops.squaredError(x, target, count, losses),
      (count, gradient, accumulate) => ops.squaredErrorBackward(x, target, count, 1 / count, gradient, accumulate),
    ),
  );
}

/** What all losses share: one loss per column, all columns in use until told otherwise. */
class BatchLoss implements Loss {
  readonly name: string;
  readonly prediction: Variable;
  readonly inputs: readonly Variable[];
  readonly parameters = [];
  readonly output: Variable;
  readonly #compute: (count: number, losses: Tensor) => void;
  readonly #differentiate: (count: number, gradient: Tensor, accumulate: boolean) => void;
  #count: number;

  constructor(
    name: string,
    prediction: Variable,
    compute: (count: number, losses: Tensor) => void,
    differentiate: (count: number, gradient: Tensor, accumulate: boolean) => void,
  ) {
    const [, batch = 0, ...rest] = prediction.value.shape;
    if (batch === 0 || rest.length > 0)
      throw new ShapeError(name, `prediction is [${prediction.value.shape}], must be [outputs, batch] with batch ≥ 1`);
    this.name = name;
    this.prediction = prediction;
    this.inputs = [prediction];
    this.output = prediction.tape.result([batch]);
    this.#compute = compute;
    this.#differentiate = differentiate;
    this.#count = batch;
  }

  get count(): number {
    return this.#count;
  }

  set count(count: number) {
    if (!Number.isInteger(count) || count < 1 || count > this.output.value.size)
      throw new ArgumentError(this.name, "count", count, `an integer from 1 to ${this.output.value.size}`);
    this.#count = count;
  }

  forward(): void {
    this.#compute(this.#count, this.output.value);
  }

  backward(): void {
    const { gradient } = this.prediction;
    if (gradient) this.#differentiate(this.#count, gradient, this.prediction.accumulates());
  }

  total(): number {
    return sum(this.output.value);
  }
}
